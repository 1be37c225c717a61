import Conditions
import Engine
import Logging
import Storage
import Values

/// Takes the thresholds of ranks and the edges of RFM: each night at three by the workspace's clock, and when something
/// first asks for one; of a young store that had nothing to measure, each minute until it has. The store's reorder interval is taken along, for the ready segments that follow it.
///
/// What is taken is a numbered snapshot in the definitions. Then everybody's ranks are looked at again by a build that
/// announces who enters and leaves.
public actor RankService {
    let database: any Database
    let scope: WorkspaceScope
    let clock: SystemClock
    let definitions: DefinitionsService
    private let customers: CustomerStore
    private let segments: SegmentService
    private let logger: Logger
    private var running: Task<Void, Never>?

    static let settingName = "ranks"
    /// Of the workspace's local day, in minutes.
    static let minuteOfDay = 3 * 60
    /// A store of fewer customers that had nothing to measure is looked at again so soon: that takes some milliseconds.
    private static let youngUntil = 1_000
    private static let youngEvery = TimeSpan.minutes(1)
    private static let lookEvery = TimeSpan.seconds(10)
    private static let customersAtOnce = 500

    init(
        database: any Database, scope: WorkspaceScope, clock: SystemClock, definitions: DefinitionsService,
        customers: CustomerStore, segments: SegmentService, logger: Logger
    ) {
        self.database = database
        self.scope = scope
        self.clock = clock
        self.definitions = definitions
        self.customers = customers
        self.segments = segments
        self.logger = logger
    }

    func start() {
        running = Task {
            while !Task.isCancelled {
                do { try await refreshIfDue() } catch {
                    logger.warning("Taking the thresholds of ranks failed and is tried again: \(error)")
                }
                do { try await measureValuesIfDue() } catch {
                    logger.warning("Measuring what messages bring in failed and is tried again: \(error)")
                }
                do { try await clock.sleep(until: clock.now() + RankService.lookEvery) } catch { return }
            }
        }
    }

    func stop() async {
        running?.cancel()
        await running?.value
    }

    /// Takes a snapshot where the last is of before three o'clock, or lacks what is asked for now.
    ///
    /// - Parameter now: nil for the clock's.
    func refreshIfDue(at now: Instant? = nil) async throws {
        let now = now ?? clock.now()
        let (definitions, isFollowed) = try await database.read { [definitions, segments] in
            (try definitions.upToDate(on: $0), try !segments.followingRhythm(on: $0).isEmpty)
        }
        let wanted = definitions.rankedSegments
        guard !wanted.isEmpty || isFollowed else { return }
        let snapshot = definitions.ranks
        let isMissing =
            !wanted.keys.isSubset(of: snapshot.keysWithoutThreshold.union(snapshot.thresholds.keys))
            || wanted.asksForRFM && snapshot.takenAt == nil
        guard isMissing || RankService.nextSnapshot(definitions).map({ $0 <= now }) ?? true else { return }
        try await refresh()
    }

    /// When the next snapshot is taken; nil where there is none yet.
    static func nextSnapshot(_ definitions: Definitions) -> Instant? {
        let snapshot = definitions.ranks
        return snapshot.takenAt.map { takenAt in
            snapshot.profiles < youngUntil && snapshot.lacks(definitions.rankedSegments)
                ? takenAt + youngEvery
                : definitions.settings.zone.next(minuteOfDay: minuteOfDay, after: takenAt)
        }
    }

    /// Takes a snapshot now. Cost: reads everybody, some 50 µs each, beside whatever else goes on.
    @discardableResult
    public func refresh() async throws -> RankSnapshot {
        let known = try await database.read { [definitions] in try definitions.upToDate(on: $0) }
        let wanted = known.rankedSegments
        var count = RankCount(keys: wanted.keys, currency: known.settings.currency)
        var scan = CustomerScan(customers, known, reading: count.eventNames)
        let now = clock.now()
        while !scan.isDone {
            (scan, count) = try await database.read { [scan, count] connection in
                var (scan, count) = (scan, count)
                for customer in try scan.next(RankService.customersAtOnce, on: connection) {
                    count.add(customer, known, now: now)
                }
                return (scan, count)
            }
            try Task.checkCancellation()
        }
        let snapshot = count.snapshot(number: known.ranks.number + 1, at: now)
        let document = snapshot.document
        try await database.write(lane: .jobs) { [scope] in
            try DefinitionStore().set(RankService.settingName, to: document, now: now, in: scope, on: $0)
        }
        if let reorder = snapshot.reorder { try await segments.follow(reorder) }
        if !wanted.segments.isEmpty { _ = try await segments.rebuild(wanted.segments, announces: true) }
        return snapshot
    }
}

extension RankSnapshot {
    /// Whether nobody had what is asked for.
    fileprivate func lacks(_ wanted: RankedSegments) -> Bool {
        !wanted.keys.isDisjoint(with: keysWithoutThreshold) || wanted.asksForRFM && rfm == nil
    }
}

/// What a snapshot is counted from, while everybody is read.
struct RankCount: Sendable {
    private let figures: [(key: String, figure: CompiledFigure)]
    private let spent: CompiledFigure?
    private var values: [[Double]]
    private var customers: [RFMFigures] = []
    private var profiles = 0
    private var gaps = ReorderGaps()

    init(keys: Set<String>, currency: String?) {
        figures = keys.sorted().compactMap { key in CompiledFigure(rank: key, in: currency).map { (key, $0) } }
        values = figures.map { _ in [] }
        spent = RFMFigures.spent(in: currency)
    }

    var eventNames: Set<String> {
        figures.reduce(into: RFMFigures.events) { $0.formUnion($1.figure.requirements.eventNames) }
    }

    mutating func add(_ customer: Customer, _ definitions: Definitions, now: Instant) {
        profiles += 1
        gaps.add(customer.subject.timeline[OrderEvents.completed].map(\.occurredAt))
        for index in figures.indices {
            if let value = figures[index].figure.value(customer.subject, now: now) {
                values[index].append(value.double)
            }
        }
        if let figures = RFMFigures(customer.subject, spent: spent) { customers.append(figures) }
    }

    /// The threshold of the top tenth is the figure of the last of them: whoever has as much is in it too. People
    /// without the figure, or whose figure is zero, are not ranked.
    func snapshot(number: Int64, at now: Instant) -> RankSnapshot {
        var thresholds: [String: Number] = [:]
        var without: Set<String> = []
        for (index, ranked) in figures.enumerated() {
            let sorted = values[index].filter { $0 != 0 }.sorted(by: >)
            guard !sorted.isEmpty else {
                without.insert(ranked.key)
                continue
            }
            let count = max(1, Int((Double(sorted.count) * ranked.figure.percent.double / 100).rounded()))
            let value = ranked.figure.isFromTop ? sorted[count - 1] : sorted[sorted.count - count]
            thresholds[ranked.key] = Number(value)
        }
        return RankSnapshot(
            number: number, takenAt: now, profiles: profiles, thresholds: thresholds, keysWithoutThreshold: without,
            rfm: RFMEdges(of: customers), reorder: gaps.interval)
    }
}
