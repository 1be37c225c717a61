import Foundation

/// Filters between text and HTML, addresses and Base64.
enum EscapeFilters {
    static let all: [String: FilterDefinition] = [
        // Escaped text that is captured and escaped again would show its entities to the reader.
        "escape": FilterDefinition(0...0) { input in input.marked(input.value.escapedText) },
        "h": FilterDefinition(0...0) { input in input.marked(input.value.escapedText) },
        "escape_once": FilterDefinition(0...0) { input in input.marked(escapeOnce(input.value.text)) },
        "raw": FilterDefinition(0...0) { input in input.marked(input.value.text) },
        "safe": FilterDefinition(0...0) { input in input.marked(input.value.text) },
        "newline_to_br": FilterDefinition(0...0) { input in
            let text = input.context.escapesHTML ? input.value.escapedText : input.value.text
            let lines = text.replacingBytes(of: "\r\n", with: "\n")
            return input.marked(lines.replacingBytes(of: "\n", with: "<br />\n"))
        },
        "strip_html": FilterDefinition(0...0) { input in input.keepingMarkup(stripHTML) },
        "url_encode": FilterDefinition(0...0) { input in .string(percentEncode(input.value.text)) },
        "url_decode": FilterDefinition(0...0) { input in .string(percentDecode(input.value.text)) },
        "base64_encode": FilterDefinition(0...0) { input in
            .string(Data(input.value.text.utf8).base64EncodedString())
        },
        "base64_url_safe_encode": FilterDefinition(0...0) { input in
            let plain = Data(input.value.text.utf8).base64EncodedString()
            return .string(plain.replacingBytes(of: "+", with: "-").replacingBytes(of: "/", with: "_"))
        },
        "base64_decode": FilterDefinition(0...0) { input throws(Refusal) in try decode(input.value.text) },
        "base64_url_safe_decode": FilterDefinition(0...0) { input throws(Refusal) in
            let text = input.value.text
            return try decode(text.replacingBytes(of: "-", with: "+").replacingBytes(of: "_", with: "/"))
        },
    ]

    private static func decode(_ text: String) throws(Refusal) -> LiquidValue {
        let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        guard text.utf8.count % 4 != 1, let data = Data(base64Encoded: text + padding),
            let decoded = String(data: data, encoding: .utf8)
        else { throw Refusal("this text is not Base64 of a text") }
        return .string(decoded)
    }

    /// Escapes what is not part of an entity already.
    private static func escapeOnce(_ text: String) -> String {
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        for index in bytes.indices {
            if bytes[index] == UInt8(ascii: "&"), isEntity(bytes[index...]) {
                result.append(bytes[index])
            } else if bytes[index] < 0x80 {
                result += String(UnicodeScalar(bytes[index])).escapedForHTML.utf8
            } else {
                result.append(bytes[index])
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// Whether the bytes begin with `&name;` or `&#digits;`, of at most 32 bytes (the longest name of HTML has 31).
    private static func isEntity(_ bytes: ArraySlice<UInt8>) -> Bool {
        let inner = bytes.dropFirst().prefix(32)
        guard let end = inner.firstIndex(of: UInt8(ascii: ";")), end > inner.startIndex else { return false }
        let name = inner[inner.startIndex..<end]
        let digits = name.first == UInt8(ascii: "#") ? name.dropFirst() : name
        return !digits.isEmpty && digits.allSatisfy { $0.isLetter || $0.isDigit }
    }

    /// Leaves out scripts, styles and comments whole, and all other tags.
    private static func stripHTML(_ text: String) -> String {
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        var index = 0
        var unclosed: Set<String> = []
        while index < bytes.count {
            guard bytes[index] == UInt8(ascii: "<") else {
                result.append(bytes[index])
                index += 1
                continue
            }
            let (opening, closing) =
                [("<script", "</script>"), ("<style", "</style>"), ("<!--", "-->")]
                .first { startsWith($0.0, bytes, index) } ?? ("<", ">")
            let end = unclosed.contains(closing) ? nil : find(closing, bytes, from: index + opening.utf8.count)
            if let end {
                index = end
            } else {
                // Looked for only once, so that a text of nothing but '<' costs no more than its length.
                unclosed.insert(closing)
                if let end = unclosed.contains(">") ? nil : find(">", bytes, from: index + 1) {
                    index = end
                } else {
                    unclosed.insert(">")
                    result.append(bytes[index])
                    index += 1
                }
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func startsWith(_ word: String, _ bytes: [UInt8], _ index: Int) -> Bool {
        guard index + word.utf8.count <= bytes.count else { return false }
        return zip(bytes[index...], word.utf8).allSatisfy { $0 == $1 || ($0.isLetter && $0 | 0x20 == $1) }
    }

    /// The index after the next `word`.
    private static func find(_ word: String, _ bytes: [UInt8], from start: Int) -> Int? {
        var index = start
        while index < bytes.count {
            if startsWith(word, bytes, index) { return index + word.utf8.count }
            index += 1
        }
        return nil
    }

    private static let hexadecimal = Array("0123456789ABCDEF".utf8)

    /// As a form field: letters, digits and `-_.~` stay, a space becomes `+` (WHATWG URL, application/x-www-form).
    private static func percentEncode(_ text: String) -> String {
        var result: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case _ where byte.isWord, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "~"): result.append(byte)
            case UInt8(ascii: " "): result.append(UInt8(ascii: "+"))
            default: result += [UInt8(ascii: "%"), hexadecimal[Int(byte >> 4)], hexadecimal[Int(byte & 15)]]
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func percentDecode(_ text: String) -> String {
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        var index = 0
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count, let high = digit(bytes[index + 1]),
                let low = digit(bytes[index + 2])
            {
                result.append(high << 4 | low)
                index += 3
            } else {
                result.append(bytes[index] == UInt8(ascii: "+") ? UInt8(ascii: " ") : bytes[index])
                index += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        if byte.isDigit { return byte - 48 }
        let letter = (byte | 0x20) &- 97
        return letter < 6 ? letter + 10 : nil
    }
}

extension FilterInput {
    /// Marked as HTML where outputs are escaped; elsewhere just a text.
    func marked(_ text: String) -> LiquidValue { context.escapesHTML ? .markup(text) : .string(text) }
}
