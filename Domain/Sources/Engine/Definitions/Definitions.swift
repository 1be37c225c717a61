import Conditions
import Values

/// A workspace's live flows, segments and settings: one immutable, numbered snapshot that all workers share.
///
/// A class, since every step of every person carries it along.
public final class Definitions: Sendable {
    public let version: Int64
    public let workspace: WorkspaceID
    public let settings: WorkspaceSettings
    /// The newest version of each live flow.
    public let flows: [Flow]
    /// What the evaluation of conditions needs of the workspace.
    public let facts: WorkspaceFacts
    /// What was counted over everybody last.
    public let ranks: RankSnapshot
    /// From which codes of coupons are made.
    public let couponKey: CouponKey
    /// By which held messages of one priority are ranked.
    public let values: MessageValues
    let segmentSet: SegmentSet
    /// What flows and segments ask for beside properties, events and memberships.
    let needs: FactNeeds
    /// To whom no marketing goes, whatever a flow says.
    let exclusions: CompiledExclusions
    /// Whether a segment or a watch is gathering its members.
    public let isBuilding: Bool
    /// Flows, in any version, whose messages depend on what can be bought.
    let stockFlows: Set<Int64>
    /// Those of them that show a cart.
    let cartFlows: Set<Int64>
    /// Events at which such a flow may write at once.
    let stockEvents: Set<String>
    let hasStages: Bool
    /// Adds up what a customer spent.
    let spent: CompiledFigure?
    /// A subject that holds the workspace's facts, so that those of all people share them.
    let anybody: Subject
    /// Flows that stand still: nobody enters, and no step of theirs begins. Exits and goals hold all the same.
    public let paused: Set<Int64>
    /// Flows that are over: nobody enters, and whoever is in one leaves it before anything more goes out.
    public let archived: Set<Int64>
    /// What of a person's history all of it reads.
    public let history: HistoryNeeds
    /// What is watched of everybody on behalf of live flows; each new one has to be built, like a segment.
    public let watches: [FlowWatch]
    /// Moments at which members of segments and lists have live flows start for them.
    public let schedules: [FlowSchedule]
    /// In the order in which they are evaluated.
    public let segments: [Segment]
    /// Journeys under way finish on the version they began with.
    private let versions: [FlowVersion: Flow]
    private let earlier: [Flow]
    private let newestVersions: [Int64: Flow]
    private let flowsByTrigger: TriggerIndex
    /// The live versions of flows that stand still: what they watch is watched on.
    public let standing: [Flow]
    private let standingByTrigger: TriggerIndex

    private struct FlowVersion: Hashable {
        let flow: Int64
        let version: Int64
    }

    /// - Parameters:
    ///   - earlier: versions that journeys may still be on.
    ///   - standing: of paused flows the version that goes on when they are resumed; it is among `earlier` too.
    ///   - watchBuilds: by a watch's id, the build that puts down who meets it already.
    public init(
        version: Int64, workspace: WorkspaceID = .first, settings: WorkspaceSettings = WorkspaceSettings(),
        flows: [Flow], earlier: [Flow] = [], segments: [Segment] = [], paused: Set<Int64> = [],
        archived: Set<Int64> = [], ranks: RankSnapshot = RankSnapshot(), rates: RateTable = RateTable(),
        watchBuilds: [Int64: SegmentBuild] = [:], couponKey: CouponKey = .open,
        values: MessageValues = MessageValues(), standing: [Flow] = []
    ) {
        self.version = version
        self.workspace = workspace
        self.settings = settings
        self.flows = flows
        self.paused = settings.marketingStopped ? paused.union([PausedWork.allMarketing]) : paused
        exclusions = CompiledExclusions(settings.exclusions)
        self.archived = archived
        versions = Dictionary(
            (earlier + flows).map { (FlowVersion(flow: $0.id, version: $0.version), $0) },
            uniquingKeysWith: { $1 })
        // What is live goes before what is newer and is not.
        newestVersions = Dictionary(
            (earlier.sorted { $0.version < $1.version } + flows).map { ($0.id, $0) }, uniquingKeysWith: { $1 })
        flowsByTrigger = TriggerIndex(flows)
        self.standing = standing
        standingByTrigger = TriggerIndex(standing)
        let starts = flows.flatMap(\.starts).map(\.kind)
        var known: Set<Int64> = []
        watches = (starts + standing.flatMap(\.starts).map(\.kind)).compactMap(\.watch).filter {
            known.insert($0.id).inserted
        }
        schedules = starts.compactMap(\.schedule).filter { known.insert($0.id).inserted }
        let watching = watches.compactMap { $0.segment(build: watchBuilds[$0.id]) }
        segmentSet = SegmentSet(segments + watching)
        self.segments = segmentSet.all.filter { $0.watch == nil }
        isBuilding = segmentSet.all.contains { $0.build != nil }
        needs = FactNeeds(
            segmentSet.all.map(\.requirements) + exclusions.requirements
                + (earlier + flows).flatMap(\.conditions).map(\.requirements))
        hasStages = segments.contains { if case .stage = $0.role { true } else { false } }
        self.ranks = ranks
        self.earlier = earlier
        let stocked = (earlier + flows + standing).filter(\.looksAtStock)
        stockFlows = Set(stocked.map(\.id))
        cartFlows = Set(stocked.filter(\.showsCart).map(\.id))
        stockEvents = Set(flows.filter { $0.looksAtStock && $0.sendsAtOnce }.flatMap(\.triggers))
        self.couponKey = couponKey
        self.values = values
        spent = ranks.rfm == nil ? nil : RFMFigures.spent(in: settings.currency)
        history = HistoryNeeds(
            flows: earlier + flows, segments: segmentSet.all, others: exclusions.requirements)
        var facts = WorkspaceFacts()
        facts.zone = settings.zone
        facts.currency = settings.currency
        facts.rates = rates
        facts.thresholds = ranks.thresholds
        self.facts = facts
        var anybody = Subject()
        anybody.workspace = facts
        self.anybody = anybody
    }

