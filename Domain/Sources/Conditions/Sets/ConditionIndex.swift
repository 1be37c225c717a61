/// Which of many conditions a change can touch.
///
/// Cost: a look-up a change, and as much again as it finds.
public struct ConditionIndex: Sendable {
    /// Something that happened to a profile or its workspace.
    public enum Change: Sendable, Hashable {
        /// An event of this name came or went.
        case event(String)
        /// A property of the profile, by its first key.
        case property(String)
        /// A channel's consent or one of its topics.
        case consent(String)
        /// A segment or list entered or left.
        case membership(String)
        case list(String)
        case tag(String)
        case prediction(String)
        case fact(Requirements.StoredFact)
        /// The threshold of a rank, by its key.
        case threshold(String)
    }

    private var positions: [Change: [Int]] = [:]
    /// Positions of the conditions that read anything but events.
    public private(set) var readingState: [Int] = []

    /// Indexes conditions by their positions here.
    public init(_ requirements: [Requirements]) {
        for (position, needs) in requirements.enumerated() {
            if needs.readsState { readingState.append(position) }
            for change in needs.changes { positions[change, default: []].append(position) }
        }
    }

    /// Ascending positions of the conditions that this change can touch.
    public func touched(by change: Change) -> [Int] { positions[change] ?? [] }

    /// Ascending positions, each once, of the conditions that any of these changes can touch.
    public func touched(by changes: some Sequence<Change>) -> [Int] {
        Set(changes.flatMap { touched(by: $0) }).sorted()
    }
}

extension Requirements {
    /// Every change that can touch the condition.
    var changes: [ConditionIndex.Change] {
        eventNames.map { .event($0) } + profileProperties.map { .property($0) }
            + consentChannels.map { .consent($0) } + memberships.map { .membership($0) } + lists.map { .list($0) }
            + tags.map { .tag($0) } + predictions.map { .prediction($0) } + facts.map { .fact($0) }
            + ranks.map { .threshold($0) }
    }
}
