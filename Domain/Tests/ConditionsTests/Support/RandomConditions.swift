import Values

@testable import Conditions

/// Well-typed random conditions over the events and properties that `RandomHistories` makes.
struct RandomConditions {
    var random: SeededRandom
    /// Odd names and texts, which only printing and parsing care about.
    var odd = false

    mutating func pick<T>(_ items: [T]) -> T { items[Int.random(in: 0..<items.count, using: &random)] }

    mutating func condition(depth: Int = 2) -> Expression {
        let kind = Int.random(in: 0..<(depth > 0 ? 16 : 11), using: &random)
        switch kind {
        case 0: return .aggregate(aggregate(of: [.any, .none]))
        case 1...4: return comparison()
        case 5: return simple()
        case 6:
            if random.chance(0.2) { return .existence(kept(pick([.average, .first, .last]))) }
            return .existence(.aggregate(aggregate(of: [.average, .min, .max, .first, .last])))
        case 7: return dated()
        case 8: return behaviour()
        case 9: return related(.profile)
        case 10: return fact()
        case 11: return .negation(condition(depth: depth - 1))
        default:
            let operands = (0..<Int.random(in: 2...3, using: &random)).map { _ in condition(depth: depth - 1) }
            return kind < 14 ? .conjunction(operands) : .disjunction(operands)
        }
    }

    /// A figure over a window of months, compared.
    mutating func overMonths(upTo count: Int) -> Expression {
        var aggregate = aggregate(of: [.count, .count, .sum, .last, .first, .max])
        aggregate.event = "Order Completed"
        aggregate.window = EventWindow(reach: .last(CalendarSpan(count: pick([1, 2, 6]), unit: .month)))
        let comparator = pick(Comparator.allCases)
        guard aggregate.kind == .number else {
            return .comparison(
                .aggregate(aggregate), comparator, .ago(CalendarSpan(count: pick([1, 2]), unit: .month)))
        }
        let number = Number(Int.random(in: 0...count, using: &random))
        return .comparison(.aggregate(aggregate), comparator, .literal(.number(number)))
    }

    mutating func simple() -> Expression {
        switch Int.random(in: 0..<6, using: &random) {
        case 0: .fact(Fact(function: .consents, word: pick(["email", "sms"])))
        case 1: .fact(Fact(function: .member, name: name(pick(["VIP", "New"]))))
        case 2: .inclusion(property(.profile), list())
        case 3: .existence(property(.trigger))
        case 4: .literal(.boolean(random.chance(0.5)))
        default: property(.profile)
        }
    }

    private mutating func comparison() -> Expression {
        var comparator = pick(Comparator.allCases)
        let sides: (Expression, Expression)
        switch Int.random(in: 0..<18, using: &random) {
        case 16, 17: sides = orders()
        case 12: return money()
        case 13: return aged()
        case 14: sides = (.aggregate(aggregate(of: [.most, .distinct, .distinct])), count())
        case 15: sides = (.interest(interest(.count)), count())
        case 0, 1, 9: sides = (.aggregate(aggregate(of: [.count])), count())
        case 2, 10: sides = (.aggregate(aggregate(of: [.sum, .average, .min, .max])), amount())
        case 3, 11: sides = (moment(), .ago(span()))
        case 4: sides = (moment(), moment())
        case 5: sides = (number(), number())
        case 6: sides = (property(pick([.profile, .trigger])), value())
        case 7:
            var figure = aggregate(of: [.first, .last])
            figure.property = [name(pick(["total", "category", "at"]))]
            sides = (.aggregate(figure), value())
        default:
            let equality: Comparator = random.chance(0.5) ? .equal : .notEqual
            return .comparison(.aggregate(aggregate(of: [.any, .none])), equality, condition(depth: 0))
        }
        // True and false have no order.
        if sides.1.kind == .boolean, comparator.isOrder { comparator = .notEqual }
        return random.chance(0.8)
            ? .comparison(sides.0, comparator, sides.1) : .comparison(sides.1, comparator, sides.0)
    }

    private mutating func number() -> Expression { .aggregate(aggregate(of: [.count, .sum, .min, .max, .average])) }

    mutating func moment() -> Expression {
        if random.chance(0.1) { return .interest(interest(.last)) }
        if random.chance(0.1) { return .path(PropertyPath(root: .cart, segments: ["updated_at"])) }
        if random.chance(0.2) { return kept(pick([.first, .last])) }
        return random.chance(0.2)
            ? .path(PropertyPath(root: .profile, segments: ["since"])) : .aggregate(aggregate(of: [.first, .last]))
    }

    mutating func count() -> Expression {
        .literal(.number(pick(["0", "1", "2", "3", "1.5", "-1"]).map(number)))
    }
    mutating func amount() -> Expression {
        .literal(.number(pick(["0", "10", "19.95", "39.90", "-5", "25"]).map(number)))
    }
    func number(_ text: String) -> Number { Number(literal: text)! }

    mutating func value() -> Expression {
        switch Int.random(in: 0..<4, using: &random) {
        case 0: amount()
        case 1: .literal(.boolean(random.chance(0.5)))
        default: .literal(.text(name(pick(["Shoes", "Hats", "DE", "AT", ""]))))
        }
    }

    mutating func list() -> Expression {
        .literal(.list((0..<Int.random(in: 0...3, using: &random)).map { _ in .text(name(pick(["DE", "AT", "FR"]))) }))
    }

    mutating func name(_ plain: String) -> String {
        guard odd, random.chance(0.3) else { return plain }
        return pick(["ä ö", "\"", "\\n\n\t", "and", "profile", "AND", "x-y", "e\u{301}", "\u{1F600}", "9a", "event"])
    }

    mutating func property(_ root: PropertyPath.Root) -> Expression {
        let paths: [[String]] = [
            ["category"], ["cart", "id"], ["total"], ["country"], ["vip"], ["tags"], ["nothing"],
        ]
        return .path(PropertyPath(root: root, segments: pick(paths).map { name($0) }))
    }

    mutating func span() -> CalendarSpan {
        let spans: [(Int64, CalendarSpan.Unit)] = [
            (90, .second), (2, .hour), (1, .day), (30, .day), (90, .day), (2, .week), (1, .month), (6, .month),
            (1, .year),
        ]
        let (count, unit) = pick(spans)
        return CalendarSpan(count: count, unit: unit)
    }
}

extension String {
    func map<T>(_ transform: (String) -> T) -> T { transform(self) }
}
