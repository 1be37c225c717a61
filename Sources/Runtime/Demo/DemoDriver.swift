import Engine
import Logging
import ShopSimulator
import Storage
import Values

/// Plays the make-believe shop into a running system: shoppers through the track API's own rules, and their answers to
/// the messages that reach them.
public actor DemoDriver {
    private let system: CartwheelSystem
    private var shop: ShopSimulation
    private var answered: Set<Int64> = []

    /// How the shop is set up for people who watch: busy enough to see something every second.
    public struct Settings: Sendable {
        public var seed: UInt64 = 7
        public var shoppers = 2_000
        public var eventsPerMinute = 240.0

        public init() {}
    }

    public static let workspace = WorkspaceSettings(
        zone: Zone("Europe/Berlin") ?? .utc, shopName: "Cartwheel Goods", shopURL: "https://shop.example",
        senderAddress: "hello@shop.example", postalAddress: "Cartwheel Goods, 1 Example Street, Berlin",
        // A demo's day is minutes long; an installation keeps to 9 to 20 o'clock and one message a day.
        marketingOpensAt: 0, marketingClosesAt: 24 * 60, marketingPerDay: 50)

    public init(system: CartwheelSystem, settings: Settings = Settings()) {
        self.system = system
        let now = system.clock.now()
        shop = ShopSimulation(
            seed: settings.seed ^ UInt64(bitPattern: now.milliseconds), start: now, shoppers: settings.shoppers,
            eventsPerDay: settings.eventsPerMinute * 60 * 24)
    }

    /// Plays until the task is cancelled.
    public func run() async throws {
        while !Task.isCancelled {
            try await playUntilNow()
            try await deliverMessages()
            try await Task.sleep(for: .milliseconds(250))
        }
    }

    private func playUntilNow() async throws {
        let now = system.clock.now()
        var events: [Event.Authority: [JSON]] = [:]
        while let next = shop.next(upTo: now) {
            switch next.action {
            case .send(let payload, let key, _):
                events[key == .server ? .server : .browser, default: []].append(.object(payload))
            case .open(let message): try await follow(message, .opened)
            case .click(let message): try await follow(message, .clicked)
            case .unsubscribe(let message): try await follow(message, nil)
            }
        }
        for (authority, batch) in events { try await send(batch, as: authority, now: now) }
    }

    private func send(_ batch: [JSON], as authority: Event.Authority, now: Instant) async throws {
        let source = SourceKey(
            name: authority == .server ? "server" : "browser", workspace: system.scope.workspace, authority: authority)
        let body: JSON = ["batch": .array(batch), "sentAt": .string(now.iso8601)]
        let parser = TrackRequestParser(endpoint: .batch, source: source, receivedAt: now)
        let parsed = try parser.parse(Array(body.text.utf8))
        _ = await system.intake.store(source: source.name, events: parsed.accepted, rejected: parsed.rejected)
    }

    /// Shoppers read what reached the outbox since the last look.
    private func deliverMessages() async throws {
        let sent = try await system.database.read { [scope = system.scope] in
            try MessageStore().newest(address: nil, limit: 100, in: scope, on: $0)
        }
        for message in sent where message.state == .sent && answered.insert(message.id).inserted {
            shop.react(
                to: SentMessage(
                    id: String(message.id), email: message.address, kind: kind(of: message),
                    sentAt: system.clock.now()))
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

    /// What a mail program does with a message, through the same signed links as a real one.
    private func follow(_ message: String, _ receipt: Command.Receipt.Kind?) async throws {
        guard let id = Int64(message) else { return }
        let links = system.trackingLinks
        switch receipt {
        case .opened: try await system.tracking.opened(links.token(.open, id), userAgent: "demo")
        case .clicked: _ = try await system.tracking.clicked(links.token(.click, id, link: 1), userAgent: "demo")
        case nil: _ = try await system.tracking.unsubscribe(links.token(.unsubscribe, id))
        case .sent, .bounced, .complained: return
        }
    }
}
