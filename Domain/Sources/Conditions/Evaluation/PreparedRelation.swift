import Values

/// A relation, with its pattern read.
enum PreparedRelation: Sendable {
    case contains, startsWith, endsWith
    case matches(Glob)
    case hasAnyOf, hasAllOf, hasNoneOf

    init(_ relation: Relation, _ right: Expression) {
        switch relation {
        case .contains: self = .contains
        case .startsWith: self = .startsWith
        case .endsWith: self = .endsWith
        case .matches:
            guard case .literal(.text(let pattern)) = right, let glob = Glob(pattern) else {
                preconditionFailure("the parser takes only written patterns that are short enough")
            }
            self = .matches(glob)
        case .hasAnyOf: self = .hasAnyOf
        case .hasAllOf: self = .hasAllOf
        case .hasNoneOf: self = .hasNoneOf
        }
    }

    /// Nothing holds of an absent value, nor of one of another kind.
    func holds(_ left: Value, _ right: Value) -> Bool {
        guard case .json(let first) = left, case .json(let second) = right else { return false }
        switch (first, second) {
        case (.string(let text), .string(let other)): return holds(text, other)
        case (.array(let items), .array(let wanted)): return holds(items, wanted)
        case (.array(let items), _):
            guard case .contains = self else { return false }
            return items.contains { Comparator.equal.holds(Value($0), right) }
        default: return false
        }
    }

    private func holds(_ text: String, _ other: String) -> Bool {
        switch self {
        case .contains: Bytes.contain(text, other)
        case .startsWith: text.utf8.starts(with: other.utf8)
        case .endsWith: text.utf8.reversed().starts(with: other.utf8.reversed())
        case .matches(let glob): glob.matches(text)
        case .hasAnyOf, .hasAllOf, .hasNoneOf: false
        }
    }

    private func holds(_ items: [JSON], _ wanted: [JSON]) -> Bool {
        func isThere(_ json: JSON) -> Bool { items.contains { Comparator.equal.holds(Value($0), Value(json)) } }
        switch self {
        case .hasAnyOf: return wanted.contains(where: isThere)
        case .hasAllOf: return wanted.allSatisfy(isThere)
        case .hasNoneOf: return !wanted.contains(where: isThere)
        case .contains: return isThere(.array(wanted))
        case .startsWith, .endsWith, .matches: return false
        }
    }
}

extension Bytes {
    /// Whether a text contains another, by the Knuth-Morris-Pratt search: linear in both.
    static func contain(_ text: String, _ part: String) -> Bool {
        let wanted = Array(part.utf8)
        if wanted.isEmpty { return true }
        var fallback = [0]
        for index in wanted.indices.dropFirst() {
            var length = fallback[index - 1]
            while length > 0, wanted[length] != wanted[index] { length = fallback[length - 1] }
            fallback.append(wanted[length] == wanted[index] ? length + 1 : 0)
        }
        var matched = 0
        for byte in text.utf8 {
            while matched > 0, wanted[matched] != byte { matched = fallback[matched - 1] }
            if wanted[matched] == byte { matched += 1 }
            if matched == wanted.count { return true }
        }
        return false
    }
}
