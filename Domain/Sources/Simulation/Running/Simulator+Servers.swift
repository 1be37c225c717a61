import Engine
import Values

extension Simulator {
    private mutating func timer(
        _ number: Int, _ machine: Server.Machine, at moment: Instant, _ tick: @escaping Agenda.Happening
    ) {
        let current = (servers[number].timers[machine] ?? 0) + 1
        servers[number].timers[machine] = current
        let life = servers[number].life
        agenda.enter(
            at: max(now, moment),
            tell(.server(number), life: life) { simulator in
                guard simulator.servers[number].timers[machine] == current else { return }
                tick(&simulator)
            })
    }

    mutating func keep(_ number: Int, _ input: LeaseKeeper.Input) {
        let rest = servers[number].keeperStalledUntil - now
        guard rest <= .zero else {
            return enter(after: rest, tell(.server(number), life: servers[number].life) { $0.keep(number, input) })
        }
        let skew = servers[number].clockSkew
        for action in servers[number].keeper.handle(input, now: now + skew) {
            switch action {
            case .renew(let attempt):
                let owner = servers[number].owner
                transact(.server(number), "renews") { simulator in
                    let (before, now) = (simulator.store.epochs, simulator.now)
                    let leases = simulator.write { store in store.leases.renew(owner: owner, now: now) }
                    simulator.loseWorkIfPlanted(before)
                    return leases
                } then: {
                    $0.keep(number, $1.map { .renewed(attempt: attempt, $0) } ?? .failed(attempt: attempt))
                }
            case .hold(let leases):
                work(number, .hold(leases))
                deliver(number, .hold(leases))
            case .wake(let moment): timer(number, .keeper, at: moment - skew) { $0.keep(number, .tick) }
            case .leave: break
            case .drained: break
            }
        }
    }

    mutating func work(_ number: Int, _ input: BucketWorker.Input) {
        for action in servers[number].worker.handle(input, now: now) {
            switch action {
            case .run(let run):
                // What this life of the process began is its own, though another life may have begun when it is done.
                let owner = servers[number].owner
                let cache = servers[number].cachedVersion == definitions.version ? servers[number].cache : [:]
                let version = definitions.version
                transact(.server(number), "steps") {
                    $0.step(run, by: owner, version == $0.definitions.version ? cache : [:])
                } then: {
                    $0.finish(number, run, $1)
                }
            case .dropCache(.all): servers[number].cache = [:]
            case .dropCache(.ranges(let ranges)):
                let gone = Set(ranges)
                servers[number].cache = servers[number].cache.filter { !gone.contains($0.key.bucket.range) }
            case .setAside(let work):
                let leases = servers[number].worker.leases
                transact(.server(number), "sets aside") { simulator in
                    simulator.poisoned.remove(work.item.id)
                    let now = simulator.now
                    return
                        (try? simulator.write { store throws(ModelStore.Failure) in
                            try store.setAside(work, under: leases, now: now)
                        }) != nil
                } then: {
                    $0.work(number, $1 == true ? .setAside : .notSetAside)
                }
            case .wake(let moment): timer(number, .worker, at: moment) { $0.work(number, .tick) }
            case .drained: break
            }
        }
    }

    struct Stepped {
        var result: Result<BucketWorker.Result, RunFailure>
        var customers: [Customer] = []
        var stale: [ProfileKey] = []
    }

