import Engine
import ReadyFlows
import Simulation
import Testing
import Values

/// What happens in a shop with the ready flows, and every message that comes of it.
///
/// Times are "Mon 10:00" in UTC, of the week that begins on `week`; "Mon2" is the Monday after.
struct Story: Sendable, CustomTestStringConvertible {
    let title: String
    var week = "2026-03-02"
    var flows = ["abandoned-cart"]
    var coupons: [String] = []
    var settings = WorkspaceSettings()
    let happenings: [Happening]
    /// One line a message: when it reached its last state, step, state and, where it was held or refused, why.
    let messages: [String]

    var testDescription: String { title }

    init(
        _ title: String, week: String = "2026-03-02", flows: [String] = ["abandoned-cart"], coupons: [String] = [],
        settings: WorkspaceSettings = WorkspaceSettings(), _ happenings: [Happening], gives messages: [String]
    ) {
        self.title = title
        self.week = week
        self.flows = flows
        self.coupons = coupons
        self.settings = settings
        self.happenings = happenings
        self.messages = messages
    }

    /// Plays it and a month more.
    func play() throws -> World {
        let flows = try flows.map { try FlowFile.read(#require(ReadyFlows.named($0)).text, version: 1) }
        var world = World(
            definitions: Definitions(version: 1, settings: settings, flows: flows), now: moment("Mon 00:00"))
        world.fill(pool: "cart-rescue", with: coupons)
        for happening in happenings {
            try world.advance(to: moment(happening.at))
            try happening.perform(&world)
        }
        try world.advance(by: .days(30))
        return world
    }

    func lines(_ world: World) -> [String] {
        world.messages.map { message in
            var line = "\(day(message.dueAt)) \(message.step) \(message.state.name)"
            if !message.reason.isEmpty { line += ": \(message.reason)" }
            return line
        }
    }

    private static let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    private var monday: Instant { Instant(iso8601: "\(week)T00:00:00Z")! }

    func moment(_ text: String) -> Instant {
        let parts = text.split(separator: " ")
        let clock = parts[1].split(separator: ":").map { Int64($0)! }
        let day = Int64(Story.days.firstIndex(of: String(parts[0].prefix(3)))!)
        let weeks = (Int64(parts[0].dropFirst(3)) ?? 1) - 1
        return monday + .days(weeks * 7 + day) + .hours(clock[0]) + .minutes(clock[1])
    }

    private func day(_ moment: Instant) -> String {
        let minutes = (moment - monday).milliseconds / 60_000
        let (day, minute) = (minutes / 1440, minutes % 1440)
        let week = day < 7 ? "" : "\(day / 7 + 1)"
        let clock = [minute / 60, minute % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
        return "\(Story.days[Int(day % 7)])\(week) \(clock)"
    }
}

/// One thing that happens.
struct Happening: Sendable {
    let at: String
    let perform: @Sendable (inout World) throws -> Void

    static let ana = [Identity(.user, "ana")!, Identity(.anonymous, "laptop")!]
    static let email = Identity(.email, "ana@example.com")!

    /// Ana says yes to e-mail.
    static func subscribes(_ at: String, zone: String? = nil, source: String = "form") -> Happening {
        Happening(at: at) { world in
            var traits: JSONObject = [
                "email": "ana@example.com", "first_name": "Ana",
                "consents": ["email": ["status": "granted", "source": .string(source)]],
            ]
            if let zone { traits["timezone"] = .string(zone) }
            try world.identify(traits, by: ana + [email])
        }
    }

    static func unsubscribes(_ at: String) -> Happening {
        Happening(at: at) { world in
            let consent = Consent(channel: .email, status: .withdrawn, source: "one-click", at: world.now)
            try world.obey(.consent(consent), by: ana[0])
        }
    }

    static func event(
        _ at: String, _ name: String, _ properties: JSONObject = [:], by identities: [Identity] = ana,
        authority: Event.Authority = .server, historical: Bool = false
    ) -> Happening {
        Happening(at: at) { world in
            try world.track(name, properties, by: identities, authority: authority, historical: historical)
        }
    }

    static func adds(_ at: String, _ sku: String = "cup", cart: String = "c1", by: [Identity] = ana) -> Happening {
        event(at, "Product Added", line(sku, cart), by: by, authority: .browser)
    }

    static func removes(_ at: String, _ sku: String = "cup", cart: String = "c1") -> Happening {
        event(at, "Product Removed", line(sku, cart), authority: .browser)
    }

    private static func line(_ sku: String, _ cart: String) -> JSONObject {
        ["sku": .string(sku), "name": .string("A \(sku)"), "price": 12, "cart_id": .string(cart)]
    }

    static func checksOut(
        _ at: String, _ checkout: String = "k1", by identities: [Identity] = ana, authority: Event.Authority = .browser
    ) -> Happening {
        let products: JSON = [["sku": "cup", "name": "A cup", "price": 12, "quantity": 2]]
        return event(
            at, "Checkout Started", ["checkout_id": .string(checkout), "products": products, "currency": "EUR"],
            by: identities, authority: authority)
    }

    static func orders(
        _ at: String, _ order: String = "o1", by identities: [Identity] = ana, authority: Event.Authority = .server,
        historical: Bool = false
    ) -> Happening {
        event(
            at, "Order Completed", ["order_id": .string(order), "total": 24, "currency": "EUR"], by: identities,
            authority: authority, historical: historical)
    }
}
