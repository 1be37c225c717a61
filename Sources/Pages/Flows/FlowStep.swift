/// One step of a drawing; a step that branches carries its branches, which come together again below it.
public struct FlowStep: Sendable {
    /// Unique in the flow.
    public var id: String
    /// The word that begins it in a flow file, such as `wait until`.
    public var keyword: String
    /// The picture's name in the flow language, such as `calendar-clock`.
    public var icon: String
    public var group: FlowStepGroup
    /// What it does, in one sentence.
    public var sentence: String
    public var numbers: Numbers
    /// Every way on, also one on which nothing happens.
    public var branches: [Branch]
    /// The step to which it jumps; nil for all others.
    public var target: String?
    /// Whether no journey comes from here to the step below, its branches aside: it ends or jumps away.
    public var leaves: Bool

    public init(
        id: String, keyword: String, icon: String, group: FlowStepGroup? = nil, sentence: String,
        numbers: Numbers = Numbers(), branches: [Branch] = [], target: String? = nil, leaves: Bool = false
    ) {
        self.id = id
        self.keyword = keyword
        self.icon = icon
        self.group = group ?? FlowStepGroup(keyword: keyword)
        self.sentence = sentence
        self.numbers = numbers
        self.branches = branches
        self.target = target
        self.leaves = leaves
    }

    /// What happened at a step so far.
    public struct Numbers: Sendable {
        /// Journeys that came past; nil where nobody counts them.
        public var passed: Int?
        /// Journeys that stand here now.
        public var standing: Int
        /// Messages that went out; nil for steps that send none, and so the next two.
        public var sent: Int?
        public var held: Int?
        public var refused: Int?
        /// Messages, calls or tasks that failed.
        public var failed: Int

        public init(
            passed: Int? = nil, standing: Int = 0, sent: Int? = nil, held: Int? = nil, refused: Int? = nil,
            failed: Int = 0
        ) {
            self.passed = passed
            self.standing = standing
            self.sent = sent
            self.held = held
            self.refused = refused
            self.failed = failed
        }
    }

    public struct Branch: Sendable {
        public var name: Name
        public var steps: [FlowStep]

        public init(_ name: Name, steps: [FlowStep]) {
            self.name = name
            self.steps = steps
        }

        public init(name: String, steps: [FlowStep]) { self.init(.named(name), steps: steps) }

        /// What leads into it.
        public enum Name: Sendable {
            /// As the flow's file calls it.
            case named(String)
            case ifSo, otherwise, gotCode, noCodeLeft, itCame, timeWasUp
        }
    }
}

extension FlowStep {
    /// Whether every way through it leaves the row in which it stands.
    var isOver: Bool { leaves || (!branches.isEmpty && branches.allSatisfy(\.isOver)) }

    /// How many cards stand side by side in it.
    var width: Int { max(1, branches.reduce(0) { $0 + $1.width }) }
}

extension FlowStep.Branch {
    var isOver: Bool { steps.last?.isOver ?? false }
    var width: Int { max(1, steps.map(\.width).max() ?? 1) }
}

/// What kinds of steps are alike: groups of the palette, and the colour of a card.
public enum FlowStepGroup: String, Sendable, CaseIterable {
    case messages, waiting, branches, people, offers, flows, team, systems, order

    /// The group of a keyword of the flow language; one that is new here stands among what orders a flow.
    public init(keyword: String) {
        switch keyword {
        case "send": self = .messages
        case "wait", "wait until", "wait for", "wait for condition": self = .waiting
        case "if", "choose", "split", "test", "holdout": self = .branches
        case "update", "increment", "add tag", "remove tag", "join list", "leave list": self = .people
        case "coupon": self = .offers
        case "emit", "start flow", "stop flow": self = .flows
        case "task", "alert": self = .team
        case "webhook", "add to audience", "remove from audience": self = .systems
        default: self = .order
        }
    }

    var tone: Tone {
        switch self {
        case .messages: .info
        case .waiting: .warn
        case .branches: .plum
        case .people, .flows: .teal
        case .offers: .good
        case .team: .accent
        case .systems, .order: .plain
        }
    }
}
