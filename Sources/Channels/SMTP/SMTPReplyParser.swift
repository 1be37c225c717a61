/// Reads replies out of the bytes that a server sends, in whatever pieces they come.
struct SMTPReplyParser {
    struct Malformed: Error, Equatable, CustomStringConvertible {
        var description: String
    }

    /// RFC 5321, 4.5.3.1.5 says 512; servers are more talkative.
    static let lineLimitInBytes = 4096
    /// EHLO answers have one line for each extension; no server has nearly as many.
    static let lineLimit = 256
    /// Texts are kept for the console and the log, which need no more.
    private static let keptTextLimitInBytes = 500

    private var line: [UInt8] = []
    private var code: Int?
    private var lines: [String] = []
    private var complete: [SMTPReply] = []

    /// Whether bytes are left that belong to no complete reply.
    var hasRest: Bool { !line.isEmpty || code != nil || !complete.isEmpty }

    mutating func feed(_ bytes: some Sequence<UInt8>) throws(Malformed) {
        for byte in bytes {
            if byte == 0x0A {
                try endLine()
            } else {
                line.append(byte)
                guard line.count <= Self.lineLimitInBytes else {
                    throw Malformed(description: "the server sent a line of over \(Self.lineLimitInBytes) bytes")
                }
            }
        }
    }

    mutating func next() -> SMTPReply? { complete.isEmpty ? nil : complete.removeFirst() }

    private mutating func endLine() throws(Malformed) {
        if line.last == 0x0D { line.removeLast() }
        defer { line.removeAll(keepingCapacity: true) }
        guard line.count >= 3, line[..<3].allSatisfy({ (0x30...0x39).contains($0) }),
            line.count == 3 || line[3] == 0x20 || line[3] == 0x2D
        else {
            throw Malformed(description: "the server sent “\(Self.shown(line[...]))”, which is no SMTP reply")
        }
        let number = line[..<3].reduce(0) { $0 * 10 + Int($1) - 0x30 }
        guard code == nil || code == number else {
            throw Malformed(description: "the server mixed the codes \(code ?? 0) and \(number) in one reply")
        }
        code = number
        lines.append(Self.shown(line.dropFirst(4)))
        guard lines.count <= Self.lineLimit else {
            throw Malformed(description: "the server sent a reply of over \(Self.lineLimit) lines")
        }
        if line.count == 3 || line[3] == 0x20 {
            complete.append(SMTPReply(code: number, lines: lines))
            code = nil
            lines = []
        }
    }

    /// Readable text of what a server sent: of bounded length, without control characters.
    private static func shown(_ bytes: ArraySlice<UInt8>) -> String {
        HeaderField.withoutControls(String(decoding: bytes.prefix(keptTextLimitInBytes), as: UTF8.self))
    }
}
