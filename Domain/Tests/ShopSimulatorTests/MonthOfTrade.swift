import Values

@testable import ShopSimulator

/// Thirty simulated days of a shop, gathered once for all tests that look at them.
struct MonthOfTrade: Sendable {
    static let start = Instant(iso8601: "2026-03-15T00:00:00Z")!
    static let shared = MonthOfTrade()

    let shop: ShopSimulation
    let events: [SimulatedEvent]

    init(seed: UInt64 = 42, days: Int64 = 30, eventsPerDay: Double = 1000, rates: ShopRates = ShopRates()) {
        var shop = ShopSimulation(
            seed: seed, start: MonthOfTrade.start, shoppers: 1000, eventsPerDay: eventsPerDay, rates: rates)
        var events: [SimulatedEvent] = []
        while let event = shop.next(upTo: MonthOfTrade.start + .days(days)) { events.append(event) }
        self.shop = shop
        self.events = events
    }

    /// The first report of each, without copies.
    func originals(_ name: String) -> [(payload: JSONObject, properties: JSONObject, at: Instant)] {
        events.compactMap { event in
            guard case .send(let payload, _, .none) = event.action, payload["event"] == .string(name) else {
                return nil
            }
            return (payload, payload["properties"]?.object ?? [:], event.at)
        }
    }
}
