import Values

/// A dry run of a flow over the store's own past.
public struct BacktestModel: Sendable {
    public var head: FlowHead
    /// How many days back; the form's field `days`.
    public var days: Int
    public var state: State
    /// Whose way was asked for, where nobody is known by that; else empty.
    public var asked: String

    public init(head: FlowHead, days: Int = 90, state: State, asked: String = "") {
        self.head = head
        self.days = days
        self.state = state
        self.asked = asked
    }

    /// The choices of the form.
    static let stretches = [7, 30, 90, 180, 365]

    public enum State: Sendable {
        case neverRun
        case running(Progress)
        /// Why it could not be run.
        case failed(String)
        case done(BacktestResult)
    }

    public struct Progress: Sendable {
        public var percent: Int
        /// People who were looked at so far.
        public var people: Int
        public var of: Int

        public init(percent: Int, people: Int, of: Int) {
            self.percent = percent
            self.people = people
            self.of = of
        }
    }
}

/// What the flow would have done.
public struct BacktestResult: Sendable {
    public var from: Instant
    public var until: Instant
    /// Which version was played; nil for the draft.
    public var version: Int?
    public var ranAt: Instant
    public var took: TimeSpan
    public var totals: Totals
    /// Messages a day, oldest first, from the day of `from`; of ``step`` alone where one is chosen.
    public var perDay: [Int]
    /// The step whose messages are shown by day; nil for those of all.
    public var step: String?
    public var steps: [Step]
    /// What held or refused messages, or kept people out.
    public var rules: [Rule]
    public var collisions: [Collision]
    public var coupons: [Coupon]
    /// How many people would have got how many messages, of this flow and of all.
    public var distribution: [Share]
    public var goals: Goals
    public var boughtAnyway: BoughtAnyway
    /// Against the live version; empty where none is live.
    public var differences: [Difference]
    /// What the past cannot tell, in sentences.
    public var caveats: [String]
    public var sample: [Sample]

    public init(
        from: Instant, until: Instant, version: Int? = nil, ranAt: Instant, took: TimeSpan, totals: Totals,
        perDay: [Int], step: String? = nil, steps: [Step] = [], rules: [Rule] = [], collisions: [Collision] = [],
        coupons: [Coupon] = [], distribution: [Share] = [], goals: Goals = Goals(),
        boughtAnyway: BoughtAnyway = BoughtAnyway(), differences: [Difference] = [], caveats: [String] = [],
        sample: [Sample] = []
    ) {
        self.from = from
        self.until = until
        self.version = version
        self.ranAt = ranAt
        self.took = took
        self.totals = totals
        self.perDay = perDay
        self.step = step
        self.steps = steps
        self.rules = rules
        self.collisions = collisions
        self.coupons = coupons
        self.distribution = distribution
        self.goals = goals
        self.boughtAnyway = boughtAnyway
        self.differences = differences
        self.caveats = caveats
        self.sample = sample
    }
}
