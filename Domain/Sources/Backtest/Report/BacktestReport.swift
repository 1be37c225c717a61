import Engine
import Values

/// What a draft would have done over a stretch of the store's past.
///
/// A value that is folded together from outcomes, person by person; reports of parts merge into the report of the whole.
public struct BacktestReport: Sendable, Hashable {
    /// Slug and name of the flow.
    public var flow: String
    public var name: String
    public var from: Instant
    public var until: Instant
    /// In which days are counted.
    public var zone: Zone
    /// People who were looked at, and their events within the stretch.
    public var people = 0
    public var events = 0
    /// Of those events of which more than the moment was read, the ones that were imported after they had happened.
    public var importedEvents = 0
    public var draft = BacktestFigures()
    /// Of the version that is live now; nil where none is.
    public var live: BacktestFigures?
    /// By the slugs of other live flows.
    public var collisions: [String: Collisions] = [:]
    /// Codes that are left in the pools that the draft takes from.
    public var codesLeft: [String: Int] = [:]
    /// How many people have a property without a history that was taken as it is today, by its name.
    public var takenAsToday: [String: Int] = [:]
    public var samples = BacktestSamples()
    let flows: [Int64: String]
    let currency: String?

    /// Days on which both the draft and another live flow had a message for one person.
    public struct Collisions: Sendable, Hashable {
        public var people = 0
        /// Days of one person.
        public var days = 0
        /// Of these, days on which both went out.
        public var bothSent = 0

        public init() {}
    }

    init(_ plan: BacktestPlan) {
        flow = plan.draft.slug
        name = plan.draft.name
        from = plan.from
        until = plan.until
        zone = plan.settings.zone
        live = plan.liveVersion == nil ? nil : BacktestFigures()
        let kinds = plan.draft.steps.map(\.kind) + (plan.liveVersion?.steps.map(\.kind) ?? [])
        for case let step as CouponStep in kinds {
            codesLeft[step.pool] =
                step.terms.isGenerated
                ? step.terms.mostCodes ?? CouponStep.mostCodes : plan.pools[step.pool, default: 0]
        }
        flows = Dictionary(
            ([plan.draft] + plan.others).map { ($0.id, $0.slug) }, uniquingKeysWith: { first, _ in first })
        currency = plan.settings.currency
    }

    init(
        flow: String, name: String, from: Instant, until: Instant, zone: Zone
    ) {
        (self.flow, self.name, self.from, self.until, self.zone) = (flow, name, from, until, zone)
        flows = [:]
        currency = nil
    }

    /// Days since 1970-01-01 of the workspace's calendar.
    public func day(of moment: Instant) -> Int64 { zone.local(moment).date.dayNumber }

    /// The day on which a pool would have run dry, with the codes that are left in it today.
    public func runsDry(pool: String) -> Int64? {
        draft.coupons[pool]?.runsDry(holding: codesLeft[pool, default: 0])
    }

    /// What the draft would have done more (or less) than the live version; nil where none is live.
    public var difference: Difference? {
        live.map { live in
            Difference(
                journeys: draft.journeys - live.journeys, messages: draft.messages - live.messages,
                peopleEntered: draft.peopleEntered - live.peopleEntered,
                peopleWritten: draft.peopleWritten - live.peopleWritten)
        }
    }

    public struct Difference: Sendable, Hashable {
        public var journeys: Int
        public var messages: Int
        public var peopleEntered: Int
        public var peopleWritten: Int
    }

    // What a report was made with is no part of what it says.
    public static func == (a: BacktestReport, b: BacktestReport) -> Bool { a.json == b.json }
    public func hash(into hasher: inout Hasher) { hasher.combine(json) }
}
