import Foundation

/// One kept HTTP connection on loopback, driven by plain blocking calls: as little work for the load as can be.
final class LoadConnection {
    private let descriptor: Int32
    private var buffer = [UInt8](repeating: 0, count: 64 * 1024)

    struct Answer {
        let status: Int
        let body: ArraySlice<UInt8>
    }

    init(port: Int) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw BenchError("no socket to be had: \(LoadConnection.reason)") }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port).bigEndian)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let code = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        var yes: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
        var patience = timeval(tv_sec: 60, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        guard code == 0 else { throw BenchError("port \(port) cannot be reached: \(LoadConnection.reason)") }
    }

    deinit { close(descriptor) }

    /// Sends a whole request and reads the whole answer, which must have a Content-Length.
    func exchange(_ request: [UInt8]) throws -> Answer {
        var sent = 0
        while sent < request.count {
            let count = request.withUnsafeBytes {
                send(descriptor, $0.baseAddress! + sent, request.count - sent, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw BenchError("the connection broke while sending: \(LoadConnection.reason)") }
            sent += count
        }
        var filled = 0
        while true {
            let count = buffer.withUnsafeMutableBytes {
                recv(descriptor, $0.baseAddress! + filled, $0.count - filled, 0)
            }
            guard count > 0 else {
                throw BenchError("the connection broke before the answer: \(LoadConnection.reason)")
            }
            filled += count
            if let message = HTTPBytes.whole(buffer[..<filled]) {
                return Answer(status: HTTPBytes.status(of: buffer), body: buffer[message.body])
            }
            guard filled < buffer.count else { throw BenchError("an answer was longer than \(buffer.count) bytes") }
        }
    }

    private static var reason: String { String(cString: strerror(errno)) }
}
