import Values

extension IntakeGroup {
    mutating func fail(_ batch: BatchID, _ failure: Failure, now: Instant, _ actions: inout [Action]) {
        guard let commit = takeCommit(batch) else { return }
        switch failure {
        case .badData(let message): divide(commit.parts, message, &actions)
        case .connectionLost: pause(commit, now: now, &actions)
        case .diskFull: refuse(commit.parts.map(\.request), .diskFull, &actions)
        }
    }

    /// Halves what the database refused until the poisoned row stands alone, so that it harms no stranger.
    private mutating func divide(_ parts: [Part], _ message: String, _ actions: inout [Action]) {
        let rows = parts.reduce(0) { $0 + $1.rows }
        guard rows == 1, let part = parts.first(where: { $0.rows == 1 }) else {
            let (first, second) = Part.halves(of: parts, rows: rows)
            retries.append(second)
            retries.append(first)
            return
        }
        if let event = part.events.first {
            let rejected = RejectedEvent(
                receivedAt: event.receivedAt, rule: RejectionRule.refusedByStorage.rawValue,
                reason: "\(event.name) of \(event.identity.name) was refused by the database: \(message)",
                source: part.source, body: String(decoding: event.properties, as: UTF8.self))
            open[part.request]?.refused.append(rejected)
            retries.append([part.replacing(with: rejected)])
        } else if var rejected = part.rejected.first, !rejected.body.isEmpty {
            // What poisoned the event may poison the note of it: better a note without its text than none.
            rejected.body = ""
            retries.append([part.replacing(with: rejected)])
        } else {
            refuse([part.request], .refusedByStorage, &actions)
        }
    }

    /// A lost COMMIT may have happened: the batch is tried again whole, and deduplication makes that safe.
    private mutating func pause(_ commit: Commit, now: Instant, _ actions: inout [Action]) {
        let firstLostAt = commit.firstLostAt ?? now
        guard now - firstLostAt < limits.giveUpAfter else {
            refuse(commit.parts.map(\.request), .storageUnavailable, &actions)
            let late = waiting.takeArrived(before: now - limits.giveUpAfter)
            if !late.isEmpty { actions.append(.refuse(late.map(\.id), .storageUnavailable)) }
            return
        }
        let doubling = Int64(1) << min(commit.attempts, 16)
        let delay = min(limits.retryDelay.milliseconds * doubling, limits.longestRetryDelay.milliseconds)
        pauses.append(
            Pause(
                parts: commit.parts, firstLostAt: firstLostAt, attempts: commit.attempts + 1,
                until: now + TimeSpan(milliseconds: delay)))
    }

    /// Answers requests that cannot be stored, and forgets what is left of them.
    private mutating func refuse(_ requests: [RequestID], _ refusal: Refusal, _ actions: inout [Action]) {
        let refused = requests.uniqued.filter { open.removeValue(forKey: $0) != nil }
        guard !refused.isEmpty else { return }
        let gone = Set(refused)
        retries = retries.compactMap { parts in
            let left = parts.filter { !gone.contains($0.request) }
            return left.isEmpty ? nil : left
        }
        actions.append(.refuse(refused, refusal))
    }
}

extension Array where Element: Hashable {
    /// Each element once, where it first stands.
    fileprivate var uniqued: [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
