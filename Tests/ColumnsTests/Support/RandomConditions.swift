import Values

/// Random conditions, as text, about the events and properties that `RandomProfiles` makes.
struct RandomConditions {
    var random: SeededRandom

    mutating func pick<T>(_ items: [T]) -> T { items[Int.random(in: 0..<items.count, using: &random)] }

    mutating func condition(depth: Int = 2) -> String {
        switch Int.random(in: 0..<(depth > 0 ? 15 : 11), using: &random) {
        case 0: return "\(pick(["any", "none"]))(\(events()))"
        case 1, 2: return "\(number()) \(comparator()) \(threshold())"
        case 3: return moment()
        case 4: return chosen()
        case 5: return profile()
        case 6: return fact()
        case 7: return sequence()
        case 8: return "\(number()) \(comparator()) \(number())"
        case 9: return interest()
        case 10: return random.chance(0.8) ? date() : "spent(\(window().dropFirst(2))) \(comparator()) 20 EUR"
        case 11: return "not (\(condition(depth: depth - 1)))"
        default:
            let word = pick([" and ", " and ", " or "])
            return (0..<Int.random(in: 2...3, using: &random))
                .map { _ in "(\(condition(depth: depth - 1)))" }.joined(separator: word)
        }
    }

    static let names = ["Order Completed", "Product Viewed"]

    private mutating func name() -> String { "\"\(pick(RandomConditions.names))\"" }
    mutating func comparator() -> String { pick(["==", "!=", "<", "<=", ">", ">="]) }
    private mutating func threshold() -> String { pick(["0", "1", "2", "3", "1.5", "-1", "10", "19.95", "39.90"]) }

    /// An event with what may follow it inside the brackets.
    private mutating func events(_ property: String = "") -> String {
        "\(name())\(property)\(random.chance(0.4) ? " where \(filter(depth: 1))" : "")\(window())"
    }

    private mutating func number() -> String {
        switch Int.random(in: 0..<11, using: &random) {
        case 9, 10: return kept()
        case 0, 1: return "count(\(events()))"
        case 2: return "sum(\(events(pick([".total", ".total", ".cart.size", ".mixed", ".huge"]))))"
        case 3: return "average(\(events(pick([".total", ".mixed"]))))"
        case 4: return "min(\(events(".total")))"
        case 5: return "max(\(events(pick([".total", ".mixed"]))))"
        case 6:
            return "distinct(\(events(pick([".category", ".total", ".mixed", ".cart", ".cart.id", ".tags", ".code"]))))"
        case 7:
            let span = pick(["1 hour", "3 days", "30 days"])
            return "most(\(name())\(random.chance(0.4) ? ", \(last())" : ""), within: \(span))"
        default:
            return
                "interest(\(pick(["category", "brand", "product", "variant", "sku"])): \"\(pick(["Shoes", "Hats", "c1"]))\"\(window()))"
        }
    }

    private mutating func kept() -> String {
        "\(pick(["spent", "orders", "average_order"]))(\(keptOrders()))"
    }

    /// What stands inside the brackets of a figure over orders.
    private mutating func keptOrders() -> String {
        if random.chance(0.3) { return "where \(filter(depth: 1))\(window())" }
        return String(window().dropFirst(2))
    }

    private mutating func span() -> String {
        pick(["1 hour", "1 day", "7 days", "30 days", "2 weeks", "1 month", "2 months", "6 months", "1 year"])
    }

    private mutating func last() -> String { "last: \(span())" }

    private mutating func window() -> String {
        var text = ""
        switch Int.random(in: 0..<10, using: &random) {
        case 0...4: text = ", \(last())"
        case 5:
            text =
                ", between: "
                + pick([
                    "1 day and 7 days", "7 days and 1 month", "1 month and 2 months", "1 hour and 30 days",
                    "1 month and 6 months",
                ]) + " ago"
        case 6: text = ", during: \(pick(["this", "last"])) \(pick(["day", "week", "month", "quarter", "year"]))"
        default: break
        }
        if random.chance(0.1) { text += ", since: \(pick(["\"2026-03-01\"", "\"2012-01-30\"", "trigger"]))" }
        if random.chance(0.1) { text += ", until: \"2026-12-30T01:00:00+01:00\"" }
        if random.chance(0.15) { text += ", zone: \(pick(["workspace", "\"America/New_York\""]))" }
        return text
    }

    mutating func filter(depth: Int) -> String {
        switch Int.random(in: 0..<(depth > 0 ? 13 : 9), using: &random) {
        case 0: return "total \(comparator()) \(threshold())"
        case 1: return "category \(pick(["==", "!="])) \"\(pick(["Shoes", "Hats", "", "é"]))\""
        case 2: return "country in [\"DE\", \"AT\", 5]"
        case 3: return "\(pick(["total", "vip", "cart", "cart.id", "products", "mixed", "tags"])) exists"
        case 4: return "vip"
        case 5: return "category \(pick(["contains", "starts with", "ends with"])) \"\(pick(["S", "es", ""]))\""
        case 6: return "mixed \(pick(["==", "!="])) \(pick(["5", "\"5\"", "true"]))"
        case 7: return random.chance(0.5) ? items() : "total \(comparator()) \(pick(["20 EUR", "10 USD"]))"
        case 8:
            return pick([
                "category == profile.favourite", "cart.id == \"c1\"", "tags contains \"DE\"", "code == \"x1\"",
            ])
        case 9: return "not (\(filter(depth: depth - 1)))"
        case 10: return items()
        default:
            return "(\(filter(depth: depth - 1))) \(pick(["and", "or"])) (\(filter(depth: depth - 1)))"
        }
    }

    private mutating func items() -> String {
        let inner = pick([
            "", " where category == \"Shoes\"", " where quantity >= 2 and category exists",
            " where category == event.category", " where not category == \"Hats\"", " where value == \"loose\"",
        ])
        switch Int.random(in: 0..<4, using: &random) {
        case 0: return "\(pick(["any", "none"]))(products\(inner))"
        case 1: return "count(products\(inner)) \(comparator()) \(pick(["0", "1", "2"]))"
        default:
            let figure = pick(["sum", "max", "min", "average", "distinct"])
            return "\(figure)(products.\(pick(["quantity", "price"]))\(inner)) \(comparator()) \(threshold())"
        }
    }
}

