import Values

/// A make-believe shop in full swing on a virtual clock: the same seed gives the same events, in order of time.
///
/// Pull events with `next()`, or with `next(upTo:)` to follow a clock at any speed; tell it of the messages its
/// shoppers receive with `react(to:)`. It never ends of itself.
/// Cost: about 100 bytes a shopper, and what is in flight.
public struct ShopSimulation: Sendable {
    public let catalog: Catalog
    public let shoppers: Int
    public let seed: UInt64
    /// The time of the event pulled last.
    public private(set) var now: Instant

    private let shop: Shop
    /// Between two visits of an average shopper at an hour of average business.
    private let meanGap: Double
    private var states: [ShopperState]
    private var carts: [Int: Cart] = [:]
    private var queue = PriorityQueue<Scheduled>()
    private var scheduled: UInt64 = 0

    /// Measured: a visit with all that follows from it.
    static let eventsPerVisit = 5.6

    /// - Parameter eventsPerDay: about how many events the whole shop sends in 24 hours, before reactions.
    public init(
        seed: UInt64, start: Instant, shoppers: Int, eventsPerDay: Double, rates: ShopRates = ShopRates(),
        currency: String = "EUR"
    ) {
        precondition(shoppers > 0 && eventsPerDay > 0, "a shop needs shoppers and events")
        catalog = Catalog(seed: seed, currency: currency)
        shop = Shop(seed: seed, catalog: catalog, rates: rates)
        self.seed = seed
        self.shoppers = shoppers
        now = start
        states = Array(repeating: ShopperState(), count: shoppers)
        meanGap = 86_400_000 * Double(shoppers) * ShopSimulation.eventsPerVisit / eventsPerDay
        for number in 0..<shoppers { scheduleRoutineVisit(of: shopper(number), after: start) }
    }

    public func shopper(_ number: Int) -> Shopper { Shopper(seed: seed, number: number) }

    /// The shopper with this address; nil where it belongs to none.
    public func shopper(email: String) -> Shopper? {
        guard let number = Shopper.number(inEmail: email), number < shoppers else { return nil }
        let shopper = shopper(number)
        return shopper.email == email.lowercased() ? shopper : nil
    }

    /// The next event; each is at the same time as the one before it or later.
    public mutating func next() -> SimulatedEvent? { next(upTo: .distantFuture) }

    /// The next event at this moment or before; nil where none is due yet.
    public mutating func next(upTo limit: Instant) -> SimulatedEvent? {
        while let due = queue.first, due.at <= limit {
            _ = queue.popFirst()
            now = max(now, due.at)
            switch due.happening {
            case .event(let event): return event
            case .routineVisit(let number): routineVisit(number)
            case .returnVisit(let number, let random, let intent, let campaign):
                visit(shopper(number), random: random, intent: intent, campaign: campaign)
            case .aftermath(let aftermath): return report(aftermath)
            }
        }
        return nil
    }

    /// Lets the recipient open, click, buy or unsubscribe as people do; nothing where the address is nobody's
    /// here. What would lie before `now` happens now.
    public mutating func react(to message: SentMessage) {
        guard let shopper = shopper(email: message.email), !states[shopper.number].unsubscribed else { return }
        let reaction = Reaction(to: message, seed: seed)
        func event(_ action: SimulatedEvent.Action, _ at: Instant) -> Happening {
            .event(SimulatedEvent(at: max(at, now), shopper: shopper.number, action: action))
        }
        if let at = reaction.openedAt { schedule(event(.open(message: message.id), at), at: at) }
        if let at = reaction.unsubscribedAt {
            states[shopper.number].unsubscribed = true
            states[shopper.number].subscribed = false
            schedule(event(.unsubscribe(message: message.id), at), at: at)
        }
        if let at = reaction.clickedAt {
            schedule(event(.click(message: message.id), at), at: at)
            var random = SeededRandom(seed: seed, message: message.id)
            let visit = Happening.returnVisit(
                shopper.number, random.split(), reaction.buys ? message.kind.intentOfBuyers : .lookAround,
                campaign: message.kind.campaign)
            schedule(visit, at: at + .seconds(2))
        }
    }
}

extension ShopSimulation {
    private mutating func schedule(_ happening: Happening, at: Instant) {
        scheduled += 1
        queue.insert(Scheduled(at: max(at, now), order: scheduled, happening: happening))
    }

    /// Draws the next visit so that each hour of the shopper's day is as busy as it should be (thinning).
    private mutating func scheduleRoutineVisit(of shopper: Shopper, after: Instant) {
        let visits = states[shopper.number].routineVisits
        var random = SeededRandom(seed: seed, "gap", shopper.number, Int(visits))
        let mean = meanGap / shopper.eagerness / ShopRates.busiestHour
        var at = after
        repeat {
            at = at + TimeSpan(milliseconds: Int64(random.exponential(mean: mean)) + 1)
        } while !random.chance(ShopRates.hours[shopper.zone.local(at).hour] / ShopRates.busiestHour)
        states[shopper.number].routineVisits = visits + 1
        schedule(.routineVisit(shopper.number), at: at)
    }

    private mutating func routineVisit(_ number: Int) {
        let shopper = shopper(number)
        let random = SeededRandom(seed: seed, "visit", number, Int(states[number].routineVisits))
        visit(shopper, random: random, intent: .lookAround, campaign: nil)
        scheduleRoutineVisit(of: shopper, after: now)
    }

    private mutating func visit(_ shopper: Shopper, random: SeededRandom, intent: Intent, campaign: String?) {
        let number = shopper.number
        var cart = carts[number]
        if let left = cart, intent == .lookAround, left.changedAt + Visit.cartLifetime < now { cart = nil }
        var visit = Visit(
            shop: shop, shopper: shopper, state: states[number], cart: cart, at: now, campaign: campaign,
            random: random)
        visit.come(to: intent)
        states[number] = visit.state
        carts[number] = visit.cart
        for event in visit.events { schedule(.event(event), at: event.at) }
        for (order, at) in visit.orders {
            let aftermath = OrderAftermath.drawn(for: order, placedAt: at, rates: shop.rates, using: &visit.random)
            if let aftermath { schedule(.aftermath(aftermath), at: aftermath.at) }
        }
        if visit.cart != nil, campaign == nil, intent == .lookAround, visit.random.chance(shop.rates.returnedUnasked) {
            let hours = 1 + Int64(visit.random.below(47))
            schedule(.returnVisit(number, visit.random.split(), .finishCart, campaign: nil), at: now + .hours(hours))
        }
    }

    private mutating func report(_ aftermath: OrderAftermath) -> SimulatedEvent {
        let number = aftermath.order.shopper.number
        states[number].calls += 1
        let id = Identifiers.uuid(
            seed: seed, purpose: "message", number: UInt64(number) << 32 | UInt64(states[number].calls))
        return aftermath.event(shop: shop, id: id)
    }
}
