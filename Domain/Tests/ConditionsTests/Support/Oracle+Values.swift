import Values

@testable import Conditions

extension Oracle {
    func look(_ path: PropertyPath, of scope: Scope, in currency: String? = nil) -> Found {
        switch path.root {
        case .event: amount(path.segments, in: scope.event.map { json($0.body) }, scope.event?.occurredAt, currency)
        case .item:
            amount(
                path.segments, in: scope.item, scope.event?.occurredAt, currency,
                beside: scope.event.map { json($0.body) })
        case .profile: amount(path.segments, in: .object(subject.properties), nil, currency)
        case .trigger: amount(path.segments, in: trigger.map { json($0.body) }, trigger?.occurredAt, currency)
        case .predicted: amount(path.segments, in: .object(subject.facts.predictions), nil, currency)
        case .place: place(path.segments.first)
        case .cart: cart(path.segments, currency)
        }
    }

    private func cart(_ segments: [String], _ currency: String?) -> Found {
        let found = amount(segments, in: subject.facts.cart.map(JSON.object), nil, currency)
        return segments == ["updated_at"] ? moment(found).map { .moment($0) } ?? .absent : found
    }

    private func place(_ part: String?) -> Found {
        guard let place = subject.facts.place else { return .absent }
        let text: String? =
            switch part {
            case "country": place.country
            case "region": place.region
            case "city": place.city
            default: place.coordinates.map { "\($0)" }
            }
        return text.map { .json(.string($0)) } ?? .absent
    }

    func json(_ body: EventBody) -> JSON {
        switch body {
        case .absent: .null
        case .tree(let object): .object(object)
        case .bytes(let bytes): (try? JSON.parse(bytes)) ?? .null
        }
    }

    func look(_ segments: [String], in json: JSON?) -> Found {
        var json = json ?? .null
        for segment in segments { json = json[segment] ?? .null }
        return json == .null ? .absent : .json(json)
    }

    /// The value or, where a currency is wanted, the amount in it.
    func amount(
        _ segments: [String], in json: JSON?, _ moment: Instant?, _ currency: String?, beside event: JSON? = nil
    ) -> Found {
        let found = look(segments, in: json)
        guard let currency else { return found }
        guard case .json(.number(let number)) = found else { return .absent }
        var source = subject.workspace.currency ?? currency
        for place in [event, json] {
            if case .json(.string(let text)) = look(["currency"], in: place) { source = text.uppercased() }
        }
        return subject.workspace.rates.convert(number, from: source, to: currency, at: moment)
            .map { .json(.number($0)) } ?? .absent
    }

    func moment(_ value: Found) -> Instant? {
        switch value {
        case .moment(let moment): moment
        case .json(.string(let text)): Instant(iso8601: text)
        case .json, .absent: nil
        }
    }

    func isDate(_ value: Found) -> Bool { moment(value) != nil }

    func order<T: Comparable>(_ left: T, _ right: T) -> Int { left < right ? -1 : left > right ? 1 : 0 }

    func verdict(_ comparator: Comparator, _ order: Int) -> Bool {
        switch comparator {
        case .equal: order == 0
        case .notEqual: order != 0
        case .less: order < 0
        case .atMost: order <= 0
        case .greater: order > 0
        case .atLeast: order >= 0
        }
    }

    func compare(_ left: Found, _ comparator: Comparator, _ right: Found) -> Bool {
        switch (left, right) {
        case (.absent, _), (_, .absent): return false
        case (.moment, _), (_, .moment):
            guard let first = moment(left), let second = moment(right) else { return comparator == .notEqual }
            return verdict(comparator, order(first, second))
        case (.json(.number(let first)), .json(.number(let second))): return verdict(comparator, order(first, second))
        case (.json(.string(let first)), .json(.string(let second))):
            let bytes = (Array(first.utf8), Array(second.utf8))
            let isLess = bytes.0.lexicographicallyPrecedes(bytes.1)
            return verdict(comparator, bytes.0 == bytes.1 ? 0 : isLess ? -1 : 1)
        case (.json(let first), .json(let second)):
            let isSame = first == second
            return comparator == .equal ? isSame : comparator == .notEqual && !isSame
        }
    }

    func related(_ left: Found, _ relation: Relation, _ right: Found) -> Bool {
        guard case .json(let first) = left, case .json(let second) = right else { return false }
        switch (first, relation, second) {
        case (.string(let text), .contains, .string(let part)):
            let (all, wanted) = (Array(text.utf8), Array(part.utf8))
            return (0...all.count).contains { all.dropFirst($0).starts(with: wanted) }
        case (.string(let text), .startsWith, .string(let part)): return Array(text.utf8).starts(with: Array(part.utf8))
        case (.string(let text), .endsWith, .string(let part)):
            return Array(text.utf8.reversed()).starts(with: Array(part.utf8.reversed()))
        case (.string(let text), .matches, .string(let pattern)):
            return matches(Array(text.unicodeScalars)[...], Array(pattern.unicodeScalars)[...])
        case (.array(let items), .contains, let item): return items.contains(item)
        case (.array(let items), .hasAnyOf, .array(let wanted)): return wanted.contains { items.contains($0) }
        case (.array(let items), .hasAllOf, .array(let wanted)): return wanted.allSatisfy { items.contains($0) }
        case (.array(let items), .hasNoneOf, .array(let wanted)): return !wanted.contains { items.contains($0) }
        default: return false
        }
    }

    private func matches(_ text: ArraySlice<Unicode.Scalar>, _ pattern: ArraySlice<Unicode.Scalar>) -> Bool {
        guard let first = pattern.first else { return text.isEmpty }
        let rest = pattern.dropFirst()
        switch first {
        case "*": return matches(text, rest) || (!text.isEmpty && matches(text.dropFirst(), pattern))
        case "?": return !text.isEmpty && matches(text.dropFirst(), rest)
        case "\\":
            return rest.isEmpty ? text.isEmpty : text.first == rest.first && matches(text.dropFirst(), rest.dropFirst())
        default: return text.first == first && matches(text.dropFirst(), rest)
        }
    }
}
