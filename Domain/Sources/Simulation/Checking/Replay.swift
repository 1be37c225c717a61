import Engine
import Values

extension Simulator {
    /// Steps everything that was committed once more, from an empty database: people must come out as they are.
    mutating func replay() {
        guard plan.isReplayed, !books.isBroken else { return }
        var replay = Replay()
        for entry in journal.entries {
            switch entry {
            case .change(let change):
                change(&replay.store)
                replay.noteArrivals()
            case .step(let step):
                if let fault = replay.fault(in: step) { return books.violate(step.at, fault) }
                if replay.isLost { return }
            }
        }
        for difference in replay.store.differences(from: store) {
            books.violate(now, "the replayed database is another: \(difference)")
        }
    }
}

/// The same work once more. Nobody is remembered from one step to the next but where the process remembered somebody of
/// whom events are stored that have yet to be stepped: those are history to whoever reads them from storage already.
private struct Replay {
    var store: ModelStore
    /// Those of whom the last step was theirs.
    private var remembered: [ProfileKey: Customer] = [:]
    private var unstepped: Set<Int64> = []
    private var arrived = 0
    /// Whether a process remembered somebody's history which the replay cannot tell from what storage knows beside it.
    private(set) var isLost = false

    init() {
        store = ModelStore(leaseDuration: LeaseLimits.simulated.duration)
        store.answersEffects = false
    }

    mutating func noteArrivals() {
        for event in store.events[arrived...] where event.call != .derived { unstepped.insert(event.sequence) }
        arrived = store.events.count
    }

    /// What came out otherwise than it did; nil where nothing did.
    mutating func fault(in made: Journal.Step) -> String? {
        if let item = made.work.first(where: { !store.work.contains($0) }) {
            return "the replay has no \(item.kind) \(item.id)"
        }
        let due = made.work.map { DueWork(item: $0, event: $0.kind == .event ? store.events[Int($0.id) - 1] : nil) }
        let taken = Set(made.work.filter { $0.kind == .event }.map(\.id))
        let waiting = Set(unstepped.subtracting(taken).map { store.events[Int($0) - 1].identity })
        isLost = made.remembered.contains { key, hasHistory in
            hasHistory && remembered[key]?.hasTimeline != true && isWaiting(key, waiting)
        }
        if isLost { return nil }
        var step = BatchStep(leases: made.leases, now: made.at, definitions: made.definitions)
        do {
            let batch = try step.run(due, reader: store) { key in
                made.remembered[key] != nil && isWaiting(key, waiting) ? remembered[key] : nil
            }
            if let fault = Replay.difference(batch.profiles, made.profiles) { return fault }
            try store.apply(batch, now: made.at)
            follow(batch, step)
            return nil
        } catch {
            return "the replay failed: \(error)"
        }
    }

    private func isWaiting(_ key: ProfileKey, _ waiting: Set<IdentityKey>) -> Bool {
        remembered[key]?.profile.identities.contains { waiting.contains($0.identity.key) } ?? false
    }

    private mutating func follow(_ batch: StepBatch, _ step: BatchStep) {
        noteArrivals()
        let forwarded = Set(batch.scheduledWork.filter { $0.kind == .event }.map(\.id))
        for item in batch.finishedWork where item.kind == .event && !forwarded.contains(item.id) {
            unstepped.remove(item.id)
        }
        for key in step.stale { remembered[key] = nil }
        for customer in step.stepped { remembered[customer.profile.key] = customer }
    }

    private static func difference(_ replayed: [StoredProfile], _ made: [StoredProfile]) -> String? {
        guard replayed.count == made.count else {
            return "a step wrote \(replayed.count) profiles in the replay, not \(made.count)"
        }
        guard let odd = zip(replayed, made).first(where: { $0 != $1 }) else { return nil }
        return "a step came out otherwise in the replay: \(Journal.parting(odd.0.document, odd.1.document)) of "
            + "\(odd.0.key.rawValue)"
    }
}
