import Engine
import Logging
import Storage
import Values

/// Gives commands to many people, a page at a time, and lets schedules' moments come.
///
/// Where each has come to is stored, so that a restart goes on; events that come in meanwhile go first.
public actor BulkService {
    private let database: any Database
    private let definitions: DefinitionsService
    private let scope: WorkspaceScope
    private let clock: SystemClock
    private let logger: Logger
    private let nudgeEngine: @Sendable () -> Void
    private let bulks = BulkStore()
    private let schedules = ScheduleStore()
    private var running: Task<Void, Never>?

    /// People who are given a command in one transaction: some 5 ms.
    static let peopleAtOnce = 500
    /// While so much work is due, the next page waits.
    static let mostWaiting = 5_000
    static let lookEvery = TimeSpan.seconds(1)
    /// A moment that was missed by more, as while nothing ran, is passed over.
    static let latest = TimeSpan.days(1)

    init(
        database: any Database, definitions: DefinitionsService, scope: WorkspaceScope, clock: SystemClock,
        logger: Logger, nudgeEngine: @escaping @Sendable () -> Void
    ) {
        self.database = database
        self.definitions = definitions
        self.scope = scope
        self.clock = clock
        self.logger = logger
        self.nudgeEngine = nudgeEngine
    }

    func start() {
        running = Task {
            while !Task.isCancelled {
                do {
                    try await letSchedulesCome()
                    while try await advance() { try Task.checkCancellation() }
                } catch is CancellationError {
                    return
                } catch {
                    logger.warning("Giving commands to many people failed and is tried again: \(error)")
                }
                do { try await clock.sleep(until: clock.now() + BulkService.lookEvery) } catch { return }
            }
        }
    }

    func stop() async {
        running?.cancel()
        await running?.value
    }

    /// Begins what schedules' moments ask for. Cost: nothing where no live flow has one.
    func letSchedulesCome() async throws {
        let now = clock.now()
        let definitions = try await database.read { [definitions] in try definitions.upToDate(on: $0) }
        guard !definitions.schedules.isEmpty else { return }
        try await database.write(lane: .jobs) { [schedules, bulks, scope] connection in
            try schedules.keep(Set(definitions.schedules.map(\.id)), in: scope, on: connection)
            for schedule in definitions.schedules {
                let last = try schedules.last(schedule.id, now: now, in: scope, on: connection)
                guard let moment = schedule.latest(after: last, until: now, in: definitions.settings.zone) else {
                    continue
                }
                try schedules.set(schedule.id, to: moment, in: scope, on: connection)
                guard now - moment <= BulkService.latest, let group = definitions.group(named: schedule.among)
                else { continue }
                try bulks.begin(
                    BulkCommand(schedule, at: moment, group: group, now: now), in: scope, on: connection)
            }
        }
    }

    /// Gives the next page.
    /// - Returns: whether there may be more to give at once.
    func advance() async throws -> Bool {
        let now = clock.now()
        let given = try await database.write(lane: .jobs) { [bulks, scope] connection -> BulkCommand? in
            let due = try WorkStore().depth(now: now, upTo: BulkService.mostWaiting, on: connection)
            guard due < BulkService.mostWaiting else { return nil }
            return try bulks.advance(limit: BulkService.peopleAtOnce, now: now, in: scope, on: connection)
        }
        guard let given else { return false }
        nudgeEngine()
        if given.finishedAt != nil { logger.info("“\(given.name)” was given to \(given.given) people") }
        return true
    }
}

extension BulkCommand {
    init(_ schedule: FlowSchedule, at moment: Instant, group: Int64, now: Instant) {
        var hash = StableHash()
        hash.combine("schedule")
        hash.combine(schedule.id)
        hash.combine(moment.milliseconds)
        self.init(
            id: hash.finishSigned(), flow: 0, name: schedule.sentence, selection: .members(group),
            command: .tick(schedule: schedule.id, at: moment), author: "schedule", at: now)
    }
}

extension FlowSchedule {
    /// The last of its moments after one and up to another; of several that were missed, one is enough.
    func latest(after start: Instant, until end: Instant, in zone: Zone) -> Instant? {
        // What was missed for longer is of no use: looking begins a while before the end.
        var moment = max(start, end - BulkService.latest - .hours(1))
        var found: Instant?
        while let next = next(after: moment, workspace: zone), next <= end {
            found = next
            moment = next
        }
        return found
    }
}

extension Definitions {
    /// The id under which members of a segment, list or tag are kept; nil where nothing has that name.
    func group(named name: String) -> Int64? {
        segments.first { $0.name == name }?.id ?? Label(.list, name).id
    }
}
