import Values

/// Keeps one process's share of the 64 ranges: says that it is alive, renews what it holds, takes what is free, and
/// lets go in time of what it could not renew.
///
/// A state machine without I/O: whoever drives it performs all actions in order, then reports what came of them. Which
/// ranges are its share is settled by the database in the transaction of `.renew`, where all owners meet; that the
/// leaseholder alone writes is settled there too, by the epoch that every transaction asserts. What is kept here is
/// the time: a lease is given up a while before another may take it, so that nothing is begun in vain.
public struct LeaseKeeper: Sendable {
    public var limits: LeaseLimits
    public private(set) var leases: [Lease] = []
    /// Until when the leases may be used: counted from when the renewal was asked for, not from its answer.
    private var usableUntil = Instant.distantPast
    private var renewal = Renewal.due(at: .distantPast)
    private var lastAttempt: Int64 = 0
    private var failures = 0
    private var phase = Phase.keeping
    private var now = Instant.distantPast

    private enum Renewal: Sendable {
        case due(at: Instant)
        case asked(attempt: Int64, at: Instant)
    }

    private enum Phase: Sendable {
        case keeping
        case leaving
        case gone
    }

    public enum Input: Sendable {
        /// The process has started, or the moment asked for by `.wake` has come.
        case tick
        /// All leases held since that renewal, those newly taken included.
        case renewed(attempt: Int64, [Lease])
        case failed(attempt: Int64)
        /// The process stops; its workers have finished already.
        case drain
        /// `.leave` is done, or has failed: then the leases expire by themselves.
        case left
    }

    public enum Action: Sendable, Equatable {
        /// In one transaction: say that the owner is alive, renew its leases, give up those beyond its fair share,
        /// take free and expired ones up to it. Answer with `.renewed` or `.failed`.
        case renew(attempt: Int64)
        /// From now on these leases are held, and no others: tell the workers, at once.
        case hold([Lease])
        /// Send `.tick` at this moment. A later `wake` replaces an earlier one.
        case wake(at: Instant)
        /// Give everything up, so that others take it at once.
        case leave
        case drained
    }

    public init(limits: LeaseLimits = LeaseLimits()) { self.limits = limits }

    /// - Parameter now: of this process's own steady clock, which counts on while the process stands still.
    public mutating func handle(_ input: Input, now: Instant) -> [Action] {
        self.now = max(self.now, now)
        var actions: [Action] = []
        // What has run out meanwhile is let go before anything else is heard.
        expire(&actions)
        switch input {
        case .tick: break
        case .renewed(let attempt, let leases): renewed(attempt, leases, &actions)
        case .failed(let attempt): failed(attempt)
        case .drain: drain(&actions)
        case .left:
            if phase == .leaving {
                phase = .gone
                actions.append(.drained)
            }
        }
        if phase == .keeping { proceed(&actions) }
        return actions
    }

    private mutating func proceed(_ actions: inout [Action]) {
        switch renewal {
        case .due(let moment) where self.now >= moment: ask(&actions)
        // An answer that does not come is given up; a late one is told apart by its attempt.
        case .asked(_, let moment) where self.now >= moment + limits.answerWithin:
            failures += 1
            ask(&actions)
        case .due, .asked: break
        }
        actions.append(.wake(at: nextMoment))
    }

    private var nextMoment: Instant {
        let next =
            switch renewal {
            case .due(let moment): moment
            case .asked(_, let moment): moment + limits.answerWithin
            }
        return leases.isEmpty ? next : min(next, usableUntil)
    }

    private mutating func ask(_ actions: inout [Action]) {
        lastAttempt += 1
        renewal = .asked(attempt: lastAttempt, at: self.now)
        actions.append(.renew(attempt: lastAttempt))
    }

    private mutating func renewed(_ attempt: Int64, _ held: [Lease], _ actions: inout [Action]) {
        guard phase == .keeping, case .asked(attempt, let askedAt) = renewal else { return }
        failures = 0
        renewal = .due(at: askedAt + limits.interval)
        let usable = askedAt + limits.duration - limits.margin
        // An answer so late that the leases may be another's already is no answer.
        guard usable > now else { return }
        usableUntil = usable
        let held = held.sorted { $0.range < $1.range }
        guard held != leases else { return }
        leases = held
        actions.append(.hold(held))
    }

    private mutating func failed(_ attempt: Int64) {
        guard case .asked(attempt, _) = renewal else { return }
        failures += 1
        let doubling = Int64(1) << min(failures - 1, 8)
        let delay = min(limits.retryDelay.milliseconds * doubling, limits.interval.milliseconds)
        renewal = .due(at: now + TimeSpan(milliseconds: delay))
    }

    private mutating func expire(_ actions: inout [Action]) {
        guard !leases.isEmpty, now >= usableUntil else { return }
        leases = []
        actions.append(.hold([]))
    }

    private mutating func drain(_ actions: inout [Action]) {
        guard phase == .keeping else { return }
        phase = .leaving
        if !leases.isEmpty {
            leases = []
            actions.append(.hold([]))
        }
        actions.append(.leave)
    }
}

/// How long leases last and how early they are let go.
public struct LeaseLimits: Sendable {
    /// By the database's clock; storage writes it into the row.
    public var duration = TimeSpan.seconds(4)
    /// Between renewals. With `duration` it bounds a takeover after a kill, which must come within 5 s.
    public var interval = TimeSpan(milliseconds: 500)
    /// A lease is let go so long before it expires: longer than a batch's transaction takes.
    public var margin = TimeSpan(milliseconds: 500)
    /// After a failed renewal; doubles up to the interval.
    public var retryDelay = TimeSpan(milliseconds: 100)
    /// A renewal without an answer is asked again after this, so that one stuck connection does not cost the leases.
    public var answerWithin = TimeSpan(milliseconds: 1_500)

    public init() {}
}
