import Values

/// Filters on lists.
enum ArrayFilters {
    static let all: [String: FilterDefinition] = [
        "join": FilterDefinition(0...1, join),
        "first": FilterDefinition(0...0) { input throws(Refusal) in
            switch input.value {
            case .json(.object(let object)): object.special("first") ?? .nothing
            case .json(.array(let items)): items.first.map { .json($0) } ?? .nothing
            case .json(.string(let text)): text.first.map { .string(String($0)) } ?? .string("")
            case .range(let first, let last): first <= last ? .number(Number(first)) : .nothing
            case .json, .markup, .empty, .blank, .loop: .nothing
            }
        },
        "last": FilterDefinition(0...0) { input throws(Refusal) in
            switch input.value {
            case .json(.array(let items)): items.last.map { .json($0) } ?? .nothing
            case .json(.string(let text)): text.last.map { .string(String($0)) } ?? .string("")
            case .range(let first, let last): first <= last ? .number(Number(last)) : .nothing
            case .json, .markup, .empty, .blank, .loop: .nothing
            }
        },
        "concat": FilterDefinition(1...1, concat),
        "reverse": FilterDefinition(0...0) { input throws(Refusal) in .list(try input.items().reversed()) },
        "sort": FilterDefinition(0...1, sort),
        "sort_natural": FilterDefinition(0...1, sortNatural),
        "uniq": FilterDefinition(0...1, unique),
        "compact": FilterDefinition(0...1) { input throws(Refusal) in
            .list(try input.keyed(by: input.argument(0)).filter { !$0.key.isNull }.map(\.item))
        },
        "map": FilterDefinition(1...1) { input throws(Refusal) in
            var result: [JSON] = []
            for item in try input.items() { result.append(try item.selecting(input.argument(0)) ?? .null) }
            return .list(result)
        },
        "sum": FilterDefinition(0...1) { input throws(Refusal) in
            let keyed = try input.keyed(by: input.argument(0))
            return .number(keyed.reduce(.zero) { $0 + LiquidValue.json($1.key).arithmetic })
        },
    ]

    private static func join(_ input: FilterInput) throws(Refusal) -> LiquidValue {
        let glue = input.text(0, default: " ")
        let items = try input.items()
        var buffer = OutputBuffer(limit: input.context.limits.outputBytes)
        for index in items.indices {
            if index > 0 { buffer.append(glue) }
            buffer.append(items[index])
            try input.context.checkText(buffer.bytes.count)
        }
        return .string(buffer.text)
    }

    private static func concat(_ input: FilterInput) throws(Refusal) -> LiquidValue {
        switch input.argument(0) {
        case .json(.array(let more)): return .list(try input.items() + more)
        case .range:
            let more = FilterInput(value: input.argument(0), arguments: [], keywords: [], context: input.context)
            return .list(try input.items() + (try more.items()))
        default: throw Refusal("the argument must be a list, not \(input.argument(0).kindName)")
        }
    }

    private static func sort(_ input: FilterInput) throws(Refusal) -> LiquidValue {
        let keyed = try input.keyed(by: input.argument(0))
        // Keys that cannot be ordered are found first, as `sorted` may not throw a refusal.
        let kinds = Set(keyed.compactMap { sortKind($0.key) })
        let isOrdered = kinds.isEmpty || kinds == ["number"] || kinds == ["text"]
        guard isOrdered || keyed.count < 2 else {
            throw Refusal("these items cannot be put in order: they must all be numbers or all be texts")
        }
        return .list(keyed.sorted { precedes($0.key, $1.key) }.map(\.item))
    }

    private static func sortKind(_ key: JSON) -> String? {
        switch key {
        case .null: nil
        case .number: "number"
        case .string: "text"
        case .bool, .array, .object: "other"
        }
    }

    /// Nil comes last.
    private static func precedes(_ a: JSON, _ b: JSON) -> Bool {
        switch (a, b) {
        case (.null, _): false
        case (_, .null): true
        case (.number(let x), .number(let y)): x < y
        case (.string(let x), .string(let y)): x.precedes(y)
        default: false
        }
    }

    private static func sortNatural(_ input: FilterInput) throws(Refusal) -> LiquidValue {
        let keyed = try input.keyed(by: input.argument(0)).map { entry in
            (item: entry.item, text: entry.key.isNull ? nil : LiquidValue.json(entry.key).text.lowercased())
        }
        let sorted = keyed.sorted { a, b in
            guard let x = a.text else { return false }
            guard let y = b.text else { return true }
            return x.precedes(y)
        }
        return .list(sorted.map(\.item))
    }

    private static func unique(_ input: FilterInput) throws(Refusal) -> LiquidValue {
        var seen: Set<JSON> = []
        return .list(try input.keyed(by: input.argument(0)).filter { seen.insert($0.key).inserted }.map(\.item))
    }
}

extension FilterInput {
    /// The items, each with its value under a property, or with itself where none is asked for.
    func keyed(by property: LiquidValue) throws(Refusal) -> [(item: JSON, key: JSON)] {
        var result: [(item: JSON, key: JSON)] = []
        for item in try items() {
            result.append((item, property.isNil ? item : try item.selecting(property) ?? .null))
        }
        return result
    }
}

extension JSON {
    /// The value under a property: of an object its member, of a text the property itself where it is part of it.
    ///
    /// Nil where this has no properties at all. Ruby's `[]`, which Liquid's list filters have always gone by.
    func selecting(_ property: LiquidValue) throws(Refusal) -> JSON? {
        switch self {
        case .object(let object): return object.value(property.text) ?? .null
        case .string(let text):
            let part = property.text
            return text.containsBytes(of: part) ? .string(part) : .null
        case .number(let number) where number.isIntegerLiteral:
            guard let bit = property.number?.integer else {
                throw Refusal("'\(property.text)' cannot be asked of a number; the list must hold objects")
            }
            guard bit >= 0, bit < 64, let value = number.integer else { return .number(.zero) }
            return .number(Number((value >> bit) & 1))
        case .null, .bool, .number, .array: return nil
        }
    }
}
