/// What of a workspace asks for figures over everybody: ranks, and how customers are rated.
public struct RankedSegments: Sendable, Hashable {
    /// Ids of the segments that do.
    public var segments: [String]
    /// Keys of the ranks, of flows too.
    public var keys: Set<String>
    public var asksForRFM: Bool

    public var isEmpty: Bool { keys.isEmpty && !asksForRFM }
}
