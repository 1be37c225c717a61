import Values

/// What is known of one profile when a condition is evaluated.
public struct Subject: Sendable {
    public var properties: JSONObject
    /// Channels that the profile has consented to.
    public var consents: Set<String>
    /// Segments and lists that the profile is in.
    public var memberships: Set<String>
    /// Months, years and calendar days are counted in this zone.
    public var zone: Zone
    public var timeline: Timeline
    /// Nil where there are none: people who are stepped on two threads have nothing in common that both would count.
    private var sharedFacts: Shared<ProfileFacts>?
    private(set) var sharedWorkspace: Shared<WorkspaceFacts>

    public init(
        properties: JSONObject = JSONObject(), consents: Set<String> = [], memberships: Set<String> = [],
        zone: Zone = .utc, timeline: Timeline = Timeline()
    ) {
        self.properties = properties
        self.consents = consents
        self.memberships = memberships
        self.zone = zone
        self.timeline = timeline
        sharedWorkspace = .noWorkspace
    }

    /// What else is stored about the profile. Cost: setting it copies all of it.
    public var facts: ProfileFacts {
        get { sharedFacts?.value ?? ProfileFacts() }
        set { sharedFacts = Shared(newValue) }
    }

    /// Whether it has any tag. Cost: nothing is copied.
    public var hasTags: Bool { sharedFacts?.value.tags.isEmpty == false }

    /// What the profile's workspace supplies. Cost: setting it copies all of it; see `use`.
    public var workspace: WorkspaceFacts {
        get { sharedWorkspace.value }
        set { sharedWorkspace = Shared(newValue) }
    }

    /// Takes the workspace's facts from another subject of the same workspace, without a copy.
    public mutating func useWorkspace(of other: Subject) { sharedWorkspace = other.sharedWorkspace }
}

/// A value behind one reference, so that a subject that nobody asks for it costs little to copy.
final class Shared<Value: Sendable>: Sendable {
    let value: Value
    init(_ value: Value) { self.value = value }
}

extension Shared<WorkspaceFacts> {
    static let noWorkspace = Shared(WorkspaceFacts())
}
