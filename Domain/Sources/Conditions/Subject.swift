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

    public init(
        properties: JSONObject = JSONObject(), consents: Set<String> = [], memberships: Set<String> = [],
        zone: Zone = .utc, timeline: Timeline = Timeline()
    ) {
        self.properties = properties
        self.consents = consents
        self.memberships = memberships
        self.zone = zone
        self.timeline = timeline
    }
}
