import Values

/// How one value stands in a file.
enum ScalarText {
    /// Lists of short names stand on one line up to this many letters.
    static let mostOfShortList = 80

    static func key(_ key: String) -> String {
        isPlain(key) ? key : quoted(key)
    }

    /// - Parameter indent: of the lines of a text that takes several.
    static func write(_ value: DraftValue, _ kind: FormField.Kind?, indent: Int) -> String {
        guard let words = value.words, value != .literal("") else { return "" }
        switch kind {
        case .condition:
            if words.contains("\n"), let block = block(words, indent: indent) { return block }
            return quoted(words)
        case .timeOfDay: return isPrintable(words) ? "\"\(escaped(words))\"" : quoted(words)
        case .moment where ClockText.minute(words) != nil: return "\"\(words)\""
        case .html:
            if let block = block(words, indent: indent) { return block }
        default:
            if words.contains("\n"), let block = block(words, indent: indent) { return block }
        }
        if case .literal = value { return words }
        if DraftValue.isLiteral(words) {
            // Only there does it matter whether it is a text.
            guard let kind, !words.isEmpty, kind != .pairs, kind != .value else { return quoted(words) }
            return words
        }
        return isPlain(words) ? words : quoted(words)
    }

    /// Names in brackets; nil where they do not stand so.
    static func shortList(_ items: [DraftValue], _ kind: FormField.Kind?) -> String? {
        guard !items.isEmpty else { return "[]" }
        guard kind != .condition else { return nil }
        var words: [String] = []
        for item in items {
            guard let text = item.words, !text.isEmpty, isPlain(text, inBrackets: true) else { return nil }
            if case .text = item, DraftValue.isLiteral(text) { return nil }
            words.append(text)
        }
        let line = "[" + words.joined(separator: ", ") + "]"
        return line.unicodeScalars.count <= mostOfShortList ? line : nil
    }

    /// Whether YAML reads these letters, standing without quotes, as just these letters.
    static func isPlain(_ text: String, inBrackets: Bool = false) -> Bool {
        let scalars = text.unicodeScalars
        guard let first = scalars.first, let last = scalars.last, isPrintable(text), first != " ", last != " ",
            last != ":"
        else { return false }
        if "!&*|>'\"%@`#,[]{}?:".unicodeScalars.contains(first) { return false }
        if first == "-" || first == ".", !DraftValue.isLiteral(text) { return false }
        var before: Unicode.Scalar?
        for scalar in scalars {
            if inBrackets, ",[]{}:?".unicodeScalars.contains(scalar) { return false }
            if scalar == " ", before == ":" { return false }
            if scalar == "#", before == " " { return false }
            before = scalar
        }
        return true
    }

    /// In single quotes, or in double ones where something in it cannot be shown.
    static func quoted(_ text: String) -> String {
        guard !text.isEmpty else { return "\"\"" }
        guard isPrintable(text) else { return "\"\(escaped(text))\"" }
        return "'" + text.replacing("'", with: "''") + "'"
    }

    /// After a bar, one line a line; nil where the text holds something that cannot stand so.
    static func block(_ text: String, indent: Int) -> String? {
        var lines: [Substring.UnicodeScalarView] = text.unicodeScalars.split(
            separator: "\n", omittingEmptySubsequences: false)
        guard lines.contains(where: { line in line.contains { $0 != " " && $0 != "\t" } }) else { return nil }
        let fits = lines.allSatisfy { line in line.allSatisfy { $0 == "\t" || isShown($0) } }
        guard fits else { return nil }
        var ends = 0
        while lines.last?.isEmpty ?? false {
            lines.removeLast()
            ends += 1
        }
        let first = lines.first?.first
        // A text that begins with a space would be taken for a deeper one.
        let needsIndent = first == nil || first == " " || first == "\t"
        var block = "|" + (needsIndent ? "2" : "") + (ends == 0 ? "-" : ends == 1 ? "" : "+")
        let space = String(repeating: " ", count: indent)
        for line in lines { block += line.isEmpty ? "\n" : "\n" + space + String(line) }
        return block + String(repeating: "\n", count: max(0, ends - 1))
    }

    private static func isPrintable(_ text: String) -> Bool { text.unicodeScalars.allSatisfy(isShown) }

    /// What YAML lets stand as it is, line ends and tabs aside.
    private static func isShown(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20...0x7E, 0xA0...0x2027, 0x202A...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD, 0x10000...0x10FFFF: true
        default: false
        }
    }

    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case "\r": result += "\\r"
            case _ where isShown(scalar): result.unicodeScalars.append(scalar)
            default:
                let digits = String(scalar.value, radix: 16, uppercase: true)
                let width = digits.count <= 4 ? 4 : 8
                result +=
                    (width == 4 ? "\\u" : "\\U") + String(repeating: "0", count: width - digits.count) + digits
            }
        }
        return result
    }
}
