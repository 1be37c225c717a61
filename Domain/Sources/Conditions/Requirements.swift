/// What a condition reads: which changes can touch it, and what must be loaded to evaluate it.
public struct Requirements: Sendable, Hashable {
    /// Events whose arrival can change the answer.
    public var eventNames: Set<String> = []
    /// Of these events the bodies are read, not only the times; a subset of `eventNames`.
    public var needsEventProperties: Set<String> = []
    /// First segments of the profile paths: `profile.address.city` asks for `address`.
    public var profileProperties: Set<String> = []
    public var consentChannels: Set<String> = []
    public var memberships: Set<String> = []
    /// Whether the answer depends on the triggering event; such a condition is no segment.
    public var usesTrigger = false

    public init() {}
}
