import Values

/// A value as it is found when a condition is evaluated.
enum Value: Sendable, Hashable {
    /// Nothing there: a missing property, a null, an average of nothing.
    case absent
    /// Never null.
    case json(JSON)
    case moment(Instant)

    init(_ json: JSON?) {
        guard let json else {
            self = .absent
            return
        }
        if case .null = json { self = .absent } else { self = .json(json) }
    }

    var isAbsent: Bool { if case .absent = self { true } else { false } }

    var isTrue: Bool { if case .json(.bool(true)) = self { true } else { false } }

    var number: Number? { if case .json(.number(let number)) = self { number } else { nil } }

    /// The moment that this is or, as a text in ISO 8601, names.
    var asMoment: Instant? {
        switch self {
        case .moment(let moment): moment
        case .json(.string(let text)): Instant(iso8601: text)
        case .json, .absent: nil
        }
    }
}

extension Comparator {
    /// Whether it holds between two values; nothing holds of an absent one, and values of two kinds are only unequal.
    func holds(_ left: Value, _ right: Value) -> Bool {
        switch (left, right) {
        case (.absent, _), (_, .absent): return false
        case (.json(let first), .json(let second)): return holds(first, second)
        case (.moment, _), (_, .moment):
            guard let first = left.asMoment, let second = right.asMoment else { return self == .notEqual }
            return holds(first, second)
        }
    }

    private func holds(_ left: JSON, _ right: JSON) -> Bool {
        switch (left, right) {
        case (.number(let first), .number(let second)): return holds(first, second)
        case (.string(let first), .string(let second)):
            if !isOrder { return Bytes.areEqual(first, second) == (self == .equal) }
            return holds(isLess: Bytes.precedes(first, second), isEqual: Bytes.areEqual(first, second))
        case (.bool, .bool), (.array, .array), (.object, .object):
            return !isOrder && (Bytes.areEqual(left, right) == (self == .equal))
        case (.null, _), (.bool, _), (.number, _), (.string, _), (.array, _), (.object, _): return self == .notEqual
        }
    }
}

/// Texts compared by the bytes of their UTF-8, as the databases compare them.
///
/// Swift's own `==` also holds between different spellings of one character.
enum Bytes {
    @inline(__always)
    static func areEqual(_ first: String, _ second: String) -> Bool {
        first.utf8.count == second.utf8.count && first.utf8.elementsEqual(second.utf8)
    }

    static func precedes(_ first: String, _ second: String) -> Bool {
        first.utf8.lexicographicallyPrecedes(second.utf8)
    }

    static func areEqual(_ first: JSON, _ second: JSON) -> Bool {
        switch (first, second) {
        case (.string(let left), .string(let right)): return areEqual(left, right)
        case (.array(let left), .array(let right)):
            return left.count == right.count && zip(left, right).allSatisfy { areEqual($0, $1) }
        case (.object(let left), .object(let right)):
            return left.count == right.count
                && zip(left.members, right.members).allSatisfy {
                    areEqual($0.key, $1.key) && areEqual($0.value, $1.value)
                }
        case (.null, _), (.bool, _), (.number, _), (.string, _), (.array, _), (.object, _): return first == second
        }
    }
}
