import Conditions
import Values

/// One person with everything that a step may read.
public struct Customer: Sendable {
    public var profile: Profile
    /// What conditions see: the properties, consents and memberships of the profile, and the timeline.
    public internal(set) var subject: Subject { didSet { changes &+= 1 } }
    /// How often that changed, but for events that came: who reads of those is told by their names.
    private(set) var changes = 0
    /// Whether the timeline is loaded; a step that reads no events needs none.
    public internal(set) var hasTimeline: Bool
    /// Whether no row of theirs is stored yet.
    public internal(set) var isNew = false

    public init(profile: Profile, timeline: Timeline?, definitions: Definitions) {
        self.profile = profile
        hasTimeline = timeline != nil
        subject = Subject(
            properties: profile.propertyObject, consents: profile.grantedChannels,
            memberships: profile.memberships(definitions), zone: profile.zone(default: definitions.settings.zone),
            timeline: timeline ?? Timeline())
        subject.useWorkspace(of: definitions.anybody)
        followFacts(definitions, now: profile.steppedAt)
    }

    /// Puts an event into the history.
    mutating func insert(_ event: TimelineEvent) {
        let before = changes
        subject.timeline.insert(event)
        changes = before
    }

    mutating func take(_ timeline: Timeline) {
        subject.timeline = timeline
        hasTimeline = true
    }

    /// What conditions see follows the profile, after more of it changed than one property.
    mutating func followProfile(_ definitions: Definitions, now: Instant) {
        subject.properties = profile.propertyObject
        subject.consents = profile.grantedChannels
        subject.memberships = profile.memberships(definitions)
        subject.zone = profile.zone(default: definitions.settings.zone)
        followFacts(definitions, now: now)
    }
}

extension Profile {
    /// Names of the segments that the profile is in, and of its lists.
    func memberships(_ definitions: Definitions) -> Set<String> {
        var names = Set(lists.keys)
        for (id, verdict) in watched where verdict.holds {
            if let segment = definitions.segment(id), segment.isNamed { names.insert(segment.name) }
        }
        return names
    }
}

extension EventBody {
    /// The properties as a tree; empty where they are not loaded.
    var object: JSONObject {
        switch self {
        case .absent: JSONObject()
        case .tree(let object): object
        case .bytes(let bytes): (try? JSON.parse(bytes))?.object ?? JSONObject()
        }
    }
}
