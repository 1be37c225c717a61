import Conditions
import Values

/// "Segment Entered" and "Segment Left": what a live change of membership is to conditions, flows and timelines.
///
/// The line in the history of memberships is the event: nothing else is stored of it, since with many segments a new
/// customer enters dozens at once.
public enum SegmentEvent {
    public static let entered = "Segment Entered"
    public static let left = "Segment Left"
    public static let names: Set<String> = [entered, left]

    public static func name(isMember: Bool) -> String { isMember ? entered : left }

    public static func properties(segment id: Int64, name: String) -> JSONObject {
        ["segment": .string(name), "segment_id": .string(String(id))]
    }

    /// A number that is the same whenever the event is read: after every stored event of its moment.
    public static func order(segment id: Int64, profile: ProfileKey, isMember: Bool, at moment: Instant) -> Int64 {
        var hash = StableHash()
        hash.combine(profile.rawValue)
        hash.combine(name(isMember: isMember))
        hash.combine(id)
        hash.combine(moment.milliseconds)
        return Int64(bitPattern: 1 << 62 | hash.finish() >> 2)
    }
}
