/// What a tracking token says: which message, and which of its links.
///
/// The target of a click is not in it: it is looked up by link number in the stored message, so that no token can send a
/// reader elsewhere.
public struct TrackingToken: Sendable, Hashable {
    public var message: Int64
    /// From 1 for the links of a message in the order of its text; 0 where no link is meant.
    public var link: UInt16

    public init(message: Int64, link: UInt16 = 0) {
        self.message = message
        self.link = link
    }
}

/// What following a token does; part of what is signed, so that a token for one is none for another.
public enum TrackingPurpose: UInt8, Sendable, CaseIterable {
    case open = 1
    case click = 2
    case unsubscribe = 3
}
