import Engine
import Values

/// What was committed, in that order: from it the same database can be made again.
struct Journal {
    enum Entry {
        case change((inout ModelStore) -> Void)
        case step(Step)
    }

    /// A batch: what it was computed from, and what it wrote of people.
    struct Step {
        let work: [WorkItem]
        let leases: [Lease]
        let at: Instant
        let definitions: Definitions
        let profiles: [StoredProfile]
    }

    var entries: [Entry] = []
    /// An event that was put off is history to whoever reads it from storage before it is stepped, and not to whoever
    /// remembers the person: what follows from it may then come sooner or later.
    var hasPutOffEvents = false

    /// Where two texts part.
    static func parting(_ replayed: String, _ kept: String) -> String {
        let common = zip(replayed.utf8, kept.utf8).prefix { $0 == $1 }.count
        let from = max(0, common - 60)
        func part(_ text: String) -> String {
            String(decoding: Array(text.utf8).dropFirst(from).prefix(160), as: UTF8.self)
        }
        return "“\(part(replayed))” instead of “\(part(kept))”"
    }
}

extension Simulator {
    /// Changes the database by something other than a step, and notes it so that it can be done again.
    @discardableResult
    mutating func write<Answer, Failure: Error>(
        _ change: @escaping (inout ModelStore) throws(Failure) -> Answer
    ) throws(Failure) -> Answer {
        if plan.isReplayed { journal.entries.append(.change { store in _ = try? change(&store) }) }
        return try change(&store)
    }

    /// Steps everything that was committed once more, from an empty database and with nothing remembered: people must
    /// come out as they are.
    mutating func replay() {
        guard plan.isReplayed, !journal.hasPutOffEvents, !books.isBroken else { return }
        var again = ModelStore(leaseDuration: LeaseLimits.simulated.duration)
        again.answersEffects = false
        for entry in journal.entries {
            switch entry {
            case .change(let change): change(&again)
            case .step(let step): guard replay(step, &again) else { return }
            }
        }
        for difference in again.differences(from: store) {
            books.violate(now, "the replayed database is another: \(difference)")
        }
    }

    private mutating func replay(_ made: Journal.Step, _ again: inout ModelStore) -> Bool {
        for item in made.work where !again.work.contains(item) {
            books.violate(made.at, "the replay has no \(item.kind) \(item.id)")
            return false
        }
        let due = made.work.map { DueWork(item: $0, event: $0.kind == .event ? again.events[Int($0.id) - 1] : nil) }
        var step = BatchStep(leases: made.leases, now: made.at, definitions: made.definitions)
        do {
            let batch = try step.run(due, reader: again, cached: { _ in nil })
            let odd = zip(batch.profiles, made.profiles).first { $0 != $1 }
            guard odd == nil, batch.profiles.count == made.profiles.count else {
                let text =
                    odd.map { "\(Journal.parting($0.document, $1.document)) of \($0.key.rawValue)" }
                    ?? "\(batch.profiles.count) profiles, not \(made.profiles.count)"
                books.violate(made.at, "a step came out otherwise in the replay: \(text)")
                return false
            }
            try again.apply(batch, now: made.at)
            return true
        } catch {
            books.violate(made.at, "the replay failed: \(error)")
            return false
        }
    }
}
