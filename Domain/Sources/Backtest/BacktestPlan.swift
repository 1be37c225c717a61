import Conditions
import Engine
import Values

/// What is tried out, over which stretch of the store's past, beside what.
public struct BacktestPlan: Sendable {
    public private(set) var draft: Flow
    /// The version of the same flow that is live, with which the draft is compared; nil where none is.
    public private(set) var liveVersion: Flow?
    /// Other live flows: they take their places under caps and priorities as they would have.
    public private(set) var others: [Flow]
    public let settings: WorkspaceSettings
    public private(set) var segments: [Segment]
    /// Codes that are left, by pool. A pool that is not named is empty.
    public let pools: [String: Int]
    /// What the catalog said of prices and stock; empty where it holds nothing.
    public private(set) var shelves: ShelfHistory
    /// Journeys begin from this moment (included)…
    public let from: Instant
    /// …to this one (excluded); nothing later is looked at.
    public let until: Instant
    public let ranks: RankSnapshot
    public let rates: RateTable
    public let workspace: WorkspaceID

    /// The longest stretch of the past that is played through.
    public static let mostDays = 366
    /// An order within this time after a message counts as placed by somebody who would have bought anyway.
    public static let orderWindow = TimeSpan.days(7)

    /// - Parameters:
    ///   - live: the newest version of every live flow, the draft's own among them where it has one.
    /// - Throws: where the stretch is empty or too long.
    public init(
        draft: Flow, live: [Flow] = [], settings: WorkspaceSettings = WorkspaceSettings(), segments: [Segment] = [],
        pools: [String: Int] = [:], shelves: ShelfHistory = ShelfHistory(), from: Instant, until: Instant,
        ranks: RankSnapshot = RankSnapshot(), rates: RateTable = RateTable(), workspace: WorkspaceID = .first
    ) throws(BacktestError) {
        guard from < until else { throw .emptyStretch(from: from, until: until) }
        guard until - from <= .days(Int64(BacktestPlan.mostDays)) else { throw .longStretch(from: from, until: until) }
        let own = live.first { $0.id == draft.id }
        liveVersion = own
        // Two versions of one flow are told apart by their numbers.
        self.draft = draft.version == 0 ? draft.numbered((own?.version ?? 0) + 1) : draft
        others = live.filter { $0.id != draft.id }
        // What is stopped today was not stopped then.
        var settings = settings
        settings.marketingStopped = false
        self.settings = settings
        self.segments = segments
        self.pools = pools
        self.shelves = shelves
        self.from = from
        self.until = until
        self.ranks = ranks
        self.rates = rates
        self.workspace = workspace
    }

    /// The same plan with nothing in common with this one.
    func apart() -> BacktestPlan {
        var plan = self
        plan.draft = draft.readAgain
        plan.liveVersion = liveVersion?.readAgain
        plan.others = others.map(\.readAgain)
        plan.shelves = shelves.apart()
        plan.segments = segments.map { segment in
            Segment(
                id: segment.id, name: segment.name, condition: CompiledCondition(segment.condition.condition),
                version: segment.version, role: segment.role, build: segment.build)
        }
        return plan
    }

    /// What would have been live with this version of the flow.
    func definitions(with flow: Flow) -> Definitions {
        Definitions(
            version: 1, workspace: workspace, settings: settings, flows: [flow] + others, segments: segments,
            ranks: ranks, rates: rates)
    }
}

extension Flow {
    /// Another value of the same text.
    fileprivate var readAgain: Flow { (try? FlowFile.read(text, version: version)) ?? self }
}

/// Why a backtest cannot be run.
public enum BacktestError: Error, Sendable, Hashable, CustomStringConvertible {
    case emptyStretch(from: Instant, until: Instant)
    case longStretch(from: Instant, until: Instant)
    /// A stored report that cannot be read.
    case reportUnreadable(String)

    public var description: String {
        switch self {
        case .emptyStretch(let from, let until):
            "The backtest from \(from.iso8601) until \(until.iso8601) holds no time; choose an end after its beginning."
        case .longStretch(let from, let until):
            "The backtest from \(from.iso8601) until \(until.iso8601) is longer than \(BacktestPlan.mostDays) days; choose a later beginning."
        case .reportUnreadable(let reason):
            "The report of the backtest cannot be read: \(reason). Run the backtest again."
        }
    }
}
