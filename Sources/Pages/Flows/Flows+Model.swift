/// The list of flows with their figures.
public struct FlowsModel: Sendable {
    /// From the query `state`; nil for all but the archived.
    public var filter: FlowState?
    public var rows: [Row]

    public init(filter: FlowState? = nil, rows: [Row]) {
        self.filter = filter
        self.rows = rows
    }

    public struct Row: Sendable {
        public var id: String
        public var name: String
        public var state: FlowState
        /// The trigger in words, such as `Checkout Started`.
        public var trigger: String
        public var figures: FlowFigures
        public var warnings: [String]
        /// Its steps, of which the shape alone is drawn.
        public var steps: [FlowStep]
        /// Whether a draft of the next version waits.
        public var hasDraft: Bool

        public init(
            id: String, name: String, state: FlowState, trigger: String, figures: FlowFigures, warnings: [String],
            steps: [FlowStep] = [], hasDraft: Bool = false
        ) {
            self.id = id
            self.name = name
            self.state = state
            self.trigger = trigger
            self.figures = figures
            self.warnings = warnings
            self.steps = steps
            self.hasDraft = hasDraft
        }
    }
}

/// Whether a flow takes people in.
public enum FlowState: String, Sendable, CaseIterable {
    case draft, live, paused, archived

    var tone: Tone {
        switch self {
        case .draft: .info
        case .live: .good
        case .paused: .warn
        case .archived: .plain
        }
    }
}

/// What a flow has done so far.
public struct FlowFigures: Sendable {
    /// Journeys ever started; the goal's share is taken of these.
    public var entered: Int
    public var underWay: Int
    public var sent: Int
    public var goalReached: Int
    /// What goal orders were worth; nil where the goal is no order.
    public var revenue: MoneyAmount?

    public init(entered: Int, underWay: Int, sent: Int, goalReached: Int, revenue: MoneyAmount? = nil) {
        self.entered = entered
        self.underWay = underWay
        self.sent = sent
        self.goalReached = goalReached
        self.revenue = revenue
    }
}
