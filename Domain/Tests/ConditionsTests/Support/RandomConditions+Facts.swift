import Values

@testable import Conditions

extension RandomConditions {
    mutating func money() -> Expression {
        let amount = Expression.literal(
            .money(pick(["0", "20", "19.95", "-5"]).map(number), currency: pick(["EUR", "USD"])))
        var figure = Expression.path(PropertyPath(root: pick([.profile, .trigger]), segments: ["total"]))
        switch Int.random(in: 0..<6, using: &random) {
        case 0: break
        case 4, 5: figure = kept(pick([.spent, .spent, .average]))
        case 1:
            var chosen = aggregate(of: [.first, .last])
            chosen.property = ["total"]
            figure = .aggregate(chosen)
        default: figure = .aggregate(aggregate(of: [.sum, .average, .min, .max]))
        }
        let comparator = pick(Comparator.allCases)
        return random.chance(0.8) ? .comparison(figure, comparator, amount) : .comparison(amount, comparator, figure)
    }

    mutating func aged() -> Expression {
        let duration = Expression.literal(.duration(span()))
        let comparator = pick(Comparator.allCases)
        let age = Expression.age(moment())
        return random.chance(0.8) ? .comparison(age, comparator, duration) : .comparison(duration, comparator, age)
    }

    mutating func dated() -> Expression {
        let tests: [DayTest] = [
            .today, .tomorrow, .yesterday, .next(span()), .last(span()), .this(pick(CalendarUnit.allCases)),
        ]
        let path = Expression.path(
            PropertyPath(root: .profile, segments: [name(pick(["renewal", "since", "birthday", "yearly", "vip"]))]))
        let operand = random.chance(0.2) ? moment() : path
        if random.chance(0.3) {
            let short: [DayTest] = [
                .today, .tomorrow, .next(CalendarSpan(count: 7, unit: .day)),
                .last(CalendarSpan(count: 1, unit: .month)), .this(pick(CalendarUnit.allCases)),
            ]
            return .day(.anniversary(path), pick(short))
        }
        return .day(operand, pick(tests))
    }

    mutating func related(_ root: PropertyPath.Root) -> Expression {
        let relation = pick(Relation.allCases)
        if relation.isOfLists { return .relation(property(root), relation, list()) }
        let texts = ["Shoes", "S", "es", "", "DE", "oe"]
        let patterns = ["S*", "*e?", "?E", "*", "", "H\\*"]
        return .relation(
            property(root), relation, .literal(.text(name(pick(relation == .matches ? patterns : texts)))))
    }

    mutating func fact() -> Expression {
        func has(_ function: Fact.Function, word: String? = nil, name: String? = nil) -> Expression {
            .fact(Fact(function: function, word: word, name: name))
        }
        let place = PropertyPath(root: .place, segments: random.chance(0.3) ? [] : [pick(PropertyPath.placeParts)])
        switch Int.random(in: 0..<17, using: &random) {
        case 14: return cart()
        case 15: return .existence(.path(PropertyPath(root: .cart, segments: [pick(PropertyPath.cartParts)])))
        case 16: return cartItems()
        case 0: return has(.listed, name: name("Newsletter"))
        case 1: return has(.tagged, name: name("wholesale"))
        case 2: return .existence(has(.identity, word: pick(["email", "phone"])))
        case 3: return .relation(has(.locale), .startsWith, .literal(.text(name("de"))))
        case 4: return .comparison(has(.zone), .equal, .literal(.text(name("UTC"))))
        case 5: return .comparison(has(.stage), pick([.equal, .notEqual]), .literal(.text(name("Lead"))))
        case 6: return .comparison(has(.score, name: pick([nil, "lead"])), pick(Comparator.allCases), count())
        case 7: return has(.suppressed, word: pick([nil, "email", "sms"]))
        case 8: return has(.coupon, name: pick([nil, name("SPRING")]))
        case 9:
            return .comparison(
                has(.rfm, word: pick(["recency", "frequency", "monetary"])), pick(Comparator.allCases), count())
        case 10: return has(.consents, word: "email", name: name("News"))
        case 11:
            return .comparison(
                .path(PropertyPath(root: .predicted, segments: [name("churn")])), pick(Comparator.allCases), count())
        case 12:
            let range = PlaceRange(
                distance: pick(["25", "0.5", "9000"]).map(number), unit: pick(PlaceRange.Unit.allCases),
                latitude: pick(["52.52", "-33.9"]).map(number), longitude: pick(["13.405", "151.2"]).map(number))
            return .nearness(.path(PropertyPath(root: .place, segments: [])), range)
        default:
            return place.isWholePlace
                ? .existence(.path(place)) : .comparison(.path(place), .equal, .literal(.text(name("DE"))))
        }
    }

    private mutating func cart() -> Expression {
        let comparator = pick(Comparator.allCases)
        if random.chance(0.4) {
            return .comparison(.path(PropertyPath(root: .cart, segments: ["items"])), comparator, count())
        }
        let total = Expression.path(PropertyPath(root: .cart, segments: ["total"]))
        let money = Expression.literal(.money(pick(["20", "25"]).map(number), currency: pick(["EUR", "USD"])))
        return .comparison(total, comparator, random.chance(0.5) ? money : amount())
    }

    private mutating func cartItems() -> Expression {
        items(of: PropertyPath(root: .cart, segments: [PropertyPath.cartProducts]))
    }
}
