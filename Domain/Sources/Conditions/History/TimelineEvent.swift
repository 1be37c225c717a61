import Values

/// One event of a profile, as conditions see it.
public struct TimelineEvent: Sendable, Hashable {
    public var name: String
    public var occurredAt: Instant
    /// Tells events of one moment apart: the sequence in which they were stored.
    public var order: Int64
    public var body: EventBody

    @inlinable
    public init(name: String, occurredAt: Instant, order: Int64, body: EventBody) {
        self.name = name
        self.occurredAt = occurredAt
        self.order = order
        self.body = body
    }

    /// Whether this comes before the event at (occurredAt, order).
    @inlinable
    public func precedes(occurredAt other: Instant, order otherOrder: Int64) -> Bool {
        occurredAt != other ? occurredAt < other : order < otherOrder
    }
}

/// An event's properties in the form that the caller has them.
public enum EventBody: Sendable, Hashable {
    /// Not loaded: only the time is known, and every property reads as absent.
    case absent
    case tree(JSONObject)
    /// The text of one JSON object in UTF-8; only the wanted path is read, without a tree.
    ///
    /// Text that is not valid JSON reads as absent from where it breaks.
    case bytes([UInt8])

    /// One property, without a tree of the others.
    public func property(_ name: String) -> JSON? {
        switch self {
        case .absent: nil
        case .tree(let object): object[name]
        case .bytes(let bytes): bytes.withUnsafeBufferPointer { JSONLookup.value(at: [Array(name.utf8)], in: $0) }
        }
    }
}
