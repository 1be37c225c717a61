import Conditions

/// What conditions of a workspace ask for beside properties, events and memberships: nothing else is prepared.
struct FactNeeds: Sendable {
    let facts: Set<Requirements.StoredFact>
    let lists: Bool
    let tags: Bool
    /// Topics are asked for together with consents.
    let topics: Bool

    init(_ requirements: [Requirements]) {
        facts = requirements.reduce(into: []) { $0.formUnion($1.facts) }
        lists = requirements.contains { !$0.lists.isEmpty }
        tags = requirements.contains { !$0.tags.isEmpty }
        topics = requirements.contains { !$0.consentChannels.isEmpty }
    }

    private init() {
        facts = Set(Requirements.StoredFact.allCases)
        (lists, tags, topics) = (true, true, true)
    }

    static let everything = FactNeeds()

    func isEmpty(for profile: Profile) -> Bool {
        facts.isEmpty && !lists && !tags && (!topics || profile.topics.isEmpty)
    }
}
