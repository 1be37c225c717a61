import Values

/// Filters on any value.
enum ValueFilters {
    static let all: [String: FilterDefinition] = [
        "default": FilterDefinition(0...1) { input in
            let keepsFalse = input.keyword("allow_false")?.isTruthy ?? false
            if case .json(.bool(false)) = input.value { return keepsFalse ? input.value : input.argument(0) }
            let isMissing = input.value.isNil || input.value.isEmpty || isEmptyLiteral(input.value)
            return isMissing ? input.argument(0) : input.value
        },
        "size": FilterDefinition(0...0) { input in
            switch input.value {
            case .json(.string(let text)), .markup(let text): .integer(text.unicodeScalars.count)
            case .json(.array(let items)): .integer(items.count)
            case .json(.object(let object)): .integer(object.count)
            case .range(let first, let last): .number(Number(last < first ? 0 : (last &- first) &+ 1))
            case .json, .empty, .blank, .loop: .integer(0)
            }
        },
        "json": FilterDefinition(0...0) { input throws(Refusal) in .string(try json(input)) },
        "date": FilterDefinition(1...1) { input throws(Refusal) in
            let format = input.text(0)
            guard format.utf8.count <= maximumFormatBytes else {
                throw Refusal("the format is longer than \(maximumFormatBytes) bytes")
            }
            if input.value.isNil || format.isEmpty { return input.value }
            guard let moment = LiquidMoment(input.value, input.context) else { return input.value }
            return .string(moment.formatted(format))
        },
    ]

    /// A date in full takes 60; a directive can grow to 64 characters, so that this bounds the text at 64 KB.
    private static let maximumFormatBytes = 1000

    private static func isEmptyLiteral(_ value: LiquidValue) -> Bool {
        switch value {
        case .empty, .blank: true
        case .json, .markup, .range, .loop: false
        }
    }

    private static func json(_ input: FilterInput) throws(Refusal) -> String {
        switch input.value {
        case .json(.array(let items)):
            var parts: [String] = []
            var bytes = 0
            for item in items {
                parts.append(item.text)
                bytes += parts[parts.count - 1].utf8.count + 1
                try input.context.checkText(bytes)
            }
            return "[" + parts.joined(separator: ",") + "]"
        case .json(let json): return json.text
        case .markup(let text): return JSON.string(text).text
        case .range: return JSON.array(try input.items()).text
        case .empty, .blank: return "\"\""
        case .loop: return "{}"
        }
    }
}
