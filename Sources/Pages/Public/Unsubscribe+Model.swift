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
    public var shopName: String
    public var maskedAddress: String
    public var channel: Channel
    /// Where "it was a mistake" posts.
    public var resubscribeAction: String
    /// True once they took it back.
    public var isBack: Bool

    public init(
        shopName: String, maskedAddress: String, channel: Channel, resubscribeAction: String, isBack: Bool = false
    ) {
        self.shopName = shopName
        self.maskedAddress = maskedAddress
        self.channel = channel
        self.resubscribeAction = resubscribeAction
        self.isBack = isBack
    }
}
