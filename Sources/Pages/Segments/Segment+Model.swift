import Values

/// One segment: its rule, its members, how many there were, and where it is used.
public struct SegmentModel: Sendable {
    public var id: String
    public var name: String
    public var about: String
    public var state: SegmentState
    /// The rule as it is written, and as one English sentence.
    public var text: String
    public var sentence: String
    public var size: Int?
    public var people: Int?
    public var growth: [Point]
    public var members: [Member]
    public var paging: Paging
    public var why: Why
    public var uses: [Use]
    public var versions: [Version]
    public var warnings: [String]
    /// The newest who came and went.
    public var changes: [Change]
    /// What follows from the rule; members are kept of segments alone.
    public var kind: RuleKind
    /// Of a stage or a rule of points: for whom it holds.
    public var holding: Int?
    /// Where the rule follows the store's reorder interval.
    public var rhythm: Rhythm?
    /// Where the rule compares with figures over everybody.
    public var measures: Measures?

    public init(
        id: String, name: String, about: String, state: SegmentState, text: String, sentence: String, size: Int?,
        people: Int?, growth: [Point], members: [Member], paging: Paging, why: Why = .unasked, uses: [Use],
        versions: [Version], warnings: [String], changes: [Change], kind: RuleKind = .segment, holding: Int? = nil,
        rhythm: Rhythm? = nil, measures: Measures? = nil
    ) {
        self.measures = measures
        self.rhythm = rhythm
        self.kind = kind
        self.holding = holding
        self.id = id
        self.name = name
        self.about = about
        self.state = state
        self.text = text
        self.sentence = sentence
        self.size = size
        self.people = people
        self.growth = growth
        self.members = members
        self.paging = paging
        self.why = why
        self.uses = uses
        self.versions = versions
        self.warnings = warnings
        self.changes = changes
    }

    public struct Point: Sendable, Hashable {
        public var at: Instant
        public var size: Int

        public init(at: Instant, size: Int) {
            self.at = at
            self.size = size
        }
    }

    public struct Member: Sendable {
        public var id: String
        public var name: String?
        public var email: String?
        /// Nil where it is not kept.
        public var since: Instant?

        public init(id: String, name: String?, email: String?, since: Instant?) {
            self.id = id
            self.name = name
            self.email = email
            self.since = since
        }
    }

    /// A flow or segment that names this one.
    public struct Use: Sendable {
        public enum Kind: Sendable { case flow, segment }

        public var kind: Kind
        public var id: String
        public var name: String

        public init(kind: Kind, id: String, name: String) {
            self.kind = kind
            self.id = id
            self.name = name
        }
    }

    public struct Version: Sendable {
        public var number: Int
        public var at: Instant
        public var author: String
        public var text: String

        public init(number: Int, at: Instant, author: String, text: String) {
            self.number = number
            self.at = at
            self.author = author
            self.text = text
        }
    }

    public struct Change: Sendable {
        public var id: String
        public var name: String
        public var at: Instant
        public var isEntry: Bool

        public init(id: String, name: String, at: Instant, isEntry: Bool) {
            self.id = id
            self.name = name
            self.at = at
            self.isEntry = isEntry
        }
    }
}

extension SegmentModel {
    /// How a rule follows the store's reorder interval.
    public struct Rhythm: Sendable, Hashable {
        /// In the rule now.
        public var days: Int
        /// Half of the customers order again within so many days, by so many reorders; nil while too few did.
        public var reorder: (days: Int, gaps: Int)? { gaps > 0 ? (reorderDays, gaps) : nil }
        private var reorderDays: Int
        private var gaps: Int
        public var takenAt: Instant?
        public var snapshot: Int

        public init(days: Int, reorder: (days: Int, gaps: Int)?, takenAt: Instant?, snapshot: Int) {
            self.days = days
            reorderDays = reorder?.days ?? 0
            gaps = reorder?.gaps ?? 0
            self.takenAt = takenAt
            self.snapshot = snapshot
        }
    }

    /// The answer to “why is Ana in, or not?”.
    public enum Why: Sendable {
        case unasked
        case nobody(asked: String)
        case answer(WhyAnswer)
    }

    public struct WhyAnswer: Sendable {
        public var asked: String
        public var id: String
        public var name: String
        public var holds: Bool
        /// Since when they are in; nil where they are not.
        public var since: Instant?
        /// When time alone changes the answer; nil where it never does.
        public var until: Instant?
        /// The parts of the rule from the top, each with its answer.
        public var trace: [Trace]

        public init(
            asked: String, id: String, name: String, holds: Bool, since: Instant?, until: Instant?, trace: [Trace]
        ) {
            self.asked = asked
            self.id = id
            self.name = name
            self.holds = holds
            self.since = since
            self.until = until
            self.trace = trace
        }
    }

    public struct Trace: Sendable, Hashable {
        public enum Join: Sendable { case all, any, not }

        public var text: String
        /// How it joins the parts below it; nil where there are none.
        public var join: Join?
        public var holds: Bool
        /// 0 at the top.
        public var depth: Int
        /// What was found, such as `2 of 2`; empty where there is nothing to add.
        public var found: String
        /// Names of what changed since it was found.
        public var changedSince: [String]
        public var until: Instant?

        public init(
            text: String, join: Join? = nil, holds: Bool, depth: Int, found: String = "", changedSince: [String] = [],
            until: Instant? = nil
        ) {
            self.changedSince = changedSince
            self.text = text
            self.join = join
            self.holds = holds
            self.depth = depth
            self.found = found
            self.until = until
        }
    }
}