extension RandomConditions {
    private mutating func moment() -> String {
        let figure =
            switch Int.random(in: 0..<10, using: &random) {
            case 0, 1: "last_interest(category: \"Shoes\"\(window()))"
            case 2, 3: "\(pick(["first_order", "last_order"]))(\(keptOrders()))"
            default: "\(pick(["first", "last"]))(\(events()))"
            }
        switch Int.random(in: 0..<7, using: &random) {
        case 0, 1: return "\(figure) \(comparator()) \(span()) ago"
        case 2: return "time_since(\(figure)) \(comparator()) \(span())"
        case 3: return "\(figure) \(comparator()) last(\(events()))"
        case 4: return "\(figure) \(comparator()) \"\(pick(["2026-01-01", "2025-12-31T23:59:59.999Z"]))\""
        case 5: return "\(figure) \(pick(["is today", "is this month", "in the last 7 days", "is yesterday"]))"
        default: return "\(figure) exists"
        }
    }

    private mutating func chosen() -> String {
        let figure = "\(pick(["first", "last"]))(\(events()))"
        return pick([
            "\(figure).total > 10", "\(figure).category == \"Shoes\"", "\(figure).cart.id exists",
            "\(figure).category in [\"Hats\", 5]", "\(figure).vip", "\(figure).total <= 20 EUR",
            "\(figure).mixed != 5", "\(figure).products exists",
        ])
    }

    private mutating func sequence() -> String {
        var text = "sequence("
        text += (0..<Int.random(in: 2...3, using: &random)).map { _ in
            "\(name())\(random.chance(0.3) ? " where \(filter(depth: 0))" : "")"
        }.joined(separator: ", ")
        if random.chance(0.5) { text += ", within: \(span())" }
        if random.chance(0.3) { text += ", without: \(name())" }
        return text + window() + ")"
    }

    private mutating func interest() -> String {
        random.chance(0.5)
            ? "\(pick(["opened", "received"]))(\(pick(["email", "web_push"]))\(random.chance(0.3) ? ", flow: \"Welcome\"" : "")\(window()))"
            : "top 10% by \(pick(["sum(\"Order Completed\".total)", "count(\"Order Completed\")", "count(\"Refund\")", "spent()"]))"
    }

    private mutating func profile() -> String {
        pick([
            "profile.country == \"DE\"", "profile.country in [\"DE\", \"US\"]", "profile.total > 10",
            "profile.vip", "not profile.category exists", "profile.tags contains \"DE\"", "profile.cart.id == \"c1\"",
            "profile.cart exists", "profile.category starts with \"S\"", "profile.code == \"x3\"",
            "profile.tags has any of [\"DE\"]", "any(profile.products where category == \"Shoes\")",
            "profile.total >= 20 EUR", "profile.mixed != true", "profile.products exists", "profile.nothing == 1",
        ])
    }

    private mutating func fact() -> String {
        pick([
            "consents(email)", "consents(email, \"News\")", "member(\"VIP\")", "listed(\"Newsletter\")",
            "tagged(\"wholesale\")", "suppressed()", "suppressed(email)", "coupon()", "coupon(\"SPRING\")",
            "identity(email) exists", "identity(email) ends with \"1@example.com\"", "locale() starts with \"de\"",
            "zone() == \"Europe/Berlin\"", "stage() in [\"Lead\"]", "cart.total > 20", "cart.items == 2",
            "cart.total >= 20 EUR", "cart.updated_at exists", "any cart item where product_id == \"c1\"",
            "cart.updated_at < 1 month ago", "time_since(cart.updated_at) < 30 days", "cart.updated_at is this month",
            "score() >= 2", "score(\"lead\") == 1",
            "rfm(recency) >= 1", "predicted.churn > 0.5", "place.country == \"DE\"",
            "place within 25 km of (52.39, 13.06)", "place.city exists", "predicted.next.days < 10",
        ])
    }

    private mutating func date() -> String {
        let value = pick(["renewal", "birthday", "since", "yearly"])
        return pick([
            "profile.\(value) is today", "profile.\(value) in the next 7 days", "profile.\(value) is this month",
            "anniversary(profile.\(value)) is this month", "anniversary(profile.\(value)) in the next 7 days",
            "profile.since < 1 month ago", "time_since(profile.since) > 30 days", "profile.since > last(\(name()))",
            "anniversary(profile.\(value)) is today",
        ])
    }
}
