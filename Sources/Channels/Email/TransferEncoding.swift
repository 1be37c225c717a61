import Foundation

/// How a part's bytes are written so that every server carries them: lines of at most 76 ASCII characters (RFC 2045).
enum TransferEncoding: String, Sendable {
    case quotedPrintable = "quoted-printable"
    case base64 = "base64"

    private static let lineLimit = 76

    /// The one that makes fewer bytes of this text: quoted-printable for Latin letters, base64 for most others.
    static func shorter(for bytes: [UInt8]) -> TransferEncoding {
        var escaped = 0
        for byte in bytes where byte >= 0x7F || byte == 0x3D { escaped += 1 }
        return bytes.count + 2 * escaped <= bytes.count / 3 * 4 + 4 ? .quotedPrintable : .base64
    }

    /// Appends the encoded text, which must have CRLF line ends, and a final CRLF.
    func append(_ bytes: [UInt8], to output: inout [UInt8]) {
        switch self {
        case .quotedPrintable: Self.appendQuotedPrintable(bytes, to: &output)
        case .base64: Self.appendBase64(bytes, to: &output)
        }
    }

    private static func appendBase64(_ bytes: [UInt8], to output: inout [UInt8]) {
        output.append(contentsOf: Data(bytes).base64EncodedData(options: [.lineLength76Characters]))
        output.append(contentsOf: [0x0D, 0x0A])
    }

    private static func appendQuotedPrintable(_ bytes: [UInt8], to output: inout [UInt8]) {
        output.reserveCapacity(output.count + bytes.count + bytes.count / 8 + 2)
        bytes.withUnsafeBufferPointer { bytes in
            var column = 0
            var index = 0
            while index < bytes.count {
                let byte = bytes[index]
                if byte == 0x0D, index + 1 < bytes.count, bytes[index + 1] == 0x0A {
                    output.append(contentsOf: lineEnd)
                    column = 0
                    index += 2
                    continue
                }
                // One column stays free for the soft break's equals sign.
                let room = lineLimit - 1 - column
                let run = plainRun(in: bytes, from: index, atMost: room)
                if run > 0 {
                    output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[index..<index + run]))
                    column += run
                    index += run
                } else if room < (isPlain(byte, at: index, in: bytes) ? 1 : 3) {
                    output.append(contentsOf: softBreak)
                    column = 0
                } else {
                    output.append(0x3D)
                    output.append(hexadecimal(byte >> 4))
                    output.append(hexadecimal(byte & 15))
                    column += 3
                    index += 1
                }
            }
        }
        output.append(contentsOf: lineEnd)
    }

    private static let lineEnd: [UInt8] = [0x0D, 0x0A]
    private static let softBreak: [UInt8] = [0x3D, 0x0D, 0x0A]

    /// How many bytes from here on stand for themselves.
    private static func plainRun(in bytes: UnsafeBufferPointer<UInt8>, from start: Int, atMost limit: Int) -> Int {
        let end = min(bytes.count, start + limit)
        var index = start
        while index < end, isPlain(bytes[index], at: index, in: bytes) { index += 1 }
        return index - start
    }

    private static func isPlain(_ byte: UInt8, at index: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        isLiteral(byte) || (isBlank(byte) && !endsLine(bytes, after: index))
    }

    private static func isLiteral(_ byte: UInt8) -> Bool { byte >= 0x21 && byte <= 0x7E && byte != 0x3D }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

    private static func endsLine(_ bytes: UnsafeBufferPointer<UInt8>, after index: Int) -> Bool {
        index + 1 == bytes.count || bytes[index + 1] == 0x0D
    }

    static func hexadecimal(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x41 + value - 10 }
}
