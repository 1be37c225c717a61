/// Filters that put one text in another's place.
enum ReplaceFilters {
    static let all: [String: FilterDefinition] = [
        "replace": FilterDefinition(1...2) { input throws(Refusal) in try replace(input, .all) },
        "replace_first": FilterDefinition(1...2) { input throws(Refusal) in try replace(input, .first) },
        "replace_last": FilterDefinition(2...2) { input throws(Refusal) in try replace(input, .last) },
        "remove": FilterDefinition(1...1) { input throws(Refusal) in try replace(input, .all) },
        "remove_first": FilterDefinition(1...1) { input throws(Refusal) in try replace(input, .first) },
        "remove_last": FilterDefinition(1...1) { input throws(Refusal) in try replace(input, .last) },
    ]

    private enum Occurrence {
        case all, first, last
    }

    private static func replace(_ input: FilterInput, _ which: Occurrence) throws(Refusal) -> LiquidValue {
        let (text, wanted) = (input.value, input.argument(0))
        let replacement = input.argument(1)
        guard text.isMarkup || replacement.isMarkup else {
            return .string(try replace(wanted.text, in: text.text, with: replacement.text, which, input.context))
        }
        return .markup(
            try replace(
                wanted.escapedText, in: text.escapedText, with: replacement.escapedText, which, input.context))
    }

    private static func replace(
        _ wanted: String, in text: String, with replacement: String, _ which: Occurrence, _ context: FilterContext
    ) throws(Refusal) -> String {
        switch which {
        case .first:
            if wanted.isEmpty { return replacement + text }
            return text.replacingBytes(of: wanted, with: replacement, first: true)
        case .last:
            if wanted.isEmpty { return text + replacement }
            return text.replacingLastBytes(of: wanted, with: replacement)
        case .all:
            // Ruby replaces the nothing before, between and after all characters.
            if wanted.isEmpty {
                try context.checkText(text.utf8.count + (text.count + 1) * replacement.utf8.count)
                return replacement + text.map { String($0) + replacement }.joined()
            }
            let most = text.utf8.count / wanted.utf8.count
            if replacement.utf8.count > wanted.utf8.count, most * replacement.utf8.count > context.limits.outputBytes {
                let count = text.splitBytes(at: wanted).count - 1
                try context.checkText(text.utf8.count + count * (replacement.utf8.count - wanted.utf8.count))
            }
            return text.replacingBytes(of: wanted, with: replacement)
        }
    }
}

/// Searching by bytes, which for UTF-8 finds what a search by characters would, without normalising.
extension String {
    func containsBytes(of wanted: String) -> Bool {
        firstOffset(of: Array(wanted.utf8), in: Array(utf8), from: 0) != nil
    }

    private func firstOffset(of wanted: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
        guard let head = wanted.first else { return start }
        var at = start
        while at + wanted.count <= bytes.count {
            if bytes[at] == head, bytes[at..<at + wanted.count].elementsEqual(wanted) { return at }
            at += 1
        }
        return nil
    }

    func splitBytes(at separator: String) -> [String] {
        let (bytes, wanted) = (Array(utf8), Array(separator.utf8))
        var parts: [String] = []
        var start = 0
        while !wanted.isEmpty, let found = firstOffset(of: wanted, in: bytes, from: start) {
            parts.append(String(decoding: bytes[start..<found], as: UTF8.self))
            start = found + wanted.count
        }
        parts.append(String(decoding: bytes[start...], as: UTF8.self))
        return parts
    }

    func replacingBytes(of wanted: String, with replacement: String, first: Bool = false) -> String {
        let (bytes, needle) = (Array(utf8), Array(wanted.utf8))
        guard !needle.isEmpty, var found = firstOffset(of: needle, in: bytes, from: 0) else { return self }
        var result: [UInt8] = []
        var start = 0
        while true {
            result += bytes[start..<found]
            result += replacement.utf8
            start = found + needle.count
            guard !first, let next = firstOffset(of: needle, in: bytes, from: start) else { break }
            found = next
        }
        result += bytes[start...]
        return String(decoding: result, as: UTF8.self)
    }

    func replacingLastBytes(of wanted: String, with replacement: String) -> String {
        let (bytes, needle) = (Array(utf8), Array(wanted.utf8))
        var at = bytes.count - needle.count
        while at >= 0 {
            if bytes[at..<at + needle.count].elementsEqual(needle) {
                return String(decoding: bytes[..<at] + replacement.utf8 + bytes[(at + needle.count)...], as: UTF8.self)
            }
            at -= 1
        }
        return self
    }
}
