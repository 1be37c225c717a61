import Foundation
import Values

/// Makes the requests of one connection of a load.
struct LoadSource {
    private enum Stream {
        case shop(LoadTape)
        case customers(OrderStream)
        case orders(OrderStream)
    }

    private var stream: Stream
    /// Of the recording.
    private let start: Int
    private let isSingle: Bool
    private let batchHead: [UInt8]
    private let trackHead: [UInt8]
    private let identifyHead: [UInt8]
    private let pageHead: [UInt8]

    /// - Parameter number: of the connection; no two connections send the same event.
    init(_ plan: LoadPlan, tape: LoadTape?, stream number: Int) throws {
        start = plan.first
        let seed = plan.seed &* 1000 &+ UInt64(number)
        stream =
            switch plan.kind {
            case .shop: .shop(try LoadSource.checked(tape, plan))
            case .customers: .customers(OrderStream(seed: seed))
            case .orders: .orders(OrderStream(seed: seed))
            }
        isSingle = plan.batch == 1
        batchHead = HTTPBytes.postHead("/v1/batch", key: plan.key)
        trackHead = HTTPBytes.postHead("/v1/track", key: plan.key)
        identifyHead = HTTPBytes.postHead("/v1/identify", key: plan.key)
        pageHead = HTTPBytes.postHead("/v1/page", key: plan.key)
    }

    /// - Parameter first: the number of the first event in the whole load.
    mutating func request(first: Int, events: Int) -> [UInt8] {
        let now = Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
        switch stream {
        case .shop(let tape):
            let stamp = Array(now.iso8601.utf8)
            if isSingle {
                var body: [UInt8] = []
                tape.append(start + first, at: stamp, to: &body)
                return HTTPBytes.request(head(of: body), body)
            }
            return HTTPBytes.request(batchHead, batch(of: tape, first: start + first, events, at: stamp))
        case .customers(var customers):
            defer { stream = .customers(customers) }
            return HTTPBytes.request(batchHead, customers.customers(events, at: now))
        case .orders(var orders):
            defer { stream = .orders(orders) }
            return HTTPBytes.request(batchHead, orders.orders(events, at: now))
        }
    }

    private static func checked(_ tape: LoadTape?, _ plan: LoadPlan) throws -> LoadTape {
        guard let tape, plan.first + plan.events <= tape.count else {
            throw BenchError("the recording \(plan.tape) has too few calls for \(plan.events) events")
        }
        return tape
    }

    /// `{"batch":[…],"sentAt":…}`, all of which happens at this moment.
    private func batch(of tape: LoadTape, first: Int, _ events: Int, at stamp: [UInt8]) -> [UInt8] {
        var bytes = Array(#"{"batch":["#.utf8)
        bytes.reserveCapacity(64 + events * 900)
        for index in 0..<events {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            tape.append(first + index, at: stamp, to: &bytes)
        }
        bytes.append(contentsOf: #"],"sentAt":""#.utf8)
        bytes.append(contentsOf: stamp)
        bytes.append(contentsOf: #""}"#.utf8)
        return bytes
    }

    /// The call's kind is the first member of a call: `{"type":"track"`.
    private func head(of body: [UInt8]) -> [UInt8] {
        switch body[9] {
        case UInt8(ascii: "i"): identifyHead
        case UInt8(ascii: "p"): pageHead
        default: trackHead
        }
    }
}
