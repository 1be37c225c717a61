import Foundation

/// HTTP/1.1 as far as benchmarks speak it: both ends are ours, on loopback.
enum HTTPBytes {
    static func get(_ path: String) -> [UInt8] { Array("GET \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".utf8) }

    /// A POST's head up to the number of Content-Length, which comes last.
    static func postHead(_ path: String, key: String) -> [UInt8] {
        let user = Data("\(key):".utf8).base64EncodedString()
        return Array(
            ("POST \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                + "Authorization: Basic \(user)\r\nContent-Length: ").utf8)
    }

    static func request(_ head: [UInt8], _ body: [UInt8]) -> [UInt8] {
        var bytes = head
        bytes.reserveCapacity(head.count + body.count + 16)
        bytes.append(contentsOf: String(body.count).utf8)
        bytes.append(contentsOf: [13, 10, 13, 10])
        bytes.append(contentsOf: body)
        return bytes
    }

    /// Of `HTTP/1.1 200 OK`.
    static func status(of bytes: [UInt8]) -> Int {
        bytes.count < 12 ? 0 : bytes[9..<12].reduce(0) { $0 * 10 + Int($1 &- 48) }
    }

    struct Message {
        let body: Range<Int>
    }

    /// The message that begins the bytes, once all of it is there.
    static func whole(_ bytes: ArraySlice<UInt8>) -> Message? {
        guard let headEnd = end(of: bytes) else { return nil }
        let bodyEnd = headEnd + contentLength(bytes[bytes.startIndex..<headEnd])
        return bodyEnd <= bytes.endIndex ? Message(body: headEnd..<bodyEnd) : nil
    }

    private static func end(of bytes: ArraySlice<UInt8>) -> Int? {
        var index = bytes.startIndex + 3
        while index < bytes.endIndex {
            if bytes[index] == 10, bytes[index - 1] == 13, bytes[index - 2] == 10, bytes[index - 3] == 13 {
                return index + 1
            }
            index += 1
        }
        return nil
    }

    private static let lengthName = Array("content-length:".utf8)

    private static func contentLength(_ head: ArraySlice<UInt8>) -> Int {
        for line in head.split(separator: 10) where line.count > lengthName.count {
            guard zip(line, lengthName).allSatisfy({ $0 | 32 == $1 | 32 }) else { continue }
            return line.dropFirst(lengthName.count).reduce(0) { (48...57).contains($1) ? $0 * 10 + Int($1 - 48) : $0 }
        }
        return 0
    }
}
