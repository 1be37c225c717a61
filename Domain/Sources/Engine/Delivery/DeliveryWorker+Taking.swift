import Values

extension DeliveryWorker {
    /// Settles what earlier owners of newly gained ranges left behind, before anything of them is taken.
    mutating func recover(_ actions: inout [Action]) {
        guard recovering == nil, !isDraining else { return }
        // What we are handing over ourselves is ours to settle: its range waits for that.
        let busy = Set(
            underWay.values.map(\.message.profile.bucket.range) + results.map(\.profile.bucket.range)
                + (recording?.settlements.map(\.profile.bucket.range) ?? []))
        let fresh = leases.filter { !recovered.contains($0) && !busy.contains($0.range) }
        guard !fresh.isEmpty else { return }
        let ticket = ticket()
        recovering = (ticket, fresh)
        actions.append(.recover(ticket, fresh))
    }

    mutating func finishRecovery(_ ticket: Ticket) {
        guard let recovering, recovering.ticket == ticket else { return }
        failures = 0
        recovered.formUnion(Set(recovering.leases).intersection(leases))
        self.recovering = nil
        if case .due = claim { claim = .due(at: now) }
    }

    mutating func claimMore(_ actions: inout [Action]) {
        guard !isDraining, case .due(let moment) = claim, now >= moment, canTakeMore else { return }
        let leases = openLeases
        guard !leases.isEmpty else { return }
        let ticket = ticket()
        claim = .asked(ticket)
        isNudged = false
        // Those that are known already come again, so room is left for them.
        actions.append(.claim(ticket, leases, limit: limits.waiting + waiting.count + underWay.count))
    }

    mutating func claimed(
        _ ticket: Ticket, _ found: [Candidate], _ next: Instant?, _ actions: inout [Action]
    ) {
        guard case .asked(ticket) = claim else { return }
        failures = 0
        let known = Set(waiting.map(\.message.id)).union(underWay.keys).union(committing?.ids ?? [])
            .union(results.map(\.message)).union(recording?.settlements.map(\.message) ?? [])
        let fresh = found.filter { !known.contains($0.message.id) && isOpen($0.message.profile.bucket.range) }
        if !fresh.isEmpty, waitingSince == nil { waitingSince = now }
        waiting += fresh
        if !fresh.isEmpty { actions.append(.expect(fresh.map(\.message))) }
        let look = now + limits.poll
        let soon = isNudged || !fresh.isEmpty
        leftSome = next.map { $0 <= now } ?? false
        claim = .due(at: soon ? now : max(now, min(next.map { $0 > now ? $0 : look } ?? look, look)))
    }

    /// Messages that lapsed in storage, because nobody could take them in time, are put before policy again; while no
    /// provider can be reached, that would be in vain.
    mutating func askAgain(_ actions: inout [Action]) {
        guard now >= askAgainAt, !isDraining, gates.contains(where: { !$0.isPassedOver(at: now) }) else { return }
        let leases = openLeases
        guard !leases.isEmpty else { return }
        askAgainAt = now + limits.askAgainEvery
        actions.append(.askAgain(leases))
    }

    /// Commits `sending` for as many as there is room for, in a group.
    mutating func commit(_ actions: inout [Action]) {
        guard committing == nil, !isDraining, !waiting.isEmpty else { return }
        putBackLapsed(&actions)
        let rooms = gates.indices.map { gates[$0].room(at: now) }
        let room = rooms.reduce(0, +)
        guard room > 0, !waiting.isEmpty else { return }
        // With few connections free and little time lost, company is worth waiting for.
        let enough = max(1, (gates.filter(\.isUsed).map(\.limits.connections).max() ?? 1) / 4)
        guard min(room, waiting.count) >= enough || now >= (waitingSince ?? now) + limits.patience else { return }
        let chosen = choose(rooms)
        guard !chosen.isEmpty else { return }
        waiting.removeFirst(chosen.count)
        waitingSince = waiting.isEmpty ? nil : now
        let ranges = Set(chosen.map(\.candidate.message.profile.bucket.range))
        let ticket = ticket()
        let asserted = leases.filter { ranges.contains($0.range) }
        committing = Commit(ticket: ticket, candidates: chosen, leases: asserted)
        actions.append(.commitSending(ticket, chosen.map(\.candidate.message), asserted))
    }

    /// The first provider that is not resting takes the message, once it has room.
    private mutating func choose(_ rooms: [Int]) -> [(candidate: Candidate, gate: Int)] {
        var rooms = rooms
        var chosen: [(candidate: Candidate, gate: Int)] = []
        for candidate in waiting {
            let isFree = { (gate: Int) in rooms[gate] > 0 }
            // One that has rested long enough is tried with a single message; others go to the next one meanwhile.
            guard let gate = gates.indices.first(where: { isFree($0) || !gates[$0].isPassedOver(at: now) }),
                isFree(gate)
            else { break }
            rooms[gate] -= 1
            gates[gate].take()
            chosen.append((candidate, gate))
        }
        return chosen
    }

    private mutating func putBackLapsed(_ actions: inout [Action]) {
        let oldest = now - limits.clearance
        let lapsed = waiting.filter { $0.message.purpose == .marketing && $0.message.dueAt <= oldest }
        guard !lapsed.isEmpty else { return }
        waiting.removeAll { $0.message.purpose == .marketing && $0.message.dueAt <= oldest }
        if waiting.isEmpty { waitingSince = nil }
        actions.append(.schedule(lapsed.map(\.message.clearAgainWork)))
    }
}

extension DeliveryWorker.Commit {
    var ids: [Int64] { candidates.map(\.candidate.message.id) }
}
