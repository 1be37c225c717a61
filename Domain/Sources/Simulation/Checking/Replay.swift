import Engine
import Values

extension Simulator {
    /// Steps everything that was committed once more, from an empty database and in the order in which it was committed:
    /// people, and everything else, must come out as they are.
    mutating func replay() {
        guard plan.isReplayed, !books.isBroken else { return }
        var replay = Replay()
        for entry in journal.entries {
            switch entry {
            case .change(let change): change(&replay.store)
            case .step(let step):
                if let fault = replay.fault(in: step) { return books.violate(step.at, fault) }
            }
        }
        for difference in replay.store.differences(from: store) {
            books.violate(now, "the replayed database is another: \(difference)")
        }
    }
}

/// The same work once more. Whom a process remembered is remembered here, as this replay left them: so that it is found
/// out when a process remembers what is no longer so.
private struct Replay {
    var store: ModelStore
    /// Everybody as their last step left them.
    private var remembered: [ProfileKey: Customer] = [:]

    init() {
        store = ModelStore(leaseDuration: LeaseLimits.simulated.duration)
        store.answersEffects = false
    }

    /// What came out otherwise than it did; nil where nothing did.
    mutating func fault(in made: Journal.Step) -> String? {
        if let item = made.work.first(where: { !store.work.contains($0) }) {
            return "the replay has no \(item.kind) \(item.id)"
        }
        let due = made.work.map { DueWork(item: $0, event: $0.kind == .event ? store.events[Int($0.id) - 1] : nil) }
        var step = BatchStep(leases: made.leases, now: made.at, definitions: made.definitions)
        do {
            let batch = try step.run(due, reader: store) { key in
                made.remembered.contains(key) ? remembered[key] : nil
            }
            if let fault = Replay.difference(batch.profiles, made.profiles) { return fault }
            try store.apply(batch, now: made.at)
            for key in step.stale { remembered[key] = nil }
            for customer in step.stepped { remembered[customer.profile.key] = customer }
            return nil
        } catch {
            return "the replay failed: \(error)"
        }
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
