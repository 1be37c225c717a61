import Engine
import Values

extension ModelStore {
    /// Messages of these ranges that may be handed over now, and when the next one may.
    func claimReady(
        in ranges: Set<BucketRange>, now: Instant, limit: Int
    ) -> (candidates: [DeliveryWorker.Candidate], next: Instant?) {
        let ready = outgoing.map { messages[$0]! }.filter {
            $0.state == .ready && ranges.contains($0.profile.bucket.range)
        }
        let oldest = now - DeliveryLimits().clearance
        let due = ready.filter { $0.dueAt <= now && $0.dueAt > oldest }
            .sorted { ($0.dueAt, $0.id) < ($1.dueAt, $1.id) }.prefix(limit)
        return (
            due.map { DeliveryWorker.Candidate(message: $0, attempts: attempts[$0.id] ?? 0) },
            ready.map(\.dueAt).filter { $0 > now }.min()
        )
    }

    /// Has policy asked again about messages whose clearance has passed.
    mutating func askAgain(in ranges: Set<BucketRange>, now: Instant) {
        let oldest = now - DeliveryLimits().clearance
        for id in outgoing {
            let message = messages[id]!
            guard message.state == .ready, message.dueAt <= oldest, ranges.contains(message.profile.bucket.range)
            else { continue }
            schedule(message.clearAgainWork)
        }
    }

    /// Reads ledger, expiry and state a last time, and makes `sending` of those that may go.
    ///
    /// - Parameter readsLedger: false plants the fault that it does not.
    mutating func commitSending(
        _ ids: [Int64], under held: [Lease], now: Instant, readsLedger: Bool = true
    ) throws(Failure) -> [Int64] {
        let lost = leases.lost(held)
        guard lost.isEmpty else { throw .leasesLost(lost) }
        var taken: [Int64] = []
        for id in ids {
            guard let message = messages[id], message.state == .ready else { continue }
            if readsLedger, isStopped(message) {
                refuse(message, "Consent was withdrawn")
            } else if message.expiresAt <= now {
                refuse(message, "It was out of date when its turn came")
            } else {
                set(id, to: .sending, "")
                attempts[id, default: 0] += 1
                taken.append(id)
            }
        }
        return taken
    }

    private mutating func refuse(_ message: Message, _ reason: String) {
        set(message.id, to: .refused, reason)
        schedule(Command.refusedWork(message: message.id, of: message.profile))
    }

    private func isStopped(_ message: Message) -> Bool {
        let standing = standing(of: LedgerEntry.addressKey(message.address, channel: message.channel))
        return standing.isSuppressed || (standing.isWithdrawn && message.purpose == .marketing)
    }

    /// The later statement counts, and of two at one moment the stricter.
    func standing(of addressKey: Int64) -> (isWithdrawn: Bool, isSuppressed: Bool) {
        let entries = ledger.filter { $0.addressKey == addressKey }
        func last(_ statements: [LedgerEntry.Statement]) -> LedgerEntry.Statement? {
            entries.filter { statements.contains($0.statement) }
                .max {
                    ($0.at, statements.firstIndex(of: $0.statement)!) < (
                        $1.at, statements.firstIndex(of: $1.statement)!
                    )
                }?
                .statement
        }
        return (last([.granted, .withdrawn]) == .withdrawn, last([.released, .suppressed]) == .suppressed)
    }

    /// Records results of messages that are still `sending`, or given up as unknown; schedules what follows.
    mutating func record(_ settlements: [Settlement], flows: (Int64) -> String) {
        for settlement in settlements {
            let state = messages[settlement.message]!.state
            guard state == .sending || (state == .unknown && settlement.settlesUnknown) else { continue }
            switch settlement.result {
            case .sent: set(settlement.message, to: .sent, "")
            case .bounced: set(settlement.message, to: .bounced, settlement.reason)
            case .failed: set(settlement.message, to: .failed, settlement.reason)
            case .unknown: set(settlement.message, to: .unknown, settlement.reason)
            case .retry(let at): set(settlement.message, to: .ready, settlement.reason, dueAt: at)
            case .hold(let until): set(settlement.message, to: .held, settlement.reason, dueAt: until)
            }
            for item in settlement.work(flow: flows(settlement.flow)) { schedule(item) }
        }
    }

    /// Settles what an earlier owner of these ranges left in `sending`.
    mutating func recoverSending(under held: [Lease], now: Instant) throws(Failure) {
        let lost = leases.lost(held)
        guard lost.isEmpty else { throw .leasesLost(lost) }
        let ranges = Set(held.map(\.range))
        for id in outgoing {
            let message = messages[id]!
            guard message.state == .sending, ranges.contains(message.profile.bucket.range) else { continue }
            switch message.purpose {
            case .marketing: set(id, to: .unknown, "The program stopped while it was being handed over")
            case .transactional: set(id, to: .ready, "", dueAt: now)
            }
        }
    }

    /// Puts work that cannot be stepped off.
    mutating func setAside(_ work: BucketWorker.SetAside, under held: [Lease], now: Instant) throws(Failure) {
        let lost = leases.lost(held.filter { $0.range == work.item.range })
        guard lost.isEmpty else { throw .leasesLost(lost) }
        guard self.work.remove(work.item) else { return }
        schedule(work.again)
        log.append(work.logEntry(at: now, definitions: 0))
    }
}

extension Settlement {
    /// A late answer still counts where the message was given up as unknown in the meantime.
    fileprivate var settlesUnknown: Bool {
        switch result {
        case .sent, .bounced, .failed: true
        case .retry, .hold, .unknown: false
        }
    }
}
