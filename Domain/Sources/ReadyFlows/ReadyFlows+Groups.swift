/// Ready flows that belong together.
public struct ReadyFlowGroup: Sendable, Hashable {
    public let name: String
    public let flows: [ReadyFlow]

    init(_ name: String, _ slugs: [String]) {
        self.name = name
        flows = slugs.compactMap(ReadyFlows.named)
    }
}

extension ReadyFlows {
    /// Every ready flow, as docs/flows.md groups them.
    public static let groups = [
        ReadyFlowGroup(
            "Carts",
            [
                "abandoned-cart", "abandoned-cart-quick", "abandoned-cart-reviews", "abandoned-cart-letter",
                "abandoned-cart-survey",
            ]),
        ReadyFlowGroup("Before the first order", ["welcome", "browse-abandonment", "high-intent"]),
        ReadyFlowGroup(
            "Orders and parcels",
            ["order-confirmation", "shipping", "out-for-delivery", "delivery", "return-request"]),
        ReadyFlowGroup(
            "After an order",
            [
                "review-request", "product-care", "cross-sell", "replenishment", "post-purchase-survey",
                "post-support-survey", "nps-follow-up",
            ]),
        ReadyFlowGroup("Products", ["back-in-stock", "price-drop", "low-stock", "early-access"]),
        ReadyFlowGroup(
            "Loyalty, and people who grow quiet",
            [
                "vip-welcome", "loyalty-tier", "reward-unlocked", "birthday", "win-back", "sunset",
                "renewal-reminder",
            ]),
        ReadyFlowGroup("The account", ["service-notice", "password-reset", "account-changes"]),
    ]

    /// Languages in which each comes, by their tags, with their own names; the files speak the first.
    public static let languages: [(tag: String, name: String)] = [
        ("en", "English"), ("de", "Deutsch"), ("fr", "Français"), ("es", "Español"),
    ]
}
