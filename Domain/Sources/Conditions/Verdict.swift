import Values

/// What a condition answers: whether it holds, and until when.
public struct Verdict: Sendable, Hashable {
    public var holds: Bool
    /// The first moment at which `holds` changes without new input; nil where it never does.
    public var until: Instant?

    @inlinable
    public init(holds: Bool, until: Instant?) {
        self.holds = holds
        self.until = until
    }
}

/// A verdict with its reason in words, for people; costs far more than a verdict alone.
public struct Explanation: Sendable, Hashable {
    public var holds: Bool
    public var until: Instant?
    /// The values that decided, such as `count("Order Completed", last: 90 days) is 3, which is at least 2`.
    public var because: String

    public init(holds: Bool, until: Instant?, because: String) {
        self.holds = holds
        self.until = until
        self.because = because
    }
}
