import Foundation

/// How fast the load generator is against a server that only answers: it must not be what limits a benchmark.
enum LoadCeiling {
    static func measure(_ plan: LoadPlan, in site: BenchSite) async throws -> Double {
        let stub = try StubServer()
        defer { stub.stop() }
        var plan = plan
        plan.port = stub.port
        plan.rate = 0
        plan.events = min(plan.events, plan.batch == 1 ? 20_000 : 200_000)
        return try await plan.send(in: site, within: .seconds(60)).rate
    }
}

/// Reads requests and answers each with 200, a thread for each connection.
final class StubServer: Sendable {
    let port: Int
    private let listener: Int32

    init() throws {
        port = FreePort.find(from: Int.random(in: 30_000...32_000))
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port).bigEndian)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let code = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard code == 0, listen(listener, 64) == 0 else { throw BenchError("no port to listen on for a stub server") }
        Thread { [listener] in
            while case let accepted = accept(listener, nil, nil), accepted >= 0 {
                Thread { StubServer.serve(accepted) }.start()
            }
        }.start()
    }

    func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    private static let answer = Array("HTTP/1.1 200 OK\r\nContent-Length: 16\r\n\r\n{\"success\":true}".utf8)

    private static func serve(_ descriptor: Int32) {
        var buffer = [UInt8](repeating: 0, count: 512 * 1024)
        var filled = 0
        while true {
            let count = buffer.withUnsafeMutableBytes {
                recv(descriptor, $0.baseAddress! + filled, $0.count - filled, 0)
            }
            guard count > 0 else { break }
            filled += count
            guard HTTPBytes.whole(buffer[..<filled]) != nil else { continue }
            filled = 0
            let sent = send(descriptor, answer, answer.count, Int32(MSG_NOSIGNAL))
            guard sent == answer.count else { break }
        }
        close(descriptor)
    }
}
