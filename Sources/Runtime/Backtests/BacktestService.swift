import Backtest
import Engine
import Storage
import Values

/// Runs drafts of flows over the store's own past, two threads at a time; keeps the newest report of each flow.
public actor BacktestService {
    private let database: any Database
    private let scope: WorkspaceScope
    private let clock: SystemClock
    private let definitions: DefinitionsService
    private let flows: FlowService
    private let reader: PastReader
    private var running: [Int64: (progress: BacktestProgress, task: Task<Void, Never>)] = [:]
    private var failures: [Int64: String] = [:]

    /// Of the people.
    static let threads = 2

    init(
        database: any Database, scope: WorkspaceScope, clock: SystemClock, definitions: DefinitionsService,
        flows: FlowService, customers: CustomerStore
    ) {
        self.database = database
        self.scope = scope
        self.clock = clock
        self.definitions = definitions
        self.flows = flows
        reader = PastReader(customers: customers, scope: scope)
    }

    /// How a flow's newest backtest stands.
    public enum State: Sendable {
        case neverRun
        case running(BacktestProgress)
        case failed(String)
        case done(BacktestResult)
    }

    public func state(of slug: String) async throws -> State {
        let flow = Flow.id(slug: slug)
        if let running = running[flow] { return .running(running.progress) }
        if let failure = failures[flow] { return .failed(failure) }
        let stored = try await database.read { [scope] in
            try BacktestStore().newest(ofFlow: flow, in: scope, on: $0)
        }
        guard let stored else { return .neverRun }
        do {
            let json = try JSON.parse(stored.report)
            return .done(
                BacktestResult(
                    report: try BacktestReport(document: json["report"]?.text ?? ""),
                    caveats: (json["caveats"]?.array ?? []).compactMap(\.string), version: stored.version,
                    days: stored.days, ranAt: stored.ranAt, took: stored.took))
        } catch { return .failed("\(error)") }
    }

    /// Begins a backtest of the newest version of a flow; one that is under way goes on.
    public func begin(_ slug: String, days: Int) async throws {
        let draft = try await flows.newest(slug)
        guard running[draft.id] == nil else { return }
        failures[draft.id] = nil
        let progress = try await progress()
        let task = Task {
            do { _ = try await self.run(draft, days: days, progress: progress) } catch {
                self.failures[draft.id] = "\(error)"
            }
            self.running[draft.id] = nil
        }
        running[draft.id] = (progress, task)
    }

    /// Of a backtest that is about to run.
    func progress(telling told: (@Sendable (_ people: Int) -> Void)? = nil) async throws -> BacktestProgress {
        let total = try await database.read { [scope] in try PeopleList().count(in: scope, on: $0) }
        return BacktestProgress(total: total, telling: told)
    }

    func stop() async {
        for entry in running.values { entry.task.cancel() }
        for entry in running.values { await entry.task.value }
    }

    /// Runs a flow over the last days, and keeps the report under its name.
    @discardableResult
    public func run(
        _ draft: Flow, days: Int, progress: BacktestProgress = BacktestProgress(total: 0)
    ) async throws -> BacktestResult {
        let began = clock.now()
        let plan = try await plan(draft, days: days, until: began)
        let test = Backtest(plan)
        let report = try await withThrowingTaskGroup(of: BacktestReport.self) { group in
            for part in PastReader.parts(BacktestService.threads) {
                // Flows that two threads share are counted by both at every step: each has its own.
                let own = test.apart()
                group.addTask { [reader, database] in
                    try await reader.run(own, over: part, on: database, progress)
                }
            }
            var whole = test.emptyReport
            for try await part in group { whole.merge(part) }
            return whole
        }
        let result = BacktestResult(
            report: report, caveats: BacktestCaveats.of(plan, report), version: draft.version, days: days,
            ranAt: began, took: clock.now() - began)
        let stored = BacktestStore.Stored(
            version: draft.version, days: days, ranAt: began, took: result.took, report: result.json.text)
        try await database.write(lane: .jobs) { [scope] in
            try BacktestStore().set(stored, ofFlow: draft.id, in: scope, on: $0)
        }
        return result
    }

    /// What the newest version of a flow would have done to one person, line by line; nil where there is no such person.
    public func path(of profile: ProfileKey, in slug: String, days: Int) async throws -> [BacktestLine]? {
        let test = Backtest(try await plan(flows.newest(slug), days: days, until: clock.now()))
        return try await database.read { [reader] connection in
            try reader.person(profile, test, on: connection).map { test.path(of: $0) }
        }
    }

    private func plan(_ draft: Flow, days: Int, until end: Instant) async throws -> BacktestPlan {
        guard (1...BacktestPlan.mostDays).contains(days) else {
            throw AdminError("a backtest looks back over 1 to \(BacktestPlan.mostDays) days, not \(days)")
        }
        let from = end - .days(Int64(days))
        let (definitions, pools, shelves) = try await database.read(lane: .bulk) { [definitions, scope] connection in
            (
                try definitions.upToDate(on: connection), try CouponStore().left(in: scope, on: connection),
                try CatalogStore().history(since: from, in: scope, on: connection)
            )
        }
        // A live version is compared with what differs from it alone.
        let live = definitions.flows.filter { $0.id != draft.id || $0.text != draft.text }
        return try BacktestPlan(
            draft: draft, live: live, settings: definitions.settings, segments: definitions.segments, pools: pools,
            shelves: shelves, from: from, until: end, ranks: definitions.ranks, rates: definitions.facts.rates,
            workspace: scope.workspace)
    }
}

/// What a backtest came to.
public struct BacktestResult: Sendable {
    public var report: BacktestReport
    /// What the past cannot tell, in sentences.
    public var caveats: [String]
    /// The version that was played.
    public var version: Int64
    public var days: Int
    public var ranAt: Instant
    public var took: TimeSpan

    public var json: JSON {
        ["report": report.json, "caveats": .array(caveats.map(JSON.string))]
    }
}
