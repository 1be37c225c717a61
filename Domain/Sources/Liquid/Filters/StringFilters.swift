import Values

/// Filters from text to text.
enum StringFilters {
    static let all: [String: FilterDefinition] = [
        "upcase": FilterDefinition(0...0) { input in .string(input.value.text.uppercased()) },
        "downcase": FilterDefinition(0...0) { input in .string(input.value.text.lowercased()) },
        "capitalize": FilterDefinition(0...0, capitalize),
        "strip": FilterDefinition(0...0) { input in input.keepingMarkup { $0.trimmingStart.trimmingEnd } },
        "lstrip": FilterDefinition(0...0) { input in input.keepingMarkup { $0.trimmingStart } },
        "rstrip": FilterDefinition(0...0) { input in input.keepingMarkup { $0.trimmingEnd } },
        "append": FilterDefinition(1...1) { input in input.joined(input.value, input.argument(0)) },
        "prepend": FilterDefinition(1...1) { input in input.joined(input.argument(0), input.value) },
        "slice": FilterDefinition(1...2, slice),
        "split": FilterDefinition(1...1, split),
        "strip_newlines": FilterDefinition(0...0) { input in
            input.keepingMarkup { $0.replacingBytes(of: "\r\n", with: "").replacingBytes(of: "\n", with: "") }
        },
        "truncate": FilterDefinition(0...2, truncate),
        "truncatewords": FilterDefinition(0...2, truncateWords),
        "handleize": FilterDefinition(0...0, handle),
        "handle": FilterDefinition(0...0, handle),
        "pluralize": FilterDefinition(2...2) { input in
            input.value.arithmetic == Number(1) ? input.argument(0) : input.argument(1)
        },
    ]

    private static func capitalize(_ input: FilterInput) -> LiquidValue {
        let text = input.value.text
        return .string(text.prefix(1).uppercased() + text.dropFirst().lowercased())
    }

    private static func slice(_ input: FilterInput) throws(Refusal) -> LiquidValue {
        let offset = try input.argument(0).wholeNumber("the first position")
        let length = input.argument(1).isNil ? 1 : try input.argument(1).wholeNumber("the length")
        func part<C: Collection>(_ whole: C) -> C.SubSequence {
            let count = whole.count
            let start = offset < 0 ? count + max(offset, -count - 1) : offset
            guard start >= 0, start <= count, length > 0 else { return whole.prefix(0) }
            return whole.dropFirst(start).prefix(length)
        }
        if case .json(.array(let items)) = input.value { return .list(Array(part(items))) }
        return .string(String(part(input.value.text)))
    }

    private static func split(_ input: FilterInput) throws(Refusal) -> LiquidValue {
        let text = input.value.text
        let separator = input.text(0)
        if separator == " " { return .list(text.words.map { .string(String($0)) }) }
        if separator.isEmpty {
            try input.context.checkItems(text.count)
            return .list(text.map { .string(String($0)) })
        }
        var parts = text.splitBytes(at: separator)
        while parts.last == "" { parts.removeLast() }
        return .list(parts.map { .string($0) })
    }

    private static func truncate(_ input: FilterInput) throws(Refusal) -> LiquidValue {
        if input.value.isNil { return .string("") }
        let length = input.arguments.isEmpty ? 50 : try input.arguments[0].wholeNumber("the length")
        let ending = input.text(1, default: "...")
        let text = input.value.text
        // A text has at least as many bytes as characters, and counting those is dear.
        guard text.utf8.count > length, text.count > length else { return .string(text) }
        return .string(text.prefix(max(0, length - min(ending.count, max(0, length)))) + ending)
    }

    private static func truncateWords(_ input: FilterInput) throws(Refusal) -> LiquidValue {
        if input.value.isNil { return .string("") }
        let asked = input.arguments.isEmpty ? 15 : try input.arguments[0].wholeNumber("the number of words")
        let count = max(asked, 1)
        let text = input.value.text
        let words = text.words
        guard words.count > count else { return .string(text) }
        return .string(words.prefix(count).joined(separator: " ") + input.text(1, default: "..."))
    }

    /// As in a Shopify address: lower case, with hyphens for whatever is no letter or digit.
    private static func handle(_ input: FilterInput) -> LiquidValue {
        let words = input.value.text.lowercased().split { !$0.isLetter && !$0.isNumber }
        return .string(words.joined(separator: "-"))
    }
}

extension FilterInput {
    /// Marked text stays marked where only white space goes.
    func keepingMarkup(_ change: (String) -> String) -> LiquidValue {
        if case .markup(let text) = value { return .markup(change(text)) }
        return .string(change(value.text))
    }

    /// Two texts as one, which is HTML where one of them is.
    func joined(_ first: LiquidValue, _ second: LiquidValue) -> LiquidValue {
        guard first.isMarkup || second.isMarkup else { return .string(first.text + second.text) }
        return .markup(first.escapedText + second.escapedText)
    }
}

extension LiquidValue {
    var isMarkup: Bool { if case .markup = self { true } else { false } }

    /// As it stands in HTML.
    var escapedText: String { isMarkup ? text : text.escapedForHTML }
}

extension String {
    var trimmingStart: String { String(decoding: utf8.drop { $0.isWhitespace || $0 == 0 }, as: UTF8.self) }

    var trimmingEnd: String {
        guard let last = utf8.lastIndex(where: { !$0.isWhitespace && $0 != 0 }) else { return "" }
        return String(decoding: utf8[...last], as: UTF8.self)
    }

    /// What stands between white space.
    var words: [Substring] {
        unicodeScalars.split { $0.isASCII && UInt8($0.value).isWhitespace }.map { Substring($0) }
    }
}
