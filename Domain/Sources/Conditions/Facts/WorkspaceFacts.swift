import Values

/// What a workspace supplies to the evaluation of all its profiles: numbered snapshots, never read from outside.
public struct WorkspaceFacts: Sendable, Hashable {
    /// For windows with `zone: workspace`.
    public var zone = Zone.utc
    /// ISO 4217; of amounts that name no currency. Nil takes them to be in the currency asked for.
    public var currency: String?
    public var rates = RateTable()
    /// The figure from which on a profile is in a rank, by the rank's key in `Requirements.ranks`.
    public var thresholds: [String: Number] = [:]

    public init() {}
}