    public func flow(_ id: Int64, version: Int64) -> Flow? {
        versions[FlowVersion(flow: id, version: version)]
    }

    /// The live version of a flow, or the newest there was: what it is called, whether it runs or not.
    public func newest(_ id: Int64) -> Flow? { newestVersions[id] }

    /// Flows that an event may start, by its name and what it carries; nothing is looked at of the others.
    func flows(triggeredBy event: TimelineEvent) -> [Flow] { flowsByTrigger.flows(for: event).map { flows[$0] } }

    /// The same, by their places in `flows`.
    func places(triggeredBy event: TimelineEvent) -> [Int] { flowsByTrigger.flows(for: event) }

    /// Paused flows that an event would start.
    func pausedFlows(triggeredBy event: TimelineEvent) -> [Flow] {
        standing.isEmpty ? [] : standingByTrigger.flows(for: event).map { standing[$0] }
    }

    func mayStartFlow(_ event: String) -> Bool { flowsByTrigger.knows(event) }

    /// Whether anything can follow from an event beside what is stored of it.
    func hears(_ event: TimelineEvent) -> Bool {
        history.names.contains(event.name) || segmentSet.touches(.event(event.name))
            || !flowsByTrigger.flows(for: event).isEmpty || !standingByTrigger.flows(for: event).isEmpty
    }

    /// Whether anything can follow from somebody's entering or leaving a segment.
    package func hearsOfMemberships(in segment: Int64, isMember: Bool) -> Bool {
        let properties = SegmentEvent.properties(segment: segment, name: self.segment(segment)?.name ?? "")
        return hears(
            TimelineEvent(
                name: SegmentEvent.name(isMember: isMember), occurredAt: .distantPast, order: 0,
                body: .tree(properties)))
    }

    /// The same of any event of this name; quicker, and right where the answer is no.
    func mayHear(_ event: String) -> Bool { asks(for: event) || standingByTrigger.knows(event) }

    /// Whether a flow or condition asks for events of this name: nobody misses the others.
    public func asks(for event: String) -> Bool {
        mayStartFlow(event) || history.names.contains(event) || segmentSet.touches(.event(event))
    }

    /// The edges by which customers are rated; nil before there are any.
    var rfm: RFMEdges? { ranks.rfm }

    /// The same with one more segment, or with another in place of the one with its id: for trying it out.
    public func trying(_ segment: Segment) -> Definitions {
        Definitions(
            version: version, workspace: workspace, settings: settings, flows: flows, earlier: earlier,
            segments: segments.filter { $0.id != segment.id } + [segment], paused: paused, archived: archived,
            ranks: ranks, rates: facts.rates, couponKey: couponKey, values: values,
            standing: standing)
    }

    /// The same with a draft live in place of the flow with its id, or beside the others: for trying it out.
    public func trying(_ flow: Flow) -> Definitions {
        Definitions(
            version: version, workspace: workspace, settings: settings,
            flows: flows.filter { $0.id != flow.id } + [flow],
            earlier: earlier + flows.filter { $0.id == flow.id }, segments: segments,
            paused: paused.subtracting([flow.id]), archived: archived.subtracting([flow.id]), ranks: ranks,
            rates: facts.rates, couponKey: couponKey, values: values, standing: standing.filter { $0.id != flow.id })
    }

    /// What asks for figures over everybody.
    public var rankedSegments: RankedSegments {
        let asking = segmentSet.all.filter { !$0.requirements.ranks.isEmpty || $0.requirements.facts.contains(.rfm) }
        let flows = (earlier + flows).flatMap(\.conditions).map(\.requirements)
        let all = asking.map(\.requirements) + flows
        return RankedSegments(
            segments: asking.map { String($0.id) }, keys: all.reduce(into: []) { $0.formUnion($1.ranks) },
            asksForRFM: all.contains { $0.facts.contains(.rfm) })
    }

    public func segment(_ id: Int64) -> Segment? { segmentSet.position(id).map { segmentSet.all[$0] } }
}
