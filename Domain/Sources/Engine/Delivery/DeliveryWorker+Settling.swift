import Values

extension DeliveryWorker {
    /// `sending` is committed: those that may go are handed over at once.
    mutating func committed(_ ticket: Ticket, _ ids: [Int64], _ actions: inout [Action]) {
        guard let commit = committing, commit.ticket == ticket else { return }
        committing = nil
        failures = 0
        // These are no longer among the ready ones: whoever waits behind them is found now.
        if leftSome, waiting.count <= limits.waiting / 8, case .due = claim { claim = .due(at: now) }
        let cleared = Set(ids)
        for (candidate, gate) in commit.candidates {
            guard cleared.contains(candidate.message.id) else {
                gates[gate].giveBack(at: now)
                continue
            }
            let attempt = candidate.attempts + 1
            underWay[candidate.message.id] = UnderWay(message: candidate.message, attempt: attempt, gate: gate)
            actions.append(
                .handOver(candidate.message, attempt: attempt, provider: gates[gate].limits.name))
        }
    }

    mutating func answered(_ id: Int64, _ answer: Answer) {
        guard let flight = underWay[id], !flight.isAnswered else { return }
        underWay[id]!.isAnswered = true
        gates[flight.gate].answered(isReachable: answer.isReachable, at: now)
        let (result, reason) = settle(flight, answer)
        results.append(
            Settlement(
                message: id, profile: flight.message.profile, flow: flight.message.flow,
                channel: flight.message.channel, address: flight.message.address, attempt: flight.attempt,
                provider: gates[flight.gate].limits.name,
                at: now, result: result, reason: reason))
    }

    private func settle(_ flight: UnderWay, _ answer: Answer) -> (Settlement.Result, String) {
        switch answer {
        case .accepted(let response): return (.sent, response)
        case .refusedForGood(let reason, let isAddressBad): return (isAddressBad ? .bounced : .failed, reason)
        case .unknown(let reason) where flight.message.purpose == .marketing: return (.unknown, reason)
        case .unknown(let reason):
            return again(flight, limits.connectionDelay, growing: 2, limits.longestRetryDelay, reason)
        case .refusedForNow(let reason) where flight.attempt >= limits.attempts:
            return (.failed, "Given up after \(flight.attempt) attempts: \(reason)")
        case .refusedForNow(let reason):
            return again(flight, limits.retryDelay, growing: limits.retryGrowth, limits.longestRetryDelay, reason)
        case .notSent(let reason):
            return again(flight, limits.connectionDelay, growing: 2, limits.longestConnectionDelay, reason)
        }
    }

    /// Later, by a delay that grows with the attempts and is not the same for all, so that they do not come at once.
    private func again(
        _ flight: UnderWay, _ first: TimeSpan, growing growth: Int64, _ longest: TimeSpan, _ reason: String
    ) -> (Settlement.Result, String) {
        var delay = first.milliseconds
        for _ in 1..<max(1, flight.attempt) where delay < longest.milliseconds { delay *= growth }
        delay = min(delay, longest.milliseconds)
        var hash = StableHash()
        hash.combine(flight.message.id)
        hash.combine(Int64(flight.attempt))
        // From half to one and a half times the delay.
        let jittered = delay / 2 + Int64(hash.finish() % UInt64(delay + 1))
        let moment = now + TimeSpan(milliseconds: jittered)
        guard moment < flight.message.expiresAt else {
            return (.failed, "Out of date before another attempt: \(reason)")
        }
        return (flight.message.purpose == .marketing ? .hold(until: moment) : .retry(at: moment), reason)
    }

    mutating func record(_ actions: inout [Action]) {
        guard recording == nil, !results.isEmpty else { return }
        let ticket = ticket()
        recording = (ticket, results)
        actions.append(.record(ticket, results))
        results = []
    }

    mutating func recorded(_ ticket: Ticket) {
        guard let recording, recording.ticket == ticket else { return }
        failures = 0
        guard doubtful != ticket else {
            results = recording.settlements + results
            self.recording = nil
            return
        }
        for settlement in recording.settlements {
            underWay[settlement.message] = nil
            if case .retry(let moment) = settlement.result, case .due(let next) = claim {
                claim = .due(at: min(moment, next))
            }
        }
        remember(recording.settlements)
        self.recording = nil
    }

    private mutating func remember(_ settlements: [Settlement]) {
        let oldest = now - limits.remembered
        lately.removeFirst(lately.prefix { $0.at < oldest }.count)
        // What is to go again is found by the recovery; told late, it could be taken for the next attempt's result.
        lately += settlements.filter(\.isFinal).map { ($0, now) }
    }

    /// Results that may be forgotten are recorded again, where nothing has come of it; whatever else is left in
    /// `sending` is settled as after a stop.
    mutating func databaseReturned() {
        let known = Set(underWay.keys).union(results.map(\.message))
        results = lately.map(\.settlement).filter { !known.contains($0.message) } + results
        lately = []
        doubtful = recording?.ticket
        recovered = []
    }
}

extension DeliveryWorker.Answer {
    /// Whether a provider said anything at all, be it no.
    var isReachable: Bool {
        switch self {
        case .accepted, .refusedForGood, .refusedForNow: true
        case .unknown, .notSent: false
        }
    }
}
