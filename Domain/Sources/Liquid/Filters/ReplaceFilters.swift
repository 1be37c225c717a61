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
            return text.replacingBytes(of: wanted, with: replacement, onlyFirst: true)
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
