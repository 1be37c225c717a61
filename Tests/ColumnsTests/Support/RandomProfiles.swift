import Conditions
import Values

/// Random profiles whose events lie where mistakes show: on edges of windows, on month ends, at clock changes, in ties.
struct RandomProfiles {
    var random: SeededRandom
    let now: Instant
    private var order: Int64 = 0

    private static let zones = [
        "UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Apia", "Australia/Lord_Howe",
    ].map { Zone($0)! }

    init(seed: UInt64) {
        random = SeededRandom(seed: seed)
        let starts = [
            "2026-03-31T10:00:00Z", "2026-03-29T01:30:00Z", "2026-10-25T00:30:00Z", "2024-02-29T12:00:00Z",
            "2025-02-28T09:00:00Z", "2026-11-01T06:30:00Z", "2026-07-15T08:20:10.123Z", "2025-12-31T23:59:59.999Z",
            "2012-01-30T11:00:00Z", "2026-04-30T12:00:00Z",
        ]
        let start = Instant(iso8601: starts.randomElement(using: &random)!)!
        now = start + TimeSpan(milliseconds: Int64.random(in: -2 * 86_400_000...2 * 86_400_000, using: &random))
    }

    mutating func pick<T>(_ items: [T]) -> T { items[Int.random(in: 0..<items.count, using: &random)] }

    static let workspace: WorkspaceFacts = {
        var workspace = WorkspaceFacts()
        workspace.zone = Zone("Pacific/Auckland")!
        workspace.currency = "EUR"
        for (day, dollars) in [("2012-01-01", "1.25"), ("2026-03-01", "1.1")] {
            let date = LocalDateTime(utc: Instant(iso8601: day)!).date
            workspace.rates.set(["EUR": Number(1), "USD": Number(literal: dollars)!], on: date)
        }
        workspace.thresholds["top 10% by sum(\"Order Completed\".total)"] = Number(20)
        workspace.thresholds["top 10% by spent()"] = Number(20)
        workspace.thresholds["top 10% by count(\"Order Completed\")"] = Number(2)
        return workspace
    }()

    /// - Parameter isOdd: whether bodies may be what no column holds, such as text that is not JSON.
    mutating func subject(_ id: Int64, isOdd: Bool) -> Subject {
        var subject = Subject(zone: pick(RandomProfiles.zones))
        subject.properties = properties(isOdd: isOdd)
        if random.chance(0.5) { subject.properties["favourite"] = pick(["Shoes", "Hats"]) }
        let near = LocalDateTime(utc: now).date.dayNumber + Int64.random(in: -40...40, using: &random)
        if random.chance(0.7) { subject.properties["renewal"] = .string(day(near)) }
        if random.chance(0.7) {
            subject.properties["birthday"] = .string(pick(["1988-02-29", "1990-03-31", day(near - 36_524)]))
        }
        if random.chance(0.3) { subject.properties["yearly"] = pick(["--02-29", "--03-31", "soon", 5]) }
        if random.chance(0.5) { subject.properties["since"] = .string(moment().iso8601) }
        if random.chance(0.5) { subject.consents.insert("email") }
        if random.chance(0.2) { subject.consents.insert("sms") }
        if random.chance(0.5) { subject.memberships.insert("VIP") }
        subject.facts = facts(id)
        for _ in 0..<Int.random(in: 0...9, using: &random) { subject.timeline.insert(event(isOdd: isOdd)) }
        return subject
    }

    mutating func event(isOdd: Bool) -> TimelineEvent {
        order += 1
        let object = properties(isOdd: isOdd)
        let body: EventBody =
            if isOdd, random.chance(0.05) {
                .bytes(Array("{\"total\": 25, \"category\": \"Shoes\", \"vip\": tru}".utf8))
            } else if random.chance(0.1) {
                .absent
            } else if random.chance(0.5) {
                .tree(object)
            } else {
                .bytes(Array(JSON.object(object).text.utf8))
            }
        return TimelineEvent(
            name: pick([
                "Order Completed", "Order Completed", "Product Viewed", "Product Viewed", "Product Added",
                "Email Opened", "Email Sent", "Web Push Clicked", "Order Refunded", "Order Cancelled",
            ]), occurredAt: moment(), order: random.chance(0.02) ? order << 40 : order, body: body)
    }

    private func day(_ number: Int64) -> String {
        String(Instant(milliseconds: number * 86_400_000).iso8601.prefix(10))
    }

    private mutating func moment() -> Instant {
        let jitter = TimeSpan(milliseconds: pick([-60_000, -1, 0, 1, 3_600_000, -86_400_000]))
        switch Int.random(in: 0..<6, using: &random) {
        case 0: return now - TimeSpan(milliseconds: Int64.random(in: 0...34_000_000_000, using: &random))
        case 1:
            let zone = pick(RandomProfiles.zones)
            return zone.adding(months: -pick([1, 2, 6, 12]), to: now) + jitter
        case 2: return now - .days(pick([1, 7, 14, 30])) + jitter
        case 3:
            let month = LocalDateTime(utc: now).date.adding(months: -Int.random(in: 0...12, using: &random))
            let last = CivilDate.daysIn(year: month.year, month: month.month)
            let date = CivilDate(
                year: month.year, month: month.month, day: max(1, last - Int.random(in: 0...3, using: &random)))
            return pick(RandomProfiles.zones).instant(
                LocalDateTime(date: date, millisecondOfDay: pick([0, 9_000_000, 43_200_000, 86_399_999])))
        // Not yet: what is dated after now is ignored.
        case 4 where random.chance(0.3): return now + TimeSpan(milliseconds: pick([1, 3_600_000, 90_000_000]))
        default: return now - TimeSpan(milliseconds: pick([0, 1, 90_000, 7_200_000, 86_400_000]))
        }
    }

