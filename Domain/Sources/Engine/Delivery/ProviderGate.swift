import Values

/// Whether a provider may be given a message now: its connections, its rate, and a circuit breaker.
struct ProviderGate: Sendable {
    let limits: ProviderLimits
    /// Whether it takes messages at all: one that does not finishes what it has.
    var isUsed = true
    private(set) var handedOver = 0
    private(set) var breaker = Breaker.closed(failures: 0)
    private var tokens: Double
    private var filledAt: Instant?

    enum Breaker: Sendable, Hashable {
        case closed(failures: Int)
        /// Left alone until then.
        case open(until: Instant, rest: TimeSpan)
        /// One message is on its way to see whether it answers again.
        case probing(rest: TimeSpan)
    }

    init(_ limits: ProviderLimits) {
        self.limits = limits
        tokens = ProviderGate.capacity(limits)
    }

    /// What may go at once after a quiet time: a second's worth.
    private static func capacity(_ limits: ProviderLimits) -> Double { max(1, limits.messagesPerSecond ?? 1) }

    /// How many messages it takes now.
    mutating func room(at now: Instant) -> Int {
        fill(at: now)
        guard isUsed else { return 0 }
        let free = limits.connections - handedOver
        switch breaker {
        case .closed: break
        case .open(let until, _):
            if now < until { return 0 }
            return handedOver == 0 ? 1 : 0
        case .probing: return 0
        }
        return max(0, limits.messagesPerSecond == nil ? free : min(free, Int(tokens)))
    }

    /// Whether the next provider is asked in its place now.
    func isPassedOver(at now: Instant) -> Bool { !isUsed || isOpen(at: now) }

    /// Whether it is left alone now, since it could not be reached.
    func isOpen(at now: Instant) -> Bool {
        switch breaker {
        case .closed: false
        case .open(let until, _): now < until
        case .probing: true
        }
    }

    /// When there may be room again without an answer having come; nil where only an answer makes room.
    func nextRoom(after now: Instant) -> Instant? {
        guard isUsed else { return nil }
        switch breaker {
        case .open(let until, _): return until > now ? until : nil
        case .probing: return nil
        case .closed:
            guard let rate = limits.messagesPerSecond, handedOver < limits.connections, tokens < 1 else { return nil }
            return now + TimeSpan(milliseconds: Int64(((1 - tokens) * 1000 / rate).rounded(.up)))
        }
    }

    private mutating func fill(at now: Instant) {
        guard let rate = limits.messagesPerSecond else { return }
        if let filledAt, now > filledAt {
            let gained = Double((now - filledAt).milliseconds) * rate / 1000
            tokens = min(ProviderGate.capacity(limits), tokens + gained)
        }
        filledAt = max(now, filledAt ?? now)
    }

    /// Reserves a connection and its share of the rate.
    mutating func take() {
        handedOver += 1
        if limits.messagesPerSecond != nil { tokens -= 1 }
        if case .open(_, let rest) = breaker { breaker = .probing(rest: rest) }
    }

    /// A reserved message was not handed over after all.
    mutating func giveBack(at now: Instant) {
        handedOver -= 1
        if limits.messagesPerSecond != nil { tokens += 1 }
        if case .probing(let rest) = breaker { breaker = .open(until: now, rest: rest) }
    }

    /// The provider answered, or could not be reached.
    mutating func answered(isReachable: Bool, at now: Instant) {
        handedOver -= 1
        if isReachable {
            breaker = .closed(failures: 0)
            return
        }
        switch breaker {
        case .closed(let failures) where failures + 1 < limits.failuresUntilOpen:
            breaker = .closed(failures: failures + 1)
        case .closed: breaker = .open(until: now + limits.rest, rest: limits.rest)
        // Those that were on their way when it opened say nothing new.
        case .open: break
        case .probing(let rest):
            let longer = min(TimeSpan(milliseconds: rest.milliseconds * 2), limits.longestRest)
            breaker = .open(until: now + longer, rest: longer)
        }
    }
}
