/// Character references of HTML: every numeric one, and the named ones that templates for e-mail use.
enum HTMLEntities {
    /// The text with its character references decoded; an unknown one stays as it stands.
    static func decoded(_ text: String) -> String {
        guard text.utf8.contains(0x26) else { return text }
        let bytes = Array(text.utf8)
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            if bytes[index] == 0x26, let (replacement, end) = reference(in: bytes, at: index) {
                output.append(contentsOf: replacement.utf8)
                index = end
            } else {
                output.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// The text as it stands between double quotes of an attribute.
    static func escaped(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 == 0x26 || $0 == 0x22 || $0 == 0x3C || $0 == 0x3E || $0 == 0x27 }) else {
            return text
        }
        var output = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": output += "&amp;"
            case "\"": output += "&quot;"
            case "'": output += "&#39;"
            case "<": output += "&lt;"
            case ">": output += "&gt;"
            default: output.unicodeScalars.append(scalar)
            }
        }
        return output
    }

    /// The longest name in the table below.
    private static let nameLimit = 8
    /// Seven digits write every scalar; more are read and found to be none.
    private static let digitLimit = 12

    private static func reference(in bytes: [UInt8], at start: Int) -> (String, Int)? {
        guard start + 1 < bytes.count else { return nil }
        return bytes[start + 1] == 0x23 ? numeric(in: bytes, at: start + 2) : named(in: bytes, at: start + 1)
    }

    private static func named(in bytes: [UInt8], at start: Int) -> (String, Int)? {
        var end = start
        while end < bytes.count, end - start < nameLimit, isAlphanumeric(bytes[end]) { end += 1 }
        guard end > start, end < bytes.count, bytes[end] == 0x3B else { return nil }
        return names[String(decoding: bytes[start..<end], as: UTF8.self)].map { (String($0), end + 1) }
    }

    private static func numeric(in bytes: [UInt8], at start: Int) -> (String, Int)? {
        guard start < bytes.count else { return nil }
        let isHexadecimal = bytes[start] | 0x20 == 0x78
        let first = isHexadecimal ? start + 1 : start
        var end = first
        while end < bytes.count, end - first < digitLimit, isAlphanumeric(bytes[end]) { end += 1 }
        let digits = String(decoding: bytes[first..<end], as: UTF8.self)
        guard let number = UInt32(digits, radix: isHexadecimal ? 16 : 10) else { return nil }
        let scalar = windows1252[number] ?? Unicode.Scalar(number).flatMap { $0.value == 0 ? nil : $0 } ?? "\u{FFFD}"
        let hasEnd = end < bytes.count && bytes[end] == 0x3B
        return (String(scalar), hasEnd ? end + 1 : end)
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }

    /// What browsers read for 128...159 (WHATWG HTML, numeric character reference end state).
    private static let windows1252: [UInt32: Unicode.Scalar] = [
        0x80: "€", 0x82: "‚", 0x83: "ƒ", 0x84: "„", 0x85: "…", 0x86: "†", 0x87: "‡", 0x88: "ˆ", 0x89: "‰", 0x8A: "Š",
        0x8B: "‹", 0x8C: "Œ", 0x8E: "Ž", 0x91: "‘", 0x92: "’", 0x93: "“", 0x94: "”", 0x95: "•", 0x96: "–", 0x97: "—",
        0x98: "˜", 0x99: "™", 0x9A: "š", 0x9B: "›", 0x9C: "œ", 0x9E: "ž", 0x9F: "Ÿ",
    ]

    private static let names: [String: Unicode.Scalar] = {
        var table: [String: Unicode.Scalar] = [
            "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "euro": "€", "hellip": "…", "ndash": "–",
            "mdash": "—", "lsquo": "‘", "rsquo": "’", "sbquo": "‚", "ldquo": "“", "rdquo": "”", "bdquo": "„",
            "lsaquo": "‹", "rsaquo": "›", "bull": "•", "trade": "™", "larr": "←", "uarr": "↑", "rarr": "→",
            "darr": "↓", "harr": "↔", "hearts": "♥", "star": "☆", "starf": "★", "check": "✓", "cross": "✗",
            "phone": "☎", "zwj": "\u{200D}", "zwnj": "\u{200C}", "ensp": "\u{2002}", "emsp": "\u{2003}",
            "thinsp": "\u{2009}", "minus": "−", "ne": "≠", "le": "≤", "ge": "≥", "infin": "∞", "dagger": "†",
            "Dagger": "‡", "permil": "‰", "OElig": "Œ", "oelig": "œ", "Scaron": "Š", "scaron": "š", "Yuml": "Ÿ",
        ]
        for (offset, name) in latin1.enumerated() { table[name] = Unicode.Scalar(UInt8(0xA0 + offset)) }
        return table
    }()

    /// The names of U+00A0 to U+00FF, in order (HTML 4.01, 24.2).
    private static let latin1 = """
        nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute \
        micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring \
        AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml \
        times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil \
        egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash \
        ugrave uacute ucirc uuml yacute thorn yuml
        """.split(separator: " ").map(String.init)
}
