import Channels
import Engine
import Logging
import Storage
import Values

/// Hands cleared messages over: what they say is settled, and `sending` committed, just before.
///
/// Performs what `DeliveryWorker` decides.
public actor DeliveryService {
    private var worker: DeliveryWorker
    private let database: any Database
    private let providers: MailProviders
    /// Whether the worker gives messages to mail servers; until settings are read it gives them to nobody.
    private var isSending = false
    private let definitions: DefinitionsService
    private let messages = MessageStore()
    private let work = WorkStore()
    private let scope: WorkspaceScope
    private let clock: SystemClock
    private let logger: Logger
    /// Work was scheduled: the engine need not wait for its next look.
    private let nudgeEngine: @Sendable () -> Void
    private let desk: ComposingDesk
    /// Composed messages on their way, or why they could not be composed.
    private var composed: [Int64: ComposingDesk.Result] = [:]
    private var alarm: Task<Void, Never>?
    private var drained: CheckedContinuation<Void, Never>?
    private var isDrained = false

    init(
        database: any Database, providers: MailProviders, composer: EmailComposer,
        definitions: DefinitionsService, scope: WorkspaceScope, clock: SystemClock, logger: Logger,
        nudgeEngine: @escaping @Sendable () -> Void
    ) {
        worker = DeliveryWorker(
            providers: providers.all.map(\.limits), limits: database.dialect.deliveryLimits)
        _ = worker.handle(.use(providers.names(isSending: false)), now: clock.now())
        self.database = database
        self.providers = providers
        desk = ComposingDesk(composer: composer, clock: clock)
        self.definitions = definitions
        self.scope = scope
        self.clock = clock
        self.logger = logger
        self.nudgeEngine = nudgeEngine
    }

    func hold(_ leases: [Lease]) { tell(.hold(leases)) }

    func nudge() { tell(.nudge) }

    /// The database was lost and is there again.
    func databaseReturned() { tell(.databaseReturned) }

    public var messagesUnderWay: Int { worker.messagesUnderWay }
    public var restingProviders: [String] { worker.restingProviders(at: clock.now()) }

    /// Finishes and records what is being handed over; begins nothing new.
    func drain() async {
        tell(.drain)
        if !isDrained { await withCheckedContinuation { drained = $0 } }
        alarm?.cancel()
    }

    private func tell(_ input: DeliveryWorker.Input) {
        for action in worker.handle(input, now: clock.now()) { perform(action) }
    }

    private func perform(_ action: DeliveryWorker.Action) {
        switch action {
        case .recover(let ticket, let leases): Task { await self.recover(ticket, leases) }
        case .claim(let ticket, let leases, let limit): Task { await self.claim(ticket, leases, limit) }
        case .askAgain(let leases): Task { await self.askAgain(leases) }
        case .schedule(let items): Task { await self.schedule(items) }
        case .expect(let messages): desk.expect(messages, definitions: definitions.latest)
        case .commitSending(let ticket, let messages, let leases):
            // Who has room was asked with the switch as it stands now.
            Task { [isSending] in await self.commit(ticket, messages, leases, isSending: isSending) }
        case .handOver(let message, _, let provider): Task { await self.handOver(message, provider) }
        case .record(let ticket, let settlements): Task { await self.record(ticket, settlements) }
        case .wake(let moment):
            alarm?.cancel()
            alarm = Task { [clock, weak self] in
                do { try await clock.sleep(until: moment) } catch { return }
                await self?.tell(.tick)
            }
        case .drained:
            isDrained = true
            drained?.resume()
            drained = nil
        }
    }

    private func recover(_ ticket: DeliveryWorker.Ticket, _ leases: [Lease]) async {
        do {
            let now = clock.now()
            let found = try await database.write(lane: .delivery) { [messages] in
                try messages.recoverSending(in: leases.map(\.range), now: now, on: $0)
            }
            if !found.unknown.isEmpty || !found.again.isEmpty {
                logger.warning(
                    "After a stop in mid-delivery: \(found.unknown.count) marketing messages are unknown and not sent again, \(found.again.count) transactional ones go again"
                )
            }
            tell(.recovered(ticket))
        } catch { tell(.failed(ticket, failure(error))) }
    }

    private func claim(_ ticket: DeliveryWorker.Ticket, _ leases: [Lease], _ limit: Int) async {
        do {
            let now = clock.now()
            let (ready, next, settings) = try await database.read { [messages, definitions] connection in
                let ranges = leases.map(\.range)
                // What is claimed may be older than this process, or of a flow that another one has read first.
                let settings = try definitions.upToDate(on: connection).settings
                let (ready, hasMore) = try messages.claimReady(in: ranges, now: now, limit: limit, on: connection)
                let next = hasMore ? now : try messages.nextReady(in: ranges, now: now, on: connection)
                return (ready, next, settings)
            }
            follow(settings)
            tell(
                .claimed(
                    ticket, ready.map { DeliveryWorker.Candidate(message: $0.message, attempts: $0.attempts) },
                    nextReady: next))
        } catch { tell(.failed(ticket, failure(error))) }
    }

    private func askAgain(_ leases: [Lease]) async {
        let now = clock.now()
        do {
            let count = try await database.write(lane: .delivery) { [messages] in
                try messages.askAgain(in: leases.map(\.range), now: now, limit: 500, on: $0)
            }
            if count > 0 { nudgeEngine() }
        } catch { logger.warning("Asking policy again about late messages failed, it is tried again: \(error)") }
    }

    private func schedule(_ items: [WorkItem]) async {
        do {
            try await database.write(lane: .delivery) { [work, scope] in
                try work.schedule(items, in: scope, on: $0)
            }
            nudgeEngine()
        } catch { logger.warning("Scheduling work for messages failed, it is found again: \(error)") }
    }

    /// Lets mail servers or the outbox have what comes next, as the switch says.
    private func follow(_ settings: WorkspaceSettings) {
        let isSending = settings.sending && !providers.servers.isEmpty
        guard isSending != self.isSending else { return }
        self.isSending = isSending
        tell(.use(providers.names(isSending: isSending)))
    }

    /// - Parameter isSending: whether the messages were chosen for mail servers.
    private func commit(
        _ ticket: DeliveryWorker.Ticket, _ chosen: [Message], _ leases: [Lease], isSending: Bool
    ) async {
        let ids = chosen.map(\.id)
        composed.merge(await desk.compose(chosen, definitions: definitions.latest)) { $1 }
        let now = clock.now()
        let provider = isSending ? MailProviders.serverName : MailProviders.outboxName
        let bodies = ids.compactMap { try? composed[$0]?.get().body.taken(by: provider) }
        let hasServers = !providers.servers.isEmpty
        do {
            let (commit, settings) = try await database.write(lane: .delivery) {
                [messages, work, scope, definitions] connection -> (SendingCommit, WorkspaceSettings) in
                let settings = try definitions.upToDate(on: connection).settings
                // Sending was switched since they were chosen: they stay ready, and are chosen anew.
                guard isSending == (settings.sending && hasServers) else { return (SendingCommit.nothing, settings) }
                // All marketing may have been stopped since it was cleared: policy holds it then.
                let stopped = settings.marketingStopped ? chosen.filter { $0.purpose == .marketing } : []
                try work.schedule(stopped.map(\.clearAgainWork), in: scope, on: connection)
                let kept = Set(stopped.map(\.id))
                let ids = ids.filter { !kept.contains($0) }
                let commit = try messages.commitSending(ids, under: leases, now: now, in: scope, on: connection)
                let going = Set(commit.toHandOver)
                try messages.keep(bodies.filter { going.contains($0.message) }, on: connection)
                try work.schedule(
                    commit.refused.map { Command.refusedWork(message: $0.id, of: $0.profile) }, in: scope,
                    on: connection)
                return (commit, settings)
            }
            follow(settings)
            for refused in commit.refused { logger.info("A message was not sent: \(refused.rule)") }
            if !commit.refused.isEmpty { nudgeEngine() }
            let going = Set(commit.toHandOver)
            for id in ids where !going.contains(id) { composed[id] = nil }
            tell(.committed(ticket, handOver: commit.toHandOver))
        } catch {
            for id in ids { composed[id] = nil }
            tell(.failed(ticket, failure(error)))
        }
    }

    private func handOver(_ message: Message, _ provider: String) async {
        switch composed.removeValue(forKey: message.id) {
        case .success(let email):
            let transport = providers.transport(named: provider) ?? providers.outbox.transport
            tell(.answered(message.id, answer(await transport.send(email.envelope))))
        case .failure(let error):
            logger.error("A message could not be composed: \(error)")
            tell(
                .answered(
                    message.id, .refusedForGood(reason: "It could not be composed: \(error)", isAddressBad: false)))
        case nil:
            tell(.answered(message.id, .notSent(reason: "It was not composed")))
        }
    }

    private func answer(_ outcome: EmailOutcome) -> DeliveryWorker.Answer {
        switch outcome {
        case .accepted(let response): .accepted(response: response)
        case .refusedForGood(let refusal):
            .refusedForGood(reason: refusal.description, isAddressBad: refusal.stage == .recipient)
        case .refusedForNow(let refusal): .refusedForNow(reason: refusal.description)
        case .unknown(let reason): .unknown(reason: reason)
        case .notSent(let failure): .notSent(reason: failure.description)
        }
    }

    private func record(_ ticket: DeliveryWorker.Ticket, _ settlements: [Settlement]) async {
        let definitions = definitions.latest
        let now = clock.now()
        do {
            // Lost in a power failure, it leaves these messages as if the answer had not come: see `recover`.
            try await database.write(lane: .delivery, durability: .soon) { [messages, work, scope] connection in
                let effective = try messages.record(settlements.map(\.outcome), now: now, on: connection)
                let took = Set(effective.map(\.message))
                let items = settlements.filter { took.contains($0.message) }.flatMap { settlement in
                    settlement.work(
                        flow: definitions.newest(settlement.flow)?.slug ?? String(settlement.flow))
                }
                try work.schedule(items, in: scope, on: connection)
            }
            tell(.recorded(ticket))
            nudgeEngine()
        } catch {
            logger.error("Recording what became of \(settlements.count) messages failed: \(error)")
            tell(.failed(ticket, failure(error)))
        }
    }

    private func failure(_ error: any Error) -> DeliveryWorker.Failure {
        if case .leasesLost(let ranges)? = error as? StepConflict { return .leasesLost(ranges) }
        logger.error("Delivery could not reach the database: \(error)")
        return .connectionLost
    }
}

extension Settlement {
    var outcome: DeliveryOutcome {
        let result: DeliveryOutcome.Result =
            switch self.result {
            case .sent: .sent
            case .bounced: .bounced(reason)
            case .retry(let at): .retry(at: at, reason)
            case .hold(let until): .hold(until: until, reason)
            case .failed: .failed(reason)
            case .unknown: .unknown(reason)
            }
        return DeliveryOutcome(message: message, result: result)
    }
}
