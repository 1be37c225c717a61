import Values

/// One flow, read only: its rules, its steps from top to bottom, and the numbers on each.
public struct FlowModel: Sendable {
    public var id: String
    public var name: String
    public var state: FlowState
    public var version: Int
    public var trigger: String
    /// The trigger's filter as a condition; nil where every such event starts a journey.
    public var triggerFilter: String?
    public var goal: String?
    public var exits: [String]
    /// Who may enter again and when, in words.
    public var reentry: String
    public var figures: FlowFigures
    public var warnings: [String]
    public var steps: [FlowStep]
    /// The flow's YAML file as stored; empty hides it.
    public var source: String
    /// Newest first.
    public var versions: [Version]

    public init(
        id: String, name: String, state: FlowState, version: Int, trigger: String, triggerFilter: String?,
        goal: String?, exits: [String], reentry: String, figures: FlowFigures, warnings: [String],
        steps: [FlowStep], source: String, versions: [Version] = []
    ) {
        self.id = id
        self.name = name
        self.state = state
        self.version = version
        self.trigger = trigger
        self.triggerFilter = triggerFilter
        self.goal = goal
        self.exits = exits
        self.reentry = reentry
        self.figures = figures
        self.warnings = warnings
        self.steps = steps
        self.source = source
        self.versions = versions
    }

    /// One text of the flow.
    public struct Version: Sendable {
        public var number: Int
        public var at: Instant
        public var author: String
        /// Whether new journeys take it.
        public var isLive: Bool

        public init(number: Int, at: Instant, author: String, isLive: Bool) {
            self.number = number
            self.at = at
            self.author = author
            self.isLive = isLive
        }
    }
}

/// What a button of a flow's page does.
public enum FlowChange: String, Sendable, CaseIterable {
    case pause, resume, archive
    case rollBack = "roll-back"
}

extension FlowState {
    /// Whether it runs, or would but for being paused.
    var isRunning: Bool { self == .live || self == .paused }
}

/// One card of the drawing; a split carries its branches, which come together again below it.
public struct FlowStep: Sendable {
    public var kind: Kind
    /// Such as `E-mail` or `Wait`; the kind's own word where empty.
    public var title: String
    /// Such as the subject, the length of the wait or the condition.
    public var detail: String
    /// Journeys that came past; nil where nobody counts them.
    public var passed: Int?
    /// Journeys that stand here now.
    public var waiting: Int
    public var branches: [Branch]

    public init(
        kind: Kind, title: String = "", detail: String, passed: Int?, waiting: Int = 0, branches: [Branch] = []
    ) {
        self.kind = kind
        self.title = title
        self.detail = detail
        self.passed = passed
        self.waiting = waiting
        self.branches = branches
    }

    public struct Branch: Sendable {
        public var name: String
        public var steps: [FlowStep]

        public init(name: String, steps: [FlowStep]) {
            self.name = name
            self.steps = steps
        }
    }

    public enum Kind: String, Sendable, CaseIterable {
        case send, wait, waitForEvent, split, updateProperty, end

        var tone: Tone {
            switch self {
            case .send: .info
            case .wait, .waitForEvent: .warn
            case .split: .plum
            case .updateProperty: .teal
            case .end: .plain
            }
        }

        var icon: Icon {
            switch self {
            case .send: .mail
            case .wait: .clock
            case .waitForEvent: .pulse
            case .split: .split
            case .updateProperty: .edit
            case .end: .end
            }
        }
    }
}
