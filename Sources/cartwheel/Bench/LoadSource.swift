import Foundation
import ShopSimulator
import Values

/// Makes the requests of one connection of a load.
struct LoadSource {
    private enum Stream {
        case mix(LoadStream)
        case customers(OrderStream)
        case orders(OrderStream)
    }

    private var stream: Stream
    private let isSingle: Bool
    private let batchHead: [UInt8]
    private let trackHead: [UInt8]
    private let identifyHead: [UInt8]
    private let pageHead: [UInt8]

    /// - Parameter number: of the connection; no two connections send the same event.
    init(_ plan: LoadPlan, stream number: Int) {
        let seed = plan.seed &* 1000 &+ UInt64(number)
        stream =
            switch plan.kind {
            case .mix: .mix(LoadStream(seed: seed, people: plan.people))
            case .customers: .customers(OrderStream(seed: seed))
            case .orders: .orders(OrderStream(seed: seed))
            }
        isSingle = plan.batch == 1
        batchHead = HTTPBytes.postHead("/v1/batch", key: plan.key)
        trackHead = HTTPBytes.postHead("/v1/track", key: plan.key)
        identifyHead = HTTPBytes.postHead("/v1/identify", key: plan.key)
        pageHead = HTTPBytes.postHead("/v1/page", key: plan.key)
    }

    mutating func request(events: Int) -> [UInt8] {
        let now = Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
        switch stream {
        case .mix(var load):
            defer { stream = .mix(load) }
            guard isSingle else { return HTTPBytes.request(batchHead, load.batch(of: events, at: now)) }
            var body: [UInt8] = []
            load.appendEvent(to: &body, at: now)
            return HTTPBytes.request(head(of: body), body)
        case .customers(var customers):
            defer { stream = .customers(customers) }
            return HTTPBytes.request(batchHead, customers.customers(events, at: now))
        case .orders(var orders):
            defer { stream = .orders(orders) }
            return HTTPBytes.request(batchHead, orders.orders(events, at: now))
        }
    }

    /// The call's kind is the first member of a load's events: `{"type":"track"`.
    private func head(of body: [UInt8]) -> [UInt8] {
        switch body[9] {
        case UInt8(ascii: "i"): identifyHead
        case UInt8(ascii: "p"): pageHead
        default: trackHead
        }
    }
}
