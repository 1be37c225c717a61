import Foundation

/// Writes header fields: folded, encoded, and closed to injection (RFC 5322, RFC 2047).
enum HeaderField {
    /// RFC 5322, 2.1.1: the length that lines should keep.
    static let lineLength = 78
    /// RFC 5322, 2.1.1: the length that lines must keep, less room for the name.
    static let tokenLimit = 900
    /// RFC 2047, 2 allows 75; this fits beside the longest field name that is written here.
    private static let encodedWordLimit = 68

    /// A field of free text such as a subject: control characters become spaces, other scripts encoded words.
    static func unstructured(_ name: String, _ text: String) -> String {
        let clean = withoutControls(text)
        return folded(name, isPlain(clean) ? words(of: clean) : encodedWords(clean))
    }

    /// A field that lists mailboxes.
    static func mailboxes(_ name: String, _ mailboxes: [Mailbox]) -> String {
        var words: [String] = []
        for (index, mailbox) in mailboxes.enumerated() {
            let end = index + 1 < mailboxes.count ? "," : ""
            let shownName = withoutControls(mailbox.name ?? "")
            if shownName.isEmpty {
                words.append("\(mailbox.address)\(end)")
            } else {
                words.append(contentsOf: phrase(shownName))
                words.append("<\(mailbox.address)>\(end)")
            }
        }
        return folded(name, words)
    }

    /// A field of tokens that stay as they are, folded between them.
    static func folded(_ name: String, _ words: [String]) -> String {
        var output = name + ":"
        var column = output.utf8.count
        for word in words {
            if column + 1 + word.utf8.count > lineLength, column > 1 {
                output += "\r\n"
                column = 0
            }
            output += " " + word
            column += 1 + word.utf8.count
        }
        return output + "\r\n"
    }

    /// Whether a text can stand in a field unencoded and be folded at its spaces without changing.
    private static func isPlain(_ text: String) -> Bool {
        guard text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }), !text.contains("=?") else { return false }
        return words(of: text).allSatisfy { !$0.isEmpty && $0.utf8.count <= tokenLimit } || text.isEmpty
    }

    /// What stands between single spaces.
    private static func words(of text: String) -> [String] {
        text.utf8.split(separator: 0x20, omittingEmptySubsequences: false).map { String(Substring($0)) }
    }

    private static func phrase(_ name: String) -> [String] {
        guard isPlain(name), name.utf8.count <= encodedWordLimit else { return encodedWords(name) }
        if name.utf8.allSatisfy(isPhraseCharacter) { return words(of: name) }
        let escaped = name.replacingOccurrences(of: "\\", with: "\\\\").replacingOccurrences(of: "\"", with: "\\\"")
        return ["\"\(escaped)\""]
    }

    private static func isPhraseCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x20: true
        default: "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
        }
    }

    static func withoutControls(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isControl) else { return text }
        var output = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if !isControl(scalar) {
                output.append(scalar)
            } else if output.last != " " {
                output.append(" ")
            }
        }
        return String(output).trimmingCharacters(in: .whitespaces)
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || scalar.value == 0x2028 || scalar.value == 0x2029
    }

    /// Encoded words of whole characters, in base64 or "Q", whichever is shorter for this text.
    private static func encodedWords(_ text: String) -> [String] {
        let others = text.utf8.count { !isQLiteral($0) }
        return others * 3 > text.utf8.count ? base64Words(text) : qWords(text)
    }

    private static func base64Words(_ text: String) -> [String] {
        // What "=?utf-8?B?" and "?=" leave, in groups of four characters for three bytes.
        let bytesInWord = (encodedWordLimit - 12) / 4 * 3
        var words: [String] = []
        var word: [UInt8] = []
        for scalar in text.unicodeScalars {
            let bytes = Array(scalar.utf8)
            if word.count + bytes.count > bytesInWord {
                words.append("=?utf-8?B?\(Data(word).base64EncodedString())?=")
                word.removeAll(keepingCapacity: true)
            }
            word.append(contentsOf: bytes)
        }
        if !word.isEmpty { words.append("=?utf-8?B?\(Data(word).base64EncodedString())?=") }
        return words
    }

    private static func qWords(_ text: String) -> [String] {
        let limit = encodedWordLimit - 12
        var words: [String] = []
        var word = ""
        for scalar in text.unicodeScalars {
            let piece = qEncoded(scalar)
            if word.utf8.count + piece.utf8.count > limit {
                words.append("=?utf-8?Q?\(word)?=")
                word = ""
            }
            word += piece
        }
        if !word.isEmpty { words.append("=?utf-8?Q?\(word)?=") }
        return words
    }

    private static func qEncoded(_ scalar: Unicode.Scalar) -> String {
        if scalar == " " { return "_" }
        if scalar.isASCII, isQLiteral(UInt8(scalar.value)) { return String(scalar) }
        var output: [UInt8] = []
        for byte in scalar.utf8 {
            output.append(contentsOf: [
                0x3D, TransferEncoding.hexadecimal(byte >> 4), TransferEncoding.hexadecimal(byte & 15),
            ])
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// What may stand for itself in an encoded word everywhere, phrases included (RFC 2047, 5 (3)).
    private static func isQLiteral(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x20, 0x21, 0x2A, 0x2B, 0x2D, 0x2F: true
        default: false
        }
    }
}
