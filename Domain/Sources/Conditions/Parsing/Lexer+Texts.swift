extension Lexer {
    mutating func text(opening quote: Unicode.Scalar) {
        let start = column
        if quote != "\"" { report("texts stand in double quotes", at: start, expected: "`\"`") }
        let closing: [Unicode.Scalar] = quote == "“" || quote == "”" ? ["“", "”", "\""] : [quote]
        index += 1
        var value = String.UnicodeScalarView()
        while let scalar = current, scalar != "\n" {
            index += 1
            if closing.contains(scalar) { return append(.text(String(value)), at: start) }
            if scalar == "\\" {
                if let escaped = escape() { value.append(escaped) }
            } else {
                value.append(scalar)
            }
        }
        report("this text has no end", at: start, expected: "`\"`")
        append(.text(String(value)), at: start)
    }

    private mutating func escape() -> Unicode.Scalar? {
        let start = column - 1
        guard let scalar = current, scalar != "\n" else { return nil }
        index += 1
        switch scalar {
        case "\"", "\\", "/", "'": return scalar
        case "n": return "\n"
        case "t": return "\t"
        case "r": return "\r"
        case "b": return "\u{8}"
        case "f": return "\u{C}"
        case "u":
            if let code = unicodeEscape(), let scalar = Unicode.Scalar(code) { return scalar }
        default: break
        }
        report(
            "`\\\(scalar)` is no escape", at: start,
            expected: #"one of \" \\ \n \t \r \b \f or \u and four hexadecimal digits"#)
        return nil
    }

    private mutating func unicodeEscape() -> UInt32? {
        guard let high = hexQuad() else { return nil }
        guard high & 0xFC00 == 0xD800 else { return high }
        guard current == "\\", following == "u" else { return nil }
        index += 2
        guard let low = hexQuad(), low & 0xFC00 == 0xDC00 else { return nil }
        return 0x10000 + ((high & 0x3FF) << 10) + (low & 0x3FF)
    }

    private mutating func hexQuad() -> UInt32? {
        guard index + 4 <= scalars.count else { return nil }
        var code: UInt32 = 0
        for scalar in scalars[index..<index + 4] {
            guard scalar.isASCII, let digit = Character(scalar).hexDigitValue else { return nil }
            code = code << 4 | UInt32(digit)
        }
        index += 4
        return code
    }
}
