import Engine
import ShopSimulator
import Storage
import Values

/// Plays the make-believe shop into a running system: shoppers through the track API's own rules, and their answers to
/// the messages that reach them.
///
/// The shop's clock runs faster than the wall's, so that a visit of minutes ends, and a cart is abandoned, within
/// seconds; every event carries the wall's time.
public actor DemoDriver {
    private let system: CartwheelSystem
    private var shop: ShopSimulation
    private let speed: Int64
    /// Until then the shop's clock runs faster still.
    private let rushEnds: Instant
    private let rush: Int64
    /// When the wall's clock was last looked at, and what the shop's showed.
    private var wallNow: Instant
    private var shopNow: Instant
    private var answered: Set<Int64> = []

    /// How the shop is set up for people who watch: busy enough to see something every second.
    public struct Settings: Sendable {
        public var seed: UInt64 = 7
        public var shoppers = 3_000
        public var eventsPerMinute = 300.0
        /// Simulated seconds in one real second.
        public var speed: Int64 = 40
        /// How many times faster it goes when the doors open, and for how long: a visitor's first minute is to show
        /// carts abandoned, messages out and orders recovered.
        public var rush: Int64 = 10
        public var rushLasts = TimeSpan.seconds(45)

        public init() {}

        /// Shoppers in a mood to buy: more of them fill a cart and sign up than in a real shop.
        var rates: ShopRates {
            var rates = ShopRates()
            rates.addedToCart = 0.2
            rates.checkoutStarted = 0.7
            rates.signedUp = 0.25
            return rates
        }
    }

    public static let workspace = {
        var settings = busyWorkspace
        // A demo's three weeks are minutes long, so that everybody is a recent buyer in the end.
        settings.exclusions = MarketingExclusion.usual.filter { $0.name != "recent buyers" }
        return settings
    }()

    private static let busyWorkspace = WorkspaceSettings(
        zone: Zone("Europe/Berlin") ?? .utc, shopName: "Cartwheel Goods", shopURL: "https://shop.example",
        senderAddress: "hello@shop.example", postalAddress: "Cartwheel Goods, 1 Example Street, Berlin",
        // A demo's day is minutes long; an installation keeps to 9 to 20 o'clock and one message a day.
        marketingOpensAt: 0, marketingClosesAt: 24 * 60, marketingPerDay: 50)

    public init(system: CartwheelSystem, settings: Settings = Settings()) {
        self.system = system
        wallNow = system.clock.now()
        shopNow = DemoDriver.opening(at: wallNow)
        speed = max(1, settings.speed)
        rush = max(1, settings.rush)
        rushEnds = wallNow + settings.rushLasts
        shop = ShopSimulation(
            seed: settings.seed, start: shopNow, shoppers: settings.shoppers,
            eventsPerDay: settings.eventsPerMinute * 60 * 24 / Double(speed), rates: settings.rates)
    }

    /// What the shop's clock shows when the doors open: early evening where most of its shoppers live, so that a visitor's
    /// first minute is a full one even in the middle of the night.
    static func opening(at wall: Instant) -> Instant {
        let day = TimeSpan.days(1).milliseconds
        return Instant(milliseconds: wall.milliseconds / day * day) + DemoDriver.openingHour
    }

    /// In UTC.
    private static let openingHour = TimeSpan.hours(16)

    /// Plays until the task is cancelled.
    public func run() async throws {
        while !Task.isCancelled {
            try await playUntilNow()
            try await showMessages()
            try await Task.sleep(for: .milliseconds(250))
        }
    }

    /// A machine that slept finds the shop as it left it, not a night of events to catch up with.
    private static let longestStep = TimeSpan.seconds(5)
    /// Events of one call, well under what the track API takes.
    private static let batchSize = 200

    private func tick() {
        let now = system.clock.now()
        let passed = min(max(now - wallNow, .zero), DemoDriver.longestStep)
        wallNow = now
        shopNow = shopNow + TimeSpan(milliseconds: passed.milliseconds * currentSpeed)
    }

    private var currentSpeed: Int64 { wallNow < rushEnds ? speed * rush : speed }

    private func wallTime(_ shop: Instant) -> Instant {
        wallNow - TimeSpan(milliseconds: max(0, (shopNow - shop).milliseconds) / currentSpeed)
    }

    private func playUntilNow() async throws {
        tick()
        var events: [Event.Authority: [JSON]] = [:]
        while let next = shop.next(upTo: shopNow) {
            switch next.action {
            case .send(let payload, let key, _):
                events[key == .server ? .server : .browser, default: []].append(onWallTime(.object(payload)))
            case .open(let message): try await follow(message, .open)
            case .click(let message): try await follow(message, .click)
            case .unsubscribe(let message): try await follow(message, .unsubscribe)
            }
        }
        for (authority, batch) in events {
            for start in stride(from: 0, to: batch.count, by: DemoDriver.batchSize) {
                let end = min(start + DemoDriver.batchSize, batch.count)
                try await send(Array(batch[start..<end]), as: authority, now: wallNow)
            }
        }
    }

    /// The event with the shop's moments put as the wall shows them.
    private func onWallTime(_ json: JSON) -> JSON {
        guard case .object(var object) = json else { return json }
        for index in object.members.indices {
            let member = object.members[index]
            if member.key == "timestamp" || member.key == "at", let text = member.value.string,
                let moment = Instant(iso8601: text)
            {
                object.members[index].value = .string(wallTime(moment).iso8601)
            } else if member.key == "traits" || member.key == "consents" || member.value["status"] != nil {
                object.members[index].value = onWallTime(member.value)
            }
        }
        return .object(object)
    }

    private func send(_ batch: [JSON], as authority: Event.Authority, now: Instant) async throws {
        let source = SourceKey(
            name: authority == .server ? "server" : "browser", workspace: system.scope.workspace, authority: authority)
        let parser = TrackRequestParser(endpoint: .batch, source: source, receivedAt: now)
        let parsed = try parser.parse(Array((["batch": .array(batch)] as JSON).text.utf8))
        _ = await system.intake.store(source: source.name, events: parsed.accepted, rejected: parsed.rejected)
    }

    /// Shoppers see what reached the outbox since the last look.
    private func showMessages() async throws {
        let sent = try await system.database.read { [scope = system.scope] in
            try MessageStore().newest(address: nil, limit: 100, in: scope, on: $0)
        }
        for message in sent where message.state == .sent && answered.insert(message.id).inserted {
            shop.react(
                to: SentMessage(
                    id: String(message.id), email: message.address, kind: kind(of: message), sentAt: shopNow))
        }
        // Enough to tell what was seen; older ones do not come among the newest again.
        if answered.count > 10_000 { answered = Set(sent.map(\.id)) }
    }

    private func kind(of message: Message) -> SentMessage.Kind {
        switch message.flow {
        case Flow.id(slug: "abandoned-cart"): .abandonedCart
        case Flow.id(slug: "welcome"): .welcome
        case Flow.id(slug: "order-confirmation"): .orderConfirmation
        default: .otherMarketing
        }
    }

    private enum Following { case open, click, unsubscribe }

    /// What a mail program does with a message, through the same signed links as a real one.
    private func follow(_ message: String, _ what: Following) async throws {
        guard let id = Int64(message) else { return }
        let links = system.trackingLinks
        switch what {
        case .open: try await system.tracking.opened(links.token(.open, id), userAgent: "demo")
        case .click: _ = try await system.tracking.clicked(links.token(.click, id, link: 1), userAgent: "demo")
        case .unsubscribe: _ = try await system.tracking.unsubscribe(links.token(.unsubscribe, id))
        }
    }
}
