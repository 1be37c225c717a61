import Values

/// Filters that look for items by a property: `where`, `reject`, `has`, `find`, `find_index`.
enum SelectFilters {
    static let all: [String: FilterDefinition] = [
        "where": FilterDefinition(1...2) { input throws(Refusal) in
            guard let matches = try matches(input) else { return .nothing }
            return .list(matches.filter(\.matches).map(\.item))
        },
        "reject": FilterDefinition(1...2) { input throws(Refusal) in
            guard let matches = try matches(input) else { return .nothing }
            return .list(matches.filter { !$0.matches }.map(\.item))
        },
        "has": FilterDefinition(1...2) { input throws(Refusal) in
            guard let matches = try matches(input, stopsAtFirst: true) else { return .nothing }
            return .json(.bool(matches.last?.matches ?? false))
        },
        "find": FilterDefinition(1...2) { input throws(Refusal) in
            guard let last = try matches(input, stopsAtFirst: true)?.last, last.matches else { return .nothing }
            return .json(last.item)
        },
        "find_index": FilterDefinition(1...2) { input throws(Refusal) in
            guard let matches = try matches(input, stopsAtFirst: true), matches.last?.matches == true else {
                return .nothing
            }
            return .integer(matches.count - 1)
        },
    ]

    /// Every item with whether it matches; nil where an item has no properties, which makes the whole result nil.
    private static func matches(
        _ input: FilterInput, stopsAtFirst: Bool = false
    ) throws(Refusal) -> [(item: JSON, matches: Bool)]? {
        let (property, target) = (input.argument(0), input.argument(1))
        var result: [(item: JSON, matches: Bool)] = []
        for item in try input.items() {
            guard let value = try item.selecting(property) else { return nil }
            let selected = LiquidValue.json(value)
            let matches = target.isNil ? selected.isTruthy : LiquidValue.areEqual(selected, target)
            result.append((item, matches))
            if matches, stopsAtFirst { break }
        }
        return result
    }
}
