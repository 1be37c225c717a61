import Values

@testable import Conditions

/// Random subjects whose events lie where mistakes show: on window edges, on month ends, at clock changes, in ties.
struct RandomHistories {
    var random: SeededRandom
    let zone: Zone
    let now: Instant

    static let zones = [
        "UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Apia", "Australia/Lord_Howe",
    ]
    .map { Zone($0)! }

    init(random: SeededRandom) {
        var random = random
        zone = Self.zones.randomElement(using: &random)!
        let starts = [
            "2026-03-31T10:00:00Z", "2026-03-29T01:30:00Z", "2026-10-25T00:30:00Z", "2024-02-29T12:00:00Z",
            "2025-02-28T09:00:00Z", "2026-11-01T06:30:00Z", "2026-07-15T08:20:10.123Z", "2025-12-31T23:59:59.999Z",
            "2012-01-30T11:00:00Z",
        ]
        let start = Instant(iso8601: starts.randomElement(using: &random)!)!
        now = start + TimeSpan(milliseconds: Int64.random(in: -2 * 86_400_000...2 * 86_400_000, using: &random))
        self.random = random
    }

    mutating func pick<T>(_ items: [T]) -> T { items[Int.random(in: 0..<items.count, using: &random)] }

    mutating func subject(around spans: [CalendarSpan], mayLieAhead: Bool = false) -> Subject {
        var subject = Subject(zone: zone)
        subject.properties = properties()
        dates(into: &subject.properties)
        if random.chance(0.7) { subject.properties["since"] = .string(moment(around: spans, false).iso8601) }
        subject.consents = random.chance(0.5) ? ["email"] : []
        subject.memberships = random.chance(0.5) ? ["VIP"] : []
        subject.facts = facts()
        subject.workspace = Self.workspace
        for order in 0..<Int.random(in: 0...9, using: &random) {
            subject.timeline.insert(event(order: Int64(order), around: spans, mayLieAhead))
        }
        return subject
    }

    /// Many events within a few days of the windows' edges.
    mutating func crowded(_ count: Int, around spans: [CalendarSpan]) -> Subject {
        var subject = Subject(zone: zone)
        for order in 0..<count {
            var event = event(order: Int64(order), around: spans, false)
            event.name = "Order Completed"
            let edge = zone.adding(months: -pick(spans).months, to: now)
            let distance = TimeSpan(milliseconds: Int64.random(in: -86_400_000...12 * 86_400_000, using: &random))
            event.occurredAt = min(edge + distance, now)
            subject.timeline.insert(event)
        }
        return subject
    }

    private mutating func event(order: Int64, around spans: [CalendarSpan], _ mayLieAhead: Bool) -> TimelineEvent {
        let object = properties()
        let body: EventBody = random.chance(0.5) ? .tree(object) : .bytes(Array(JSON.object(object).text.utf8))
        return TimelineEvent(
            name: pick(Self.names), occurredAt: moment(around: spans, mayLieAhead),
            order: order,
            body: body)
    }

    /// Before now unless it may lie ahead.
    mutating func moment(around spans: [CalendarSpan], _ mayLieAhead: Bool) -> Instant {
        let jitter = pick([-60_000, -1, 0, 1, 3_600_000, -86_400_000] as [Int64])
        var moment: Instant
        switch Int.random(in: 0..<5, using: &random) {
        case 0:
            let reach = spans.isEmpty ? nil : pick(spans).fixed?.milliseconds
            moment = now - TimeSpan(milliseconds: Int64.random(in: 0...(reach ?? 34_000_000_000), using: &random))
        case 1, 2:
            let span = spans.isEmpty ? CalendarSpan(count: 1, unit: .month) : pick(spans)
            moment =
                (span.fixed.map { now - $0 } ?? zone.adding(months: -span.months, to: now))
                + TimeSpan(milliseconds: jitter)
        case 3:
            let local = LocalDateTime(utc: now)
            let month = local.date.adding(months: -Int.random(in: 0...12, using: &random))
            let day = max(
                1, CivilDate.daysIn(year: month.year, month: month.month) - Int.random(in: 0...3, using: &random))
            moment = zone.instant(
                LocalDateTime(
                    date: CivilDate(year: month.year, month: month.month, day: day),
                    millisecondOfDay: pick([0, 9_000_000, 12_600_000, 43_200_000, 86_399_999])))
        default:
            moment = now - TimeSpan(milliseconds: pick([0, 1, 90_000, 7_200_000, 86_400_000]))
        }
        if mayLieAhead, random.chance(0.2) { moment = now + (now - moment) }
        return mayLieAhead ? moment : min(moment, now)
    }

    mutating func properties() -> JSONObject {
        var object = JSONObject()
        let totals: [JSON] = [
            .null, "19.95", .number(Number(literal: "19.95")!), 10, -5, .number(Number(literal: "0.05")!), 0,
        ]
        if random.chance(0.8) { object["total"] = pick(totals) }
        if random.chance(0.6) { object["category"] = pick(["Shoes", "Hats", "", 5]) }
        if random.chance(0.5) { object["cart"] = ["id": pick(["c1", "c2", .null])] }
        if random.chance(0.5) { object["country"] = pick(["DE", "AT", "US"]) }
        if random.chance(0.4) { object["vip"] = pick([true, false]) }
        if random.chance(0.3) { object["tags"] = ["DE", 5] }
        if random.chance(0.2) { object["at"] = .string((now - .days(40)).iso8601) }
        if random.chance(0.4) { object["currency"] = pick(["EUR", "usd", "XXX", 5]) }
        if random.chance(0.3) { object["brand"] = "Hats" }
        if random.chance(0.2) { object["categories"] = pick([["Hats", "Shoes"], [5, "Hats"], "Shoes", []]) }
        if random.chance(0.7) { object["order_id"] = pick(["o1", "o1", 7, "", .null]) }
        if random.chance(0.2) { object["transaction_id"] = "o1" }
        if random.chance(0.3) { object["product_id"] = "c1" }
        if random.chance(0.2) { object[pick(["variant_id", "sku"])] = pick(["c1", "Hats", 5]) }
        if random.chance(0.2) { object["flow"] = "Welcome" }
        if random.chance(0.3) { object["products"] = pick([products(), products(), "none", 5, .null]) }
        return object
    }

    mutating func trigger(_ subject: Subject, around spans: [CalendarSpan]) -> TimelineEvent? {
        switch Int.random(in: 0..<3, using: &random) {
        case 0: nil
        case 1: subject.timeline.inOrder().filter { $0.occurredAt <= now }.randomElement(using: &random)
        default: event(order: 100, around: spans, false)
        }
    }
}
