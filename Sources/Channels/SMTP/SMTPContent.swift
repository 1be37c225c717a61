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
        var isAtLineStart = true
        var index = 0
        while index < message.count {
            let byte = message[index]
            index += 1
            combined |= byte
            if byte == 0x0D || byte == 0x0A {
                if byte == 0x0D, index < message.count, message[index] == 0x0A { index += 1 }
                output.append(0x0D)
                output.append(0x0A)
                isAtLineStart = true
            } else {
                if isAtLineStart, byte == 0x2E { output.append(0x2E) }
                output.append(byte)
                isAtLineStart = false
            }
        }
        if !isAtLineStart { output.append(contentsOf: [0x0D, 0x0A]) }
        size = output.count
        output.append(contentsOf: [0x2E, 0x0D, 0x0A])
        bytes = output
        hasEightBitBytes = combined & 0x80 != 0
    }
}
