import Values

/// What flows gave people to do.
public struct TasksModel: Sendable {
    public var filter: Filter
    /// Open tasks in all, and those overdue.
    public var open: Int
    public var overdue: Int
    /// Everybody a task can be given to: people and teams.
    public var assignees: [String]
    public var flows: [MessagesModel.FlowChoice]
    /// The most urgent first.
    public var rows: [Row]
    public var paging: Paging

    public init(
        filter: Filter = Filter(), open: Int, overdue: Int, assignees: [String] = [],
        flows: [MessagesModel.FlowChoice] = [], rows: [Row], paging: Paging
    ) {
        self.filter = filter
        self.open = open
        self.overdue = overdue
        self.assignees = assignees
        self.flows = flows
        self.rows = rows
        self.paging = paging
    }

    /// From the query: `state`, `assignee`, `flow`.
    public struct Filter: Sendable, Equatable {
        public var state: State
        /// Nil for all, empty for tasks that nobody has.
        public var assignee: String?
        public var flowID: String?

        public init(state: State = .open, assignee: String? = nil, flowID: String? = nil) {
            self.state = state
            self.assignee = assignee
            self.flowID = flowID
        }

        /// In the query for tasks that nobody has.
        public static let nobody = "-"

        var query: Query {
            Query().adding("state", state == .open ? nil : state.rawValue)
                .adding("assignee", assignee.map { $0.isEmpty ? Filter.nobody : $0 }).adding("flow", flowID)
        }
    }

    public enum State: String, Sendable, CaseIterable { case open, done, all }

    public enum Priority: String, Sendable, CaseIterable {
        case low, normal, high, urgent

        var tone: Tone? {
            switch self {
            case .low, .normal: nil
            case .high: .warn
            case .urgent: .bad
            }
        }
    }

    public struct Row: Sendable {
        public var id: String
        public var title: String
        public var details: String
        /// Nil where it concerns the shop alone.
        public var person: PersonName?
        public var flowID: String
        public var flowName: String
        public var journeyID: String?
        public var assignee: String?
        public var priority: Priority
        public var due: Instant?
        public var created: Instant
        /// When and by whom it was done; nil where it is open.
        public var done: Done?

        public init(
            id: String, title: String, details: String = "", person: PersonName? = nil, flowID: String,
            flowName: String, journeyID: String? = nil, assignee: String? = nil, priority: Priority = .normal,
            due: Instant? = nil, created: Instant, done: Done? = nil
        ) {
            self.id = id
            self.title = title
            self.details = details
            self.person = person
            self.flowID = flowID
            self.flowName = flowName
            self.journeyID = journeyID
            self.assignee = assignee
            self.priority = priority
            self.due = due
            self.created = created
            self.done = done
        }
    }

    public struct Done: Sendable {
        public var at: Instant
        public var author: String

        public init(at: Instant, author: String) {
            self.at = at
            self.author = author
        }
    }
}

/// What a button of a task does; the raw value is the last part of the address.
public enum TaskChange: String, Sendable, CaseIterable {
    case done, reopen, assign

    public func notice(in context: PageContext) -> Notice {
        Notice(isProblem: false, text: context.catalog.task.changed(self))
    }
}
