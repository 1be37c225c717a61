/// What a shopper sees who followed the link to stop messages; the address itself is the proof of who they are.
public struct UnsubscribeModel: Sendable {
    public var shopName: String
    /// Such as `a…@shop.example`: enough to know which, not enough to learn it.
    public var maskedAddress: String
    public var channel: Channel
    /// Where the button posts; the same address and field as one click in a mail program (RFC 8058).
    public var action: String

    public init(shopName: String, maskedAddress: String, channel: Channel, action: String) {
        self.shopName = shopName
        self.maskedAddress = maskedAddress
        self.channel = channel
        self.action = action
    }
}

/// What they see afterwards.
public struct UnsubscribedModel: Sendable {
    public enum State: Sendable, Hashable {
        case stopped
        /// They took it back.
        case back
        /// They would take it back, but no consent stood before that they could have back.
        case notBack
    }

    public var shopName: String
    public var maskedAddress: String
    public var channel: Channel
    /// Where "it was a mistake" posts.
    public var resubscribeAction: String
    public var state: State

    public init(
        shopName: String, maskedAddress: String, channel: Channel, resubscribeAction: String, state: State = .stopped
    ) {
        self.shopName = shopName
        self.maskedAddress = maskedAddress
        self.channel = channel
        self.resubscribeAction = resubscribeAction
        self.state = state
    }
}
