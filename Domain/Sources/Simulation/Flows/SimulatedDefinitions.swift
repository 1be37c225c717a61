import Conditions
import Engine
import Values

/// What is live in the simulated shop, in three editions: every kind of trigger, step, wait and condition that one
/// person's events can reach.
enum SimulatedDefinitions {
    static let first = Edition(
        number: 1, flows: flows(1), earlier: [], segments: firstConditions, isNew: [], moves: [])

    /// Flows are edited while journeys are under way, some of which move; a flow with watches and a segment are new.
    static let second = Edition(
        number: 2, flows: flows(2), earlier: flows(1), segments: firstConditions + [lookedTwice(within: 45)],
        isNew: ["Looked twice"], moves: moves)

    /// One flow is gone with its old versions, one segment too, and whoever asked for it is looked at again.
    static let third = Edition(
        number: 3, flows: flows(2).filter { $0.slug != "hot-lead" },
        earlier: flows(1).filter { $0.slug != "hot-lead" },
        segments: Array(firstConditions.dropFirst()) + [lookedTwice(within: 50)], isNew: ["Looked twice", "Ripe"],
        moves: [])

    static let settings: WorkspaceSettings = {
        var settings = WorkspaceSettings(zone: Zone("Europe/Berlin")!)
        settings.hoursByCountry = ["ES": MarketingHours(opens: 10 * 60, closes: 22 * 60, onSundays: false)]
        settings.caps = [
            MarketingCap(scope: .topic("news"), cap: MessageCap(most: 2, days: 3)),
            MarketingCap(scope: .all, cap: MessageCap(most: 4, days: 7)),
        ]
        settings.exclusions = [MarketingExclusion(name: "quiet", condition: #"tagged("quiet")"#)]
        return settings
    }()

    static func slug(_ flow: Int64) -> String { slugs[flow] ?? "" }
    private static let slugs = Dictionary(uniqueKeysWithValues: flows(2).map { ($0.id, $0.slug) })
    /// Of all flows that are ever live.
    static let allSlugs = flows(2).map(\.slug)

    private static let texts = SimulatedFlows.sending + SimulatedFlows.acting + SimulatedFlows.offering

    private static let parsed: [Int64: [Flow]] = [
        1: texts.map { read($0, version: 1) },
        2: (texts + [SimulatedFlows.rising]).map { text in
            read(
                SimulatedFlows.changes.reduce(text) { $0.replacing($1.0, with: $1.1) }, version: 2)
        },
    ]

    private static func flows(_ version: Int64) -> [Flow] { parsed[version]! }

    static func read(_ text: String, version: Int64) -> Flow {
        do { return try FlowFile.read(text, version: version) } catch {
            preconditionFailure("a flow of the simulation cannot be read: \(error)")
        }
    }

    /// Journeys whose step is gone go on at another, end, or stay on the earlier version.
    private static let moves: [FlowMove] = {
        let places: [String: [String: FlowMove.Place]] = [
            "abandoned-cart": [:], "keen": [:], "by-hand": ["night": .step("dawn"), "coded": .end],
            "hot-lead": ["look": .stay],
        ]
        return places.sorted { $0.key < $1.key }.map { slug, places in
            let old = flows(1).first { $0.slug == slug }!
            let new = flows(2).first { $0.slug == slug }!
            let move = FlowMove(flow: old.id, from: 1, to: 2, places: places)
            precondition(move.faults(from: old, to: new).isEmpty, "a move of the simulation cannot be made")
            return move
        }
    }()

    private static func lookedTwice(within minutes: Int) -> NamedCondition {
        NamedCondition("Looked twice", #"count("Product Viewed", last: \#(minutes) minutes) >= 2"#)
    }

    private static let firstConditions = [
        NamedCondition("Browsing", #"count("Product Viewed", last: 2 hours) >= 3"#),
        NamedCondition("Bought today", #"any("Order Completed", last: 1 day)"#),
        NamedCondition(
            "Left a cart", #"any("Checkout Started", last: 3 hours) and none("Order Completed", last: 3 hours)"#),
        NamedCondition("German reader", #"profile.country == "DE" and consents(email)"#),
        NamedCondition("Ripe", #"member("Left a cart") and member("Browsing")"#),
        NamedCondition("Opened lately", #"any("Email Opened", last: 6 hours)"#),
        NamedCondition("Spent", #"sum("Order Completed".total, last: 12 hours) > 50"#),
        NamedCondition("Never bought", #"none("Order Completed")"#),
        NamedCondition("On the list", #"listed("Newsletter") and not tagged("quiet")"#),
    ]

    struct NamedCondition {
        let name: String
        let text: String
        let compiled: CompiledCondition

        init(_ name: String, _ text: String) {
            self.name = name
            self.text = text
            do { compiled = CompiledCondition(try Condition.parse(text)) } catch {
                preconditionFailure("a segment of the simulation cannot be read: \(error)")
            }
        }

        func segment(build: SegmentBuild?) -> Segment {
            Segment(
                id: Segment.id(named: name), name: name, condition: compiled, version: Segment.version(of: text),
                build: build)
        }
    }
}
