import Values

/// Why a message was held or not sent: the rule, with what it knew.
public enum MessageReason: Sendable, Equatable {
    case noConsent(Channel)
    case consentWithdrawn(Channel, at: Instant)
    case suppressed(since: Instant)
    case noAddress(Channel)
    case quietHours(until: Instant)
    case frequencyCap(until: Instant)
    /// The journey's goal was reached before the message was due.
    case goalReached(goal: String)
    case exited(condition: String)
    case expired(at: Instant)
    /// What the provider answered, such as `550 5.1.1 no such user`.
    case provider(answer: String)
    /// Any other rule, in the engine's own words.
    case words(String)
}
