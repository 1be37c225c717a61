import Engine
import Values

extension Simulator {
    mutating func deliver(_ number: Int, _ input: DeliveryWorker.Input) {
        for action in servers[number].delivery.handle(input, now: now) { perform(action, number) }
    }

    private mutating func perform(_ action: DeliveryWorker.Action, _ number: Int) {
        switch action {
        case .recover(let ticket, let leases):
            ask(number, ticket, "recovers") { simulator in
                let (now, isPlanted) = (simulator.now, simulator.plan.planted == .sentAgainAfterCrash)
                try simulator.write { store throws(ModelStore.Failure) in
                    if isPlanted, store.leases.lost(leases).isEmpty { store.sendAgain(in: leases, now: now) }
                    try store.recoverSending(under: leases, now: now)
                }
                return .recovered(ticket)
            }
        case .claim(let ticket, let leases, let limit):
            ask(number, ticket, "claims") { simulator in
                let (found, next) = simulator.store.claimReady(
                    in: Set(leases.map(\.range)), now: simulator.now, limit: limit)
                return .claimed(ticket, found, nextReady: next)
            }
        case .askAgain(let leases):
            transact(.server(number), "asks again") { simulator in
                let now = simulator.now
                simulator.write { store in store.askAgain(in: Set(leases.map(\.range)), now: now) }
                simulator.work(number, .nudge)
            } then: { _, _ in
            }
        case .schedule(let work):
            transact(.server(number), "schedules") { simulator in
                simulator.write { store in for item in work { store.schedule(item) } }
                simulator.nudgeWorkers(for: work.map(\.subject))
            } then: { _, _ in
            }
        case .expect: break
        case .commitSending(let ticket, let messages, let leases):
            let ids = messages.map(\.id)
            ask(number, ticket, "commits sending") { simulator in
                let (now, isBlind) = (simulator.now, simulator.plan.planted == .withdrawalIgnored)
                let taken = try simulator.write { store throws(ModelStore.Failure) in
                    try store.commitSending(ids, under: leases, now: now, readsLedger: !isBlind)
                }
                simulator.books.committedSending(taken, simulator.store, at: now)
                let refused = Set(ids).subtracting(taken)
                simulator.nudgeWorkers(for: refused.sorted().compactMap { simulator.store.messages[$0]?.profile })
                return .committed(ticket, handOver: taken)
            }
        case .handOver(let message, let attempt, let provider):
            handOver(message, attempt: attempt, to: provider, from: number)
        case .record(let ticket, let settlements):
            ask(number, ticket, "records") { simulator in
                simulator.write { store in store.record(settlements, flows: SimulatedDefinitions.slug) }
                simulator.nudgeWorkers(for: settlements.map(\.profile))
                return .recorded(ticket)
            }
        case .wake(let moment): deliveryTimer(number, at: moment)
        case .drained: break
        }
    }

    private mutating func deliveryTimer(_ number: Int, at moment: Instant) {
        let current = (servers[number].timers[.delivery] ?? 0) + 1
        servers[number].timers[.delivery] = current
        let tick = tell(.server(number), life: servers[number].life) { simulator in
            guard simulator.servers[number].timers[.delivery] == current else { return }
            simulator.deliver(number, .tick)
        }
        agenda.enter(at: max(now, moment), tick)
    }

    private mutating func ask(
        _ number: Int, _ ticket: DeliveryWorker.Ticket, _ what: String,
        _ work: @escaping (inout Simulator) throws -> DeliveryWorker.Input
    ) {
        transact(.server(number), what) { simulator in
            do { return try work(&simulator) } catch ModelStore.Failure.leasesLost(let ranges) {
                return DeliveryWorker.Input.failed(ticket, .leasesLost(ranges))
            } catch {
                return DeliveryWorker.Input.failed(ticket, .connectionLost)
            }
        } then: { simulator, answer in
            simulator.deliver(number, answer ?? .failed(ticket, .connectionLost))
        }
    }

    /// The provider sees the message now; what it says comes later.
    private mutating func handOver(_ message: Message, attempt: Int, to name: String, from number: Int) {
        let fate = fate(at: name)
        books.handedOver(message, fate, store, at: now)
        if strikes(faults.diesWhileSending) { enter(after: .zero) { $0.crash(number) } }
        if fate == .accepted || fate == .acceptedInSilence { reach(message) }
        let answer: DeliveryWorker.Answer =
            switch fate {
            case .accepted: .accepted(response: "250 ok")
            case .acceptedInSilence, .lostInSilence: .unknown(reason: "the connection broke")
            case .refusedForNow: .refusedForNow(reason: "451 try again later")
            case .refusedForGood: .refusedForGood(reason: "550 no such user", isAddressBad: true)
            case .unreachable: .notSent(reason: "connection refused")
            }
        let delay = fate == .acceptedInSilence || fate == .lostInSilence ? TimeSpan.seconds(30) : between(20, 400)
        enter(
            after: delay,
            tell(.server(number), life: servers[number].life) { $0.deliver(number, .answered(message.id, answer)) })
    }

    private mutating func fate(at name: String) -> FakeProvider.Fate {
        guard !areFaultsOver else { return .accepted }
        if provider.outages[name, default: .distantPast] > now || random.chance(faults.notSent) { return .unreachable }
        if random.chance(faults.refusedForNow) { return .refusedForNow }
        if random.chance(faults.refusedForGood) { return .refusedForGood }
        if random.chance(faults.lostAnswer) { return random.chance(0.5) ? .acceptedInSilence : .lostInSilence }
        return .accepted
    }
}

/// Providers of the make-believe world.
struct FakeProvider {
    /// Until when each cannot be reached.
    var outages: [String: Instant] = [:]

    enum Fate: Hashable {
        case accepted
        /// It arrives, but nobody is told.
        case acceptedInSilence
        case lostInSilence
        case refusedForNow
        case refusedForGood
        case unreachable

        /// Whether the recipient may have it.
        var mayArrive: Bool {
            switch self {
            case .accepted, .acceptedInSilence, .lostInSilence: true
            case .refusedForNow, .refusedForGood, .unreachable: false
            }
        }
    }
}
