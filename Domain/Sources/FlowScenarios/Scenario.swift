import Engine
import Values

/// A flow's scenarios: what happens to somebody, and what must come of it (docs/flows.md, "Testing a flow").
public struct ScenarioFile: Sendable {
    /// Slug of the flow under test.
    public let flow: String
    /// Slugs of other flows that are live too.
    public let others: [String]
    public var settings: WorkspaceSettings
    public let segments: [Segment]
    /// Codes by pool.
    public let coupons: [String: [String]]
    public let clock: ScenarioClock
    public let scenarios: [Scenario]
}

/// One story of one person.
public struct Scenario: Sendable {
    public let name: String
    /// From 1, in the file.
    public let line: Int
    /// Properties that are known before anything happens.
    let person: JSONObject
    /// Channels that the person agreed to before anything happens.
    let consents: [Channel]
    /// By a test's name or a step's id: which way is taken.
    let takes: [String: String]
    /// By a step's id: what the outside answers.
    let answers: [String: EffectAnswer.Result]
    /// Codes by pool, in place of the file's; nil where those hold.
    let coupons: [String: [String]]?
    let happenings: [Happening]
    public let expected: [ScenarioLine]

    /// One thing that happens.
    struct Happening: Sendable {
        let at: Instant
        let what: What

        enum What: Sendable {
            case event(String, JSONObject, Event.Authority)
            case identify(JSONObject)
            case consent(Channel, Consent.Status)
            case receipt(Command.Receipt.Kind, step: String)
            case label(Label, isMember: Bool)
            case start(String, JSONObject)
            /// The catalog states a product: its id or SKU, with `stock`, `price` and `currency`.
            case catalog(JSONObject)
            /// Time goes on to here.
            case nothing
        }
    }
}

/// Something that came of a story, or is to come of it.
public struct ScenarioLine: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case sent, held, refused, task, alert, webhook, audience, entered, ended, step, emitted

        /// Whether every one that happens must be expected.
        var mustBeListed: Bool {
            switch self {
            case .sent, .refused, .task, .alert, .webhook, .audience: true
            case .held, .entered, .ended, .step, .emitted: false
            }
        }
    }

    public var at: Instant
    public var kind: Kind
    /// A step's id, a flow's slug, an event's or audience's name, a task's or alert's title.
    public var name: String
    /// Why; of an expected line a part of it, empty where any will do.
    public var reason: String

    /// Whether this is what was expected; of titles the beginning will do.
    func answers(_ expected: ScenarioLine) -> Bool {
        guard kind == expected.kind, at == expected.at else { return false }
        return isLike(expected)
    }

    /// The same but for its moment.
    func isLike(_ expected: ScenarioLine) -> Bool {
        guard kind == expected.kind else { return false }
        let isNamed = kind == .task || kind == .alert ? name.hasPrefix(expected.name) : name == expected.name
        return isNamed && (expected.reason.isEmpty || reason.lowercased().contains(expected.reason.lowercased()))
    }

    func text(_ clock: ScenarioClock) -> String {
        "\(clock.text(at)) \(kind.rawValue) \(name)\(reason.isEmpty ? "" : " because \(reason)")"
    }
}
