import Values

/// What intake accepts at most, each with its reason.
public enum IntakeLimits {
    /// One event's JSON text, in bytes (Segment HTTP API: "32KB per event").
    public static let eventBytes = 32 * 1024
    /// One request's body after inflating, in bytes (Segment HTTP API: "500KB per batch request").
    public static let requestBytes = 500 * 1024
    /// Events of one request: as many as one transaction takes without making its neighbours wait.
    public static let eventsPerRequest = 2_500
    /// A batch's own context, in bytes: every event of the batch carries it.
    public static let sharedContextBytes = 4 * 1024
    /// Levels of lists and objects in one event, itself included: half of what the readers of stored JSON allow.
    public static let eventDepth = 32
    /// Characters of the name of an event, page, screen or consent's source: what a console can show in a line.
    public static let nameLength = 200
    /// Bytes of a message id. Segment's libraries send 36 to 100.
    public static let messageIDLength = 512
    /// Nothing that a store reports happened before online stores did.
    public static let earliest = Instant(milliseconds: 631_152_000_000)
    /// How far ahead of the moment of receipt a corrected time may lie before it is absurd rather than a
    /// fast clock.
    public static let futureTolerance = TimeSpan.hours(24)
    /// An event that was this old when it arrived starts no flow.
    public static let historicalAge = TimeSpan.hours(24)
    /// Bytes of a refused event that are kept to be looked at.
    public static let rejectedBodyBytes = 32 * 1024
    /// Characters of the reason why: names of members are the sender's and can be of any length.
    public static let reasonLength = 500
    /// Rejections that an answer lists; the rest is counted.
    public static let rejectionsInAnswer = 100
}