    private mutating func properties(isOdd: Bool) -> JSONObject {
        var object = JSONObject()
        func number(_ text: String) -> JSON { .number(Number(literal: text)!) }
        let plain: [JSON] = [number("19.95"), 10, -5, number("0.05"), 0, number("10.00")]
        if random.chance(0.8) { object["total"] = pick(isOdd ? plain + [.null, "19.95", number("1e1")] : plain) }
        if random.chance(0.5) { object["order_id"] = pick(["o1", "o2", 1]) }
        if random.chance(0.6) { object["category"] = pick(["Shoes", "Hats", "", 5, "\u{e9}", "e\u{301}"]) }
        if random.chance(0.5) {
            object["cart"] = ["id": pick(["c1", "c2", .null]), "size": pick([1, 2, number("2.0")])]
        }
        if isOdd, random.chance(0.1) { object["cart"] = pick([[:], "c1", [1, 2], ["size": 1, "id": "c1"]]) }
        if random.chance(0.5) { object["country"] = pick(["DE", "AT", "US"]) }
        if random.chance(0.4) { object["vip"] = pick([true, false]) }
        if random.chance(0.3) { object["tags"] = pick([["DE", 5], [], ["AT"]]) }
        if random.chance(0.3) { object["mixed"] = pick([5, "5", true, number("5.0"), number("0.000015")]) }
        if isOdd, random.chance(0.1) { object["mixed"] = number("1.5e-5") }
        if isOdd, random.chance(0.2) { object["currency"] = pick(["EUR", "usd", "XXX", 5]) }
        if isOdd, random.chance(0.2) {
            object["huge"] = pick([number("9000000000000000000"), number("0.000000000001")])
        }
        if random.chance(0.5) { object["code"] = .string("x\(Int.random(in: 0..<400, using: &random))") }
        if random.chance(0.3) { object["brand"] = "Hats" }
        if random.chance(0.2) { object["categories"] = pick([["Hats", "Shoes"], ["Bags"], []]) }
        if random.chance(0.3) { object["product_id"] = "c1" }
        if random.chance(0.2) { object[pick(["variant_id", "sku"])] = "c1" }
        if random.chance(0.2) { object["flow"] = "Welcome" }
        if random.chance(0.4) { object["products"] = isOdd ? pick([products(), "none", 5, [], [1, 2]]) : products() }
        if isOdd, random.chance(0.05) { object.members.append(JSONObject.Member(key: "total", value: 10)) }
        return object
    }

    private mutating func products() -> JSON {
        .array(
            (0..<Int.random(in: 0...3, using: &random)).map { _ in
                var item = JSONObject()
                if random.chance(0.8) { item["quantity"] = pick([1, 2, 3]) }
                if random.chance(0.8) { item["category"] = pick(["Shoes", "Hats"]) }
                if random.chance(0.5) { item["price"] = pick([10, .number(Number(literal: "9.90")!)]) }
                if random.chance(0.3) { item["product_id"] = "c1" }
                if random.chance(0.2) { item["categories"] = pick([["Hats"], ["Bags", "Shoes"]]) }
                return random.chance(0.9) ? .object(item) : "loose"
            })
    }

    private mutating func facts(_ id: Int64) -> ProfileFacts {
        var facts = ProfileFacts()
        if random.chance(0.8) { facts.identities["email"] = ["ana\(id)@example.com", "other@example.com"] }
        if random.chance(0.5) {
            facts.place = Place(
                country: pick(["DE", "AT"]), city: random.chance(0.5) ? "Berlin" : nil,
                coordinates: random.chance(0.7) ? Coordinates(latitude: 52.4, longitude: 13.2) : nil)
        }
        if random.chance(0.5) { facts.locale = pick(["de-DE", "en"]) }
        if random.chance(0.5) { facts.tags = ["wholesale"] }
        if random.chance(0.5) { facts.lists = ["Newsletter", "Other"] }
        if random.chance(0.5) { facts.topics = ["email": ["News", "Sales"]] }
        if random.chance(0.3) { facts.suppressions = [pick(["email", "sms"])] }
        if random.chance(0.5) { facts.stage = pick(["Lead", "Loyal"]) }
        if random.chance(0.5) { facts.scores = ["": Number(2), "lead": Number(1)] }
        if random.chance(0.5) { facts.coupons = [pick(["SPRING", "AUTUMN"])] }
        if random.chance(0.5) { facts.rfm = ProfileFacts.RFM(recency: 1, frequency: 3, monetary: 2) }
        if random.chance(0.5) {
            let lines: [JSON] = [["product_id": pick(["c1", "c2"]), "price": 10], ["product_id": "c3"]]
            facts.cart = [
                "items": pick([1, 2]), "updated_at": .string(moment().iso8601), "products": .array(lines),
            ]
            if random.chance(0.7) { facts.cart?["total"] = pick([20, 25]) }
            if random.chance(0.3) { facts.cart?["currency"] = "USD" }
        }
        if random.chance(0.5) { facts.predictions = ["churn": 1, "next": ["days": pick([5, 50])]] }
        return facts
    }
}
