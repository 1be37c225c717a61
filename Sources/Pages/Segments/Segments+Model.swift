import Values

/// The list of segments.
public struct SegmentsModel: Sendable {
    public var search: String
    public var showsArchived: Bool
    public var rows: [Row]
    /// Everybody there is, whose part a segment is; nil where unknown.
    public var people: Int?

    public init(search: String, showsArchived: Bool, rows: [Row], people: Int?) {
        self.search = search
        self.showsArchived = showsArchived
        self.rows = rows
        self.people = people
    }

    public struct Row: Sendable {
        public var id: String
        public var name: String
        /// What it is for, or the rule as a sentence.
        public var about: String
        public var state: SegmentState
        /// Nil until it was counted.
        public var size: Int?
        /// Sizes at even distances, oldest first.
        public var growth: [Int]
        /// How many more there are than a week ago; nil where that is unknown.
        public var week: Int?
        public var cost: SegmentCost
        /// Flows and segments that name it.
        public var uses: Int

        public init(
            id: String, name: String, about: String, state: SegmentState, size: Int?, growth: [Int], week: Int?,
            cost: SegmentCost, uses: Int
        ) {
            self.id = id
            self.name = name
            self.about = about
            self.state = state
            self.size = size
            self.growth = growth
            self.week = week
            self.cost = cost
            self.uses = uses
        }
    }
}

/// Whether a segment's members are known.
public enum SegmentState: Sendable, Hashable {
    case live, archived
    /// Percent of people asked so far.
    case building(Int)

    var tone: Tone {
        switch self {
        case .live: .good
        case .building: .info
        case .archived: .plain
        }
    }
}

/// What it takes to keep a segment exact.
public enum SegmentCost: Sendable, Hashable {
    /// It costs nothing while nothing of it changes: how many events a day touch it.
    case events(perDay: Int)
    /// Any change of a profile may touch it.
    case profiles
    case unknown
}
