import Values

/// The calls of a busy make-believe shop in the order in which they are made: what benchmarks send.
///
/// The same stream that fills the demo and the simulation, at ten calls a person in two days, so that one call after
/// the other is somebody else's. A shop's own resends are left out: a load knows how many events it has sent.
/// Cost: about 100 bytes a person, and some ten microseconds a call.
public struct ShopCalls: Sendable, Sequence, IteratorProtocol {
    private var shop: ShopSimulation

    private static let callsPerDay = 5.0

    public init(seed: UInt64, people: Int, start: Instant) {
        var rates = ShopRates()
        rates.resent = 0
        shop = ShopSimulation(
            seed: seed, start: start, shoppers: people, eventsPerDay: Double(people) * ShopCalls.callsPerDay,
            rates: rates)
    }

    /// The next Segment call; there is always one.
    public mutating func next() -> JSONObject? {
        while let event = shop.next() {
            if let payload = event.payload { return payload }
        }
        return nil
    }
}
