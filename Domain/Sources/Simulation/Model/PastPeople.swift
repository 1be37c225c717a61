import Engine
import Values

/// The pasts of many shoppers by chance: the same for the same seed, one person at a time.
///
/// On average twenty events a person, in visits: looking, adding, beginning a checkout, ordering.
public struct PastPeople: Sendable {
    public let from: Instant
    public let until: Instant
    private let seed: UInt64
    private let days: Int

    /// - Parameter days: over which the visits are spread, from 2026-01-01 on.
    public init(seed: UInt64, days: Int) {
        self.seed = seed
        self.days = days
        from = Instant(iso8601: "2026-01-01T00:00:00Z")!
        until = from + .days(Int64(days))
    }

    public func person(_ number: Int) -> PastPerson {
        var random = SeededRandom(seed: seed &* 1_000_003 &+ UInt64(number))
        var person = PastPerson(number: number)
        if random.chance(0.8) {
            person.agrees(at: random.chance(0.8) ? from - .days(30) : moment(&random))
        }
        let visits = (0..<(2 + Int(random.next() % 8))).map { _ in moment(&random) }.sorted()
        for (count, visit) in visits.enumerated() { person.visits(at: visit, number: count, &random) }
        person.events.sort { ($0.occurredAt, $0.sequence) < ($1.occurredAt, $1.sequence) }
        return person
    }

    /// One who agreed to everything and whose twenty events are spread evenly: each leaves two carts, begins two checkouts
    /// and orders twice, with no visits that would hold them together.
    public func busyPerson(_ number: Int) -> PastPerson {
        var random = SeededRandom(seed: seed &* 1_000_003 &+ UInt64(number))
        var person = PastPerson(number: number)
        person.agrees(at: from - .days(30))
        let moments = (0..<PastPerson.habits.count).map { _ in moment(&random) }
        for (habit, moment) in moments.enumerated() { person.does(habit: habit, at: moment) }
        person.events.sort { ($0.occurredAt, $0.sequence) < ($1.occurredAt, $1.sequence) }
        return person
    }

    private func moment(_ random: inout SeededRandom) -> Instant {
        from + TimeSpan(milliseconds: Int64(random.unit() * Double(days) * 86_400_000))
    }
}

/// One shopper of the past.
public struct PastPerson: Sendable {
    public let key: ProfileKey
    public let identities: [ProfileIdentity]
    public internal(set) var ledger: [LedgerEntry] = []
    public internal(set) var events: [Event] = []
    private let address: String

    init(number: Int) {
        address = "person\(number)@example.com"
        let all = [Identity(.user, "customer-\(number)")!, Identity(.email, address)!]
        identities = all.map { identity in
            ProfileIdentity(
                identity: LinkedIdentity(
                    key: IdentityKey(identity, workspace: .first), kind: identity.kind, value: identity.value),
                intervals: [.always])
        }
        key = identities[0].identity.key
    }

    mutating func agrees(at moment: Instant) {
        ledger.append(
            LedgerEntry(address: address, channel: .email, statement: .granted, at: moment, source: "form"))
    }

    mutating func visits(at start: Instant, number: Int, _ random: inout SeededRandom) {
        var now = start
        func pause() { now = now + .seconds(Int64(10 + random.next() % 240)) }
        if random.chance(0.2) { happens("identify", PastPerson.traits, at: now, call: .identify) }
        if random.chance(0.35) { happens("page", PastPerson.page, at: now, call: .page) }
        for _ in 0..<(1 + Int(random.next() % 3)) {
            pause()
            happens("Product Viewed", PastPerson.product(Int(random.next() % 50), cart: nil), at: now)
        }
        guard random.chance(0.45) else { return }
        let cart = "cart-\(key.rawValue)-\(number)"
        for _ in 0..<(1 + Int(random.next() % 2)) {
            pause()
            happens("Product Added", PastPerson.product(Int(random.next() % 50), cart: cart), at: now)
        }
        guard random.chance(0.6) else { return }
        pause()
        happens(
            "Checkout Started", #"{"checkout_id":"\#(cart)","cart_id":"\#(cart)","value":89.9,"currency":"EUR"}"#,
            at: now)
        guard random.chance(0.6) else { return }
        now = now + .minutes(Int64(1 + random.next() % 200))
        happens(
            "Order Completed",
            #"{"order_id":"order-\#(cart)","cart_id":"\#(cart)","checkout_id":"\#(cart)","total":89.9,"currency":"EUR"}"#,
            at: now)
    }

    fileprivate static let habits =
        [String](repeating: "Product Viewed", count: 12)
        + [
            "Email Opened", "Email Opened", "Product Added", "Product Added", "Checkout Started", "Checkout Started",
            "Order Completed", "Order Completed",
        ]

    fileprivate mutating func does(habit: Int, at moment: Instant) {
        let cart = "cart-\(key.rawValue)-\(moment.milliseconds / 86_400_000)"
        happens(
            PastPerson.habits[habit],
            #"{"cart_id":"\#(cart)","checkout_id":"\#(cart)","order_id":"\#(cart)-\#(habit)","total":89.9,"#
                + #""currency":"EUR","products":[{"sku":"p\#(habit)","name":"Harbour sneaker","price":89.9,"quantity":1}]}"#,
            at: moment)
    }

    private mutating func happens(
        _ name: String, _ properties: String, at moment: Instant, call: Event.Call = .track
    ) {
        events.append(
            Event(
                sequence: Int64(events.count + 1), identity: key, call: call, name: name, occurredAt: moment,
                receivedAt: moment, authority: .server, properties: Array(properties.utf8)))
    }

    private static let traits = #"{"first_name":"Ana","last_name":"Martín","country":"ES","timezone":"Europe/Madrid"}"#
    private static let page =
        #"{"path":"/products/harbour-sneaker","url":"https://shop.example/products/harbour-sneaker"}"#

    private static func product(_ number: Int, cart: String?) -> String {
        let cart = cart.map { #""cart_id":"\#($0)","# } ?? ""
        return #"{\#(cart)"product_id":"p\#(number)","sku":"p\#(number)-m","name":"Harbour sneaker \#(number)","#
            + #""category":"Shoes","brand":"Harbour","variant":"M","price":89.9,"quantity":1,"currency":"EUR","#
            + #""url":"https://shop.example/products/\#(number)","image_url":"https://shop.example/p/\#(number).svg"}"#
    }
}
