import Engine
import ShopSimulator
import Values

extension Books {
    /// What a batch means for the books, read before it is applied.
    struct Entries {
        var stepped: [Int64] = []
        var absorbed: [(from: ProfileKey, by: ProfileKey)] = []
        var journeysDone: Set<Int64> = []
        var faults: [String] = []
        var owner: String
        var work: [WorkItem]

        var line: String {
            let items = work.map { "\($0.kind) \($0.id) of \($0.subject.rawValue)" }
            return "\(owner) stepped \(items.joined(separator: ", ")):"
        }
    }

    mutating func sent(_ payload: JSONObject, _ copy: SimulatedEvent.Copy) {
        counts.eventsSent += 1
        guard payload["event"]?.string == "Order Completed", let id = payload["properties"]?["order_id"]?.string else {
            return
        }
        orders.insert(id)
    }

    func entries(for batch: StepBatch, by owner: String, _ store: ModelStore) -> Entries {
        var entries = Entries(owner: owner, work: batch.finishedWork)
        let owned = Set(batch.leases.map(\.range))
        for range in Set(batch.profiles.map(\.key.bucket.range) + batch.finishedWork.map(\.range)) {
            if !owned.contains(range) { entries.faults.append("wrote range \(range.index) without its lease") }
            let row = store.leases.rows[range.index]
            guard let lease = batch.leases.first(where: { $0.range == range }), lease.epoch == row.epoch else {
                continue
            }
            // Under the epoch at hand it is whoever took the lease, though a later life of its process may run by now.
            if let holder = row.owner, holder != owner {
                entries.faults.append("\(owner) wrote range \(range.index), which \(holder) holds")
            }
        }
        let forwarded = Set(batch.scheduledWork.filter { $0.kind == .event || $0.kind == .absorb }.map(\.id))
        for item in batch.finishedWork {
            if !store.work.contains(item) { entries.faults.append("finished \(item), which is not there") }
            guard !forwarded.contains(item.id) else { continue }
            if item.kind == .event { entries.stepped.append(item.id) }
            if item.kind == .absorb, let from = Books.origin(of: item) { entries.absorbed.append((from, item.subject)) }
        }
        entries.journeysDone = journeysDone(in: batch, store)
        return entries
    }

    private static func origin(of item: WorkItem) -> ProfileKey? {
        guard let json = try? JSON.parse(item.payload), json["profile"] != nil else { return nil }
        return json["from"]?.number?.integer.map(ProfileKey.init(rawValue:))
    }

    /// Journeys that the batch ends because of a goal or an exit.
    private func journeysDone(in batch: StepBatch, _ store: ModelStore) -> Set<Int64> {
        let left = batch.log.filter { $0.kind == .goalReached || $0.kind == .exited }
        guard !left.isEmpty else { return [] }
        var done: Set<Int64> = []
        for profile in batch.profiles {
            let flows = Set(left.filter { $0.profile == profile.key }.map(\.subject))
            guard !flows.isEmpty, let old = store.profiles[profile.key],
                let before = try? Profile(key: profile.key, document: old.document),
                let after = try? Profile(key: profile.key, document: profile.document)
            else { continue }
            let running = Set(after.journeys.map(\.id))
            done.formUnion(before.journeys.filter { flows.contains($0.flow) && !running.contains($0.id) }.map(\.id))
        }
        return done
    }

    mutating func enter(
        _ entries: Entries, _ batch: StepBatch, _ stepped: [Customer], _ store: ModelStore, at now: Instant,
        _ definitions: Definitions
    ) {
        counts.batches += 1
        note(now, entries.line + " " + batch.log.map { "\($0.profile.rawValue): \($0.text)" }.joined(separator: "; "))
        for fault in entries.faults { violate(now, fault) }
        for sequence in entries.stepped {
            self.stepped[sequence, default: 0] += 1
            require(self.stepped[sequence] == 1, now, "event \(sequence) was stepped twice")
        }
        for (from, home) in entries.absorbed {
            absorbed[from] = person(home) == from ? nil : home
            counts.merges += 1
        }
        journeysDone.formUnion(entries.journeysDone)
        for event in batch.derivedEvents where !derived.insert(event.effectID).inserted {
            violate(now, "the effect of “\(event.name)” of \(event.profile.rawValue) came twice")
        }
        checkSegments(batch, now, definitions)
        counts.messages += batch.messages.count
        checkClearances(batch, store, now, definitions)
        checkEffects(batch, store, now)
        for customer in stepped where store.profiles[customer.profile.key]?.movedTo == nil {
            checkJourneys(of: customer.profile, store, now, definitions)
        }
    }

    /// Whoever enters or leaves by what happened does so with one event, where anybody listens to such ones.
    private mutating func checkSegments(_ batch: StepBatch, _ now: Instant, _ definitions: Definitions) {
        let told = batch.derivedEvents.count { SegmentEvent.names.contains($0.name) }
        let changes = batch.segmentChanges.count {
            $0.cause == .live && definitions.hearsOfMemberships(in: $0.segment, isMember: $0.isMember)
        }
        require(told == changes, now, "\(changes) entered or left segments, and \(told) events say so")
    }
}
