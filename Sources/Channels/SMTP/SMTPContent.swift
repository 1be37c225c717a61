/// A message's bytes as they follow DATA: lines that begin with a dot carry one more (RFC 5321, 4.5.2), every line ends in
/// CRLF, and the dot that ends it all stands last.
///
/// Lone CR and LF become CRLF: servers that disagree about them could be made to see a second message in the first.
struct SMTPContent: Sendable {
    let bytes: [UInt8]
    /// Of the message itself, as SIZE counts it.
    let size: Int
    let hasEightBitBytes: Bool

    init(_ message: [UInt8]) {
        var output: [UInt8] = []
        output.reserveCapacity(message.count + message.count / 64 + 8)
        var combined: UInt8 = 0
        message.withUnsafeBufferPointer { message in
            var index = 0
            while index < message.count {
                // A whole line at once: most are written as they are.
                var end = index
                while end < message.count, message[end] != 0x0D, message[end] != 0x0A {
                    combined |= message[end]
                    end += 1
                }
                if end > index, message[index] == 0x2E { output.append(0x2E) }
                output.append(contentsOf: UnsafeBufferPointer(rebasing: message[index..<end]))
                output.append(contentsOf: SMTPContent.lineEnd)
                index = end + 1
                if end + 1 < message.count, message[end] == 0x0D, message[end + 1] == 0x0A { index += 1 }
            }
        }
        size = output.count
        output.append(contentsOf: [0x2E, 0x0D, 0x0A])
        bytes = output
        hasEightBitBytes = combined & 0x80 != 0
    }

    private static let lineEnd: [UInt8] = [0x0D, 0x0A]
}