    /// One run's transaction: reads what is due, steps it, applies the batch.
    private mutating func step(
        _ run: BucketWorker.Run, by owner: String, _ cache: [ProfileKey: Customer]
    ) -> Stepped {
        let ranges = Set(run.leases.map(\.range))
        let due = store.due(in: ranges, now: now, limit: run.limit)
        let next = due.count < run.limit ? store.work.nextDue(in: ranges) : nil
        let result = BucketWorker.Result(taken: due.count, nextDue: next)
        guard !due.isEmpty else { return Stepped(result: .success(result)) }
        if due.contains(where: { $0.item.kind == .event && poisoned.contains($0.item.id) }) {
            return Stepped(result: .failure(.init(.badData("a poisoned event", items: due.map(\.item)))))
        }
        // Memberships are kept by the version they were computed with.
        let moment = now + (plan.planted?.stepsAhead ?? .zero)
        var step = BatchStep(leases: run.leases, now: moment, definitions: definitions)
        var remembered: Set<ProfileKey> = []
        do {
            let batch = try step.run(due, reader: store) { key in
                if cache[key] != nil { remembered.insert(key) }
                return cache[key]
            }
            let entries = books.entries(for: batch, by: owner, store)
            try store.apply(batch, now: now)
            note(batch, of: due, run, remembered)
            books.enter(entries, batch, step.stepped, store, at: now, definitions)
            if !batch.buildProgress.isEmpty { finishBuild() }
            follow(batch)
            return Stepped(result: .success(result), customers: step.stepped, stale: step.stale)
        } catch let failure as ModelStore.Failure {
            switch failure {
            case .leasesLost(let ranges): return Stepped(result: .failure(.init(.leasesLost(ranges))))
            case .claimsTaken: return Stepped(result: .failure(.init(.conflict)))
            }
        } catch {
            books.violate(now, "a step failed: \(error)")
            return Stepped(result: .failure(.init(.badData("\(error)", items: due.map(\.item)))))
        }
    }

    private mutating func note(
        _ batch: StepBatch, of due: [DueWork], _ run: BucketWorker.Run, _ remembered: Set<ProfileKey>
    ) {
        guard plan.isReplayed else { return }
        journal.entries.append(
            .step(
                Journal.Step(
                    work: due.map(\.item), leases: run.leases, at: now, definitions: definitions,
                    profiles: batch.profiles, remembered: remembered)))
    }

    /// Delivery, other servers and the outside hear of what was committed.
    private mutating func follow(_ batch: StepBatch) {
        nudgeDelivery(for: batch)
        for request in batch.effects { askOutside(request) }
    }

    private mutating func nudgeDelivery(for batch: StepBatch) {
        nudgeWorkers(for: batch.scheduledWork.filter { $0.dueAt <= now }.map(\.subject))
        guard !batch.messages.isEmpty || !batch.messageChanges.isEmpty else { return }
        let cleared =
            batch.messages.filter { $0.state == .ready }.map(\.id)
            + batch.messageChanges.filter { $0.state == .ready }.map(\.id)
        for id in cleared where strikes(faults.stopWhileReady) {
            enter(after: between(0, 60)) { $0.unsubscribe(String(id)) }
        }
        for number in servers.indices where servers[number].isRunning {
            enter(after: .zero, tell(.server(number), life: servers[number].life) { $0.deliver(number, .nudge) })
        }
    }

    /// Those who hold the ranges of these people hear of new work; others would look in vain.
    mutating func nudgeWorkers(for subjects: [IdentityKey]) {
        let ranges = Set(subjects.map(\.bucket.range))
        for number in servers.indices where servers[number].isRunning {
            guard servers[number].worker.leases.contains(where: { ranges.contains($0.range) }) else { continue }
            enter(after: .zero, tell(.server(number), life: servers[number].life) { $0.work(number, .nudge) })
        }
    }

    private mutating func finish(_ number: Int, _ run: BucketWorker.Run, _ stepped: Stepped?) {
        guard let stepped else { return work(number, .failed(run.id, .connectionLost)) }
        switch stepped.result {
        case .failure(let failure): work(number, .failed(run.id, failure.failure))
        case .success(let result):
            if servers[number].cachedVersion != definitions.version {
                servers[number].cache = [:]
                servers[number].cachedVersion = definitions.version
            }
            for key in stepped.stale { servers[number].cache[key] = nil }
            for customer in stepped.customers { servers[number].cache[customer.profile.key] = customer }
            work(number, .ran(run.id, result))
        }
    }
}

/// A failure as an error.
struct RunFailure: Error {
    let failure: BucketWorker.Failure
    init(_ failure: BucketWorker.Failure) { self.failure = failure }
}
