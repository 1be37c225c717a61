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
        var column = 0
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte == 0x0D, index + 1 < bytes.count, bytes[index + 1] == 0x0A {
                output.append(contentsOf: [0x0D, 0x0A])
                column = 0
                index += 2
                continue
            }
            let isPlain = isLiteral(byte) || (isBlank(byte) && !endsLine(bytes, after: index))
            let width = isPlain ? 1 : 3
            // One column stays free for the soft break's equals sign.
            if column + width > lineLimit - 1 {
                output.append(contentsOf: [0x3D, 0x0D, 0x0A])
                column = 0
            }
            if isPlain {
                output.append(byte)
            } else {
                output.append(contentsOf: [0x3D, hexadecimal(byte >> 4), hexadecimal(byte & 15)])
            }
            column += width
            index += 1
        }
        output.append(contentsOf: [0x0D, 0x0A])
    }

    private static func isLiteral(_ byte: UInt8) -> Bool { (0x21...0x7E).contains(byte) && byte != 0x3D }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

    private static func endsLine(_ bytes: [UInt8], after index: Int) -> Bool {
        index + 1 == bytes.count || bytes[index + 1] == 0x0D
    }

    static func hexadecimal(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x41 + value - 10 }
}
