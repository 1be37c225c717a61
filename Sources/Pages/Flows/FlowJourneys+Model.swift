import Values

/// The journeys of one flow, newest first.
public struct FlowJourneysModel: Sendable {
    public var head: FlowHead
    public var filter: Filter
    /// The steps by which they can be filtered.
    public var steps: [StepChoice]
    public var versions: [Int]
    public var rows: [Row]
    public var paging: Paging

    public init(
        head: FlowHead, filter: Filter = Filter(), steps: [StepChoice] = [], versions: [Int] = [], rows: [Row],
        paging: Paging
    ) {
        self.head = head
        self.filter = filter
        self.steps = steps
        self.versions = versions
        self.rows = rows
        self.paging = paging
    }

    /// From the query: `q`, `state`, `step`, `version`.
    public struct Filter: Sendable, Equatable {
        /// Part of a name or address; empty for all.
        public var search: String
        public var state: JourneyState?
        public var step: String?
        public var version: Int?

        public init(search: String = "", state: JourneyState? = nil, step: String? = nil, version: Int? = nil) {
            self.search = search
            self.state = state
            self.step = step
            self.version = version
        }

        var query: Query {
            Query().adding("q", search).adding("state", state?.rawValue).adding("step", step)
                .adding("version", version.map(String.init))
        }
    }

    public struct StepChoice: Sendable {
        public var id: String
        public var sentence: String

        public init(id: String, sentence: String) {
            self.id = id
            self.sentence = sentence
        }
    }

    public struct Row: Sendable {
        public var id: String
        public var person: PersonName
        public var began: Instant
        public var version: Int
        public var state: JourneyState
        /// The step at which it stands or ended, in words.
        public var place: String
        /// What comes next, in words; nil where nothing does.
        public var next: String?
        public var nextAt: Instant?
        /// The step at which it stands; nil where it is over.
        public var stepID: String?

        public init(
            id: String, person: PersonName, began: Instant, version: Int, state: JourneyState, place: String,
            next: String? = nil, nextAt: Instant? = nil
        ) {
            self.id = id
            self.person = person
            self.began = began
            self.version = version
            self.state = state
            self.place = place
            self.next = next
            self.nextAt = nextAt
        }
    }
}
