/// Nothing goes to this address of a channel, whatever the consent.
public struct Suppression: Sendable, Hashable {
    public var channel: Channel
    /// The address that bounced; nil where none of the person's addresses may be written to.
    public var address: String?
    public var reason: String

    public init(channel: Channel, address: String? = nil, reason: String) {
        self.channel = channel
        self.address = address
        self.reason = reason
    }
}

extension Profile {
    /// The latest suppressions that are kept; a person has few addresses.
    static let suppressionsKept = 20

    /// Why nothing may go to the person on this channel now; nil where it may.
    ///
    /// A suppressed address stays so when the person has a new one, and does not count against the new one.
    public func suppression(on channel: Channel) -> String? {
        guard !suppressions.isEmpty else { return nil }
        let address = address(on: channel)
        return suppressions.first {
            $0.channel == channel && ($0.address == nil || $0.address == address)
        }?.reason
    }

    /// False where it was known.
    mutating func add(_ suppression: Suppression) -> Bool {
        let isKnown = suppressions.contains {
            $0.channel == suppression.channel && ($0.address == nil || $0.address == suppression.address)
        }
        guard !isKnown else { return false }
        suppressions.append(suppression)
        if suppressions.count > Profile.suppressionsKept { suppressions.removeFirst() }
        return true
    }
}
