/// What a condition reads: which changes can touch it, and what must be loaded to evaluate it.
public struct Requirements: Sendable, Hashable {
    /// Something stored about a profile beside its properties.
    public enum StoredFact: String, Sendable, Hashable, CaseIterable {
        case identities, place, locale, zone, stage, scores, suppressions, coupons, rfm, cart
    }

    /// Events whose arrival can change the answer.
    public var eventNames: Set<String> = []
    /// Of these events the bodies are read, not only the times; a subset of `eventNames`.
    public var needsEventProperties: Set<String> = []
    /// First segments of the profile paths: `profile.address.city` asks for `address`.
    public var profileProperties: Set<String> = []
    /// Channels whose consent is read, topics included.
    public var consentChannels: Set<String> = []
    /// Segments and lists that `member` names.
    public var memberships: Set<String> = []
    /// Lists that `listed` names.
    public var lists: Set<String> = []
    public var tags: Set<String> = []
    /// First segments of the predicted paths.
    public var predictions: Set<String> = []
    /// Keys of the thresholds that the workspace must supply, such as `top 10% by sum("Order Completed".total)`.
    public var ranks: Set<String> = []
    public var facts: Set<StoredFact> = []
    /// Whether the answer depends on the triggering event; such a condition is no segment.
    public var usesTrigger = false

    public init() {}

    /// Whether nothing is read but events and tags.
    public var readsEventsAndTagsAlone: Bool {
        var others = self
        others.tags = []
        return !others.readsState && !usesTrigger
    }

    /// Whether a change of anything but events can change the answer.
    public var readsState: Bool {
        !(profileProperties.isEmpty && consentChannels.isEmpty && memberships.isEmpty && lists.isEmpty && tags.isEmpty
            && predictions.isEmpty && ranks.isEmpty && facts.isEmpty)
    }
}
