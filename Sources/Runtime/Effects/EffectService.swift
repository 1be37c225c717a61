import Engine
import Logging
import Storage
import Values

/// Does what flows ask of the outside, once each: tasks, alerts, calls of other systems, audiences.
///
/// What lies in the database is done in the transaction that notes it as done. What goes out is tried until it is done or
/// given up; should the process end in the middle of a try, it is tried again, under the same identity.
public actor EffectService {
    private let database: any Database
    private let performer: EffectPerformer
    private let definitions: DefinitionsService
    private let scope: WorkspaceScope
    private let clock: SystemClock
    private let logger: Logger
    private let nudgeEngine: @Sendable () -> Void
    private let effects = EffectStore()
    private var underWay = 0
    private var isLooking = false
    private var looksAgain = false
    private var isStopped = true
    private var alarm: Task<Void, Never>?
    private var drained: CheckedContinuation<Void, Never>?

    /// Tries under way at once.
    static let mostAtOnce = 32
    /// Others may have asked for something, or died over it.
    static let lookEvery = TimeSpan.seconds(5)

    init(
        database: any Database, performer: EffectPerformer, definitions: DefinitionsService, scope: WorkspaceScope,
        clock: SystemClock, logger: Logger, nudgeEngine: @escaping @Sendable () -> Void
    ) {
        self.database = database
        self.performer = performer
        self.definitions = definitions
        self.scope = scope
        self.clock = clock
        self.logger = logger
        self.nudgeEngine = nudgeEngine
    }

    func start() async {
        isStopped = false
        await look()
    }

    /// Something was asked for.
    public func nudge() async { await look() }

    /// Finishes the tries under way; begins nothing new.
    func drain() async {
        isStopped = true
        alarm?.cancel()
        if underWay > 0 || isLooking { await withCheckedContinuation { drained = $0 } }
    }

    private func look() async {
        guard !isStopped else { return }
        guard !isLooking else {
            looksAgain = true
            return
        }
        isLooking = true
        repeat {
            looksAgain = false
            do { try await takeOn() } catch {
                logger.warning("What flows ask for could not be read and is looked for again: \(error)")
                wake(at: clock.now() + EffectService.lookEvery)
            }
        } while looksAgain && !isStopped
        isLooking = false
        finishDraining()
    }

    private func takeOn() async throws {
        let room = EffectService.mostAtOnce - underWay
        guard room > 0 else { return }
        let now = clock.now()
        // Most often there is nothing, and nobody's turn to write is taken.
        let first = try await database.read { [effects] in try effects.nextDue(on: $0) }
        guard let first, first <= now else {
            return wake(at: min(first ?? .distantFuture, now + EffectService.lookEvery))
        }
        let (claimed, connected, next) = try await database.write(lane: .jobs) {
            [effects, definitions, scope] connection in
            _ = try definitions.upToDate(on: connection)
            let claimed = try effects.claim(now: now, limit: room, on: connection)
            let connected = try AudienceService.connected(in: scope, on: connection)
            return (claimed, connected, try effects.nextDue(on: connection))
        }
        if claimed.count == room { looksAgain = true }
        wake(at: min(next ?? .distantFuture, now + EffectService.lookEvery))
        let definitions = definitions.latest
        let inside = claimed.filter { !performer.goesOut($0.request, connected: connected) }
        if !inside.isEmpty { await perform(inside, definitions) }
        for effect in claimed where performer.goesOut(effect.request, connected: connected) {
            underWay += 1
            Task { await self.carry(effect, definitions) }
        }
    }

    /// What needs nobody outside, in one transaction.
    private func perform(_ inside: [StoredEffect], _ definitions: Definitions) async {
        let now = clock.now()
        do {
            try await database.write(lane: .jobs) { [performer, effects, scope] connection in
                for effect in inside {
                    let outcome = try performer.perform(effect, definitions, in: scope, on: connection)
                    try effects.settle(effect, outcome, now: now, in: scope, on: connection)
                }
            }
            if inside.contains(where: \.request.isAnswered) { nudgeEngine() }
        } catch {
            logger.warning("Tasks and audiences could not be stored and are tried again: \(error)")
        }
    }

    private func carry(_ effect: StoredEffect, _ definitions: Definitions) async {
        let outcome = await performer.carry(effect, definitions, in: scope)
        let now = clock.now()
        do {
            try await database.write(lane: .jobs) { [effects, scope] connection in
                try effects.settle(effect, outcome, now: now, in: scope, on: connection)
            }
            switch outcome {
            case .done: break
            case .again(let moment, let reason):
                logger.info("A call is tried again at \(moment.iso8601): \(reason)")
                wake(at: moment)
            case .failed(let reason): logger.warning("A call was given up: \(reason)")
            }
            if effect.request.isAnswered { nudgeEngine() }
        } catch {
            logger.warning("What became of a call could not be stored; it is tried again: \(error)")
        }
        underWay -= 1
        await look()
        finishDraining()
    }

    private func finishDraining() {
        guard isStopped, underWay == 0, !isLooking else { return }
        drained?.resume()
        drained = nil
    }

    private var alarmAt: Instant?

    private func wake(at moment: Instant) {
        if let alarmAt, alarmAt <= moment, alarmAt > clock.now() { return }
        alarmAt = moment
        alarm?.cancel()
        alarm = Task { [clock, weak self] in
            do { try await clock.sleep(until: moment) } catch { return }
            await self?.look()
        }
    }
}
