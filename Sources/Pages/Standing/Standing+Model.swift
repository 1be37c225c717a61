import Values

/// The stages of the lifecycle, the highest first.
public struct StagesModel: Sendable {
    public var rows: [Row]
    /// Customers there are.
    public var people: Int
    /// Who is at no stage.
    public var without: Int
    /// Whether everybody was looked at; else it is reckoned from a sample.
    public var isExact: Bool

    public init(rows: [Row], people: Int, without: Int, isExact: Bool) {
        self.rows = rows
        self.people = people
        self.without = without
        self.isExact = isExact
    }

    public struct Row: Sendable {
        public var id: String
        public var name: String
        public var place: Int
        /// What it is for, or the rule as a sentence.
        public var about: String
        public var state: SegmentState
        /// Who is at it: fulfils it and none that is higher.
        public var people: Int

        public init(id: String, name: String, place: Int, about: String, state: SegmentState, people: Int) {
            self.id = id
            self.name = name
            self.place = place
            self.about = about
            self.state = state
            self.people = people
        }
    }
}

/// Scores and what gives points to each.
public struct ScoresModel: Sendable {
    public var scores: [Score]
    /// Customers there are.
    public var people: Int
    public var isExact: Bool

    public init(scores: [Score], people: Int, isExact: Bool) {
        self.scores = scores
        self.people = people
        self.isExact = isExact
    }

    public struct Score: Sendable {
        /// "" of the one without a name.
        public var name: String
        /// With any points.
        public var people: Int
        /// Of these people.
        public var average: Number
        public var highest: Number
        public var rules: [Rule]

        public init(name: String, people: Int, average: Number, highest: Number, rules: [Rule]) {
            self.name = name
            self.people = people
            self.average = average
            self.highest = highest
            self.rules = rules
        }
    }

    public struct Rule: Sendable {
        public var id: String
        public var name: String
        public var about: String
        public var state: SegmentState
        public var points: Number
        /// Days after which nothing is left; nil where the points stay.
        public var fadesOverDays: Int?
        /// For whom it holds.
        public var people: Int

        public init(
            id: String, name: String, about: String, state: SegmentState, points: Number, fadesOverDays: Int?,
            people: Int
        ) {
            self.id = id
            self.name = name
            self.about = about
            self.state = state
            self.points = points
            self.fadesOverDays = fadesOverDays
            self.people = people
        }
    }
}

/// What follows from a rule that everybody is asked: they are in, at a stage, or have points.
public enum RuleKind: Sendable, Hashable {
    case segment
    case stage(place: Int)
    case points(score: String, points: Number, fadesOverDays: Int?)

    public enum Word: String, Sendable, CaseIterable { case segment, stage, points }

    public var word: Word {
        switch self {
        case .segment: .segment
        case .stage: .stage
        case .points: .points
        }
    }

    var list: String {
        switch self {
        case .segment: Route.segments
        case .stage: Route.stages
        case .points: Route.scores
        }
    }
}
