import Values

@testable import Conditions

extension RandomHistories {
    static let names = [
        "Order Completed", "Order Completed", "Order Completed", "Product Viewed", "Product Viewed", "Product Viewed",
        "Product Added", "Email Opened", "Email Sent", "Web Push Clicked", "Order Refunded", "Order Refunded",
        "Order Cancelled",
    ]

    static let workspace: WorkspaceFacts = {
        var workspace = WorkspaceFacts()
        workspace.zone = Zone("Pacific/Auckland")!
        workspace.currency = "USD"
        for (day, dollars) in [("2012-01-01", "1.25"), ("2026-03-01", "1.1"), ("2026-07-10", "1.3")] {
            let date = LocalDateTime(utc: Instant(iso8601: day)!).date
            workspace.rates.set(["EUR": Number(1), "USD": Number(literal: dollars)!], on: date)
        }
        for function in ["sum", "count", "average"] {
            let property = function == "count" ? "" : ".total"
            workspace.thresholds["top 10% by \(function)(\"Order Completed\"\(property))"] = Number(2)
        }
        workspace.thresholds["top 10% by spent()"] = Number(2)
        workspace.thresholds["top 10% by orders()"] = Number(1)
        workspace.thresholds["top 10% by average_order()"] = Number(10)
        return workspace
    }()

    mutating func facts() -> ProfileFacts {
        var facts = ProfileFacts()
        if random.chance(0.5) { facts.identities["email"] = ["ana@example.com"] }
        if random.chance(0.5) {
            facts.place = Place(
                country: pick(["DE", "AT"]), city: "Berlin",
                coordinates: random.chance(0.7) ? Coordinates(latitude: 52.4, longitude: 13.2) : nil)
        }
        if random.chance(0.5) { facts.locale = pick(["de-DE", "en"]) }
        if random.chance(0.5) { facts.tags = ["wholesale"] }
        if random.chance(0.5) { facts.lists = ["Newsletter"] }
        if random.chance(0.5) { facts.topics = ["email": ["News"]] }
        if random.chance(0.3) { facts.suppressions = ["email"] }
        if random.chance(0.5) { facts.stage = pick(["Lead", "Loyal"]) }
        if random.chance(0.5) { facts.scores = ["": Number(2), "lead": Number(1)] }
        if random.chance(0.5) { facts.coupons = ["SPRING"] }
        if random.chance(0.5) { facts.rfm = ProfileFacts.RFM(recency: 1, frequency: 3, monetary: 2) }
        if random.chance(0.5) { facts.predictions["churn"] = 1 }
        if random.chance(0.5) {
            let edge = pick([now - .hours(2), now - .days(30), zone.adding(months: -1, to: now)])
            let changed = min(now, edge + TimeSpan(milliseconds: pick([-1, 0, 1, 3_600_000])))
            facts.cart = ["items": 2, "updated_at": .string(changed.iso8601), "products": products()]
            if random.chance(0.7) { facts.cart?["total"] = pick([20, 25]) }
            if random.chance(0.5) { facts.cart?["currency"] = pick(["EUR", "XXX"]) }
        }
        return facts
    }

    /// Days that a date test may be asked of, near now in one way or another.
    mutating func dates(into object: inout JSONObject) {
        let today = zone.local(now).date
        let near = CivilDate(dayNumber: today.dayNumber + Int64.random(in: -40...40, using: &random))
        if random.chance(0.7) { object["renewal"] = .string(text(near)) }
        let birthdays = ["1988-02-29", "1990-03-31", "2026-06-15"] + [text(near.adding(months: -12 * 30))]
        if random.chance(0.7) { object["birthday"] = .string(pick(birthdays)) }
        if random.chance(0.5) { object["yearly"] = .string(pick(["--02-29", "--\(text(near).suffix(5))", "soon"])) }
    }

    private func text(_ date: CivilDate) -> String {
        String(Instant(milliseconds: date.dayNumber * 86_400_000).iso8601.prefix(10))
    }

    mutating func products() -> JSON {
        .array(
            (0..<Int.random(in: 0...3, using: &random)).map { _ in
                var item = JSONObject()
                if random.chance(0.8) { item["quantity"] = pick([1, 2, 3, "2"]) }
                if random.chance(0.8) { item["category"] = pick(["Shoes", "Hats"]) }
                if random.chance(0.2) { item["categories"] = pick([["Hats"], ["Bags", "Shoes"]]) }
                if random.chance(0.5) { item["total"] = pick([10, 25]) }
                if random.chance(0.3) { item["product_id"] = "c1" }
                if random.chance(0.3) { item[pick(["variant_id", "sku"])] = "c1" }
                if random.chance(0.6) { item["price"] = pick([5, "2.50"]) }
                return random.chance(0.9) ? .object(item) : "loose"
            })
    }
}
