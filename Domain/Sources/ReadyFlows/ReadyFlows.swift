/// The flows that Cartwheel brings along, ready to install (`Files/`, one YAML file a flow, its scenarios beside it).
public enum ReadyFlows {
    public static let all: [ReadyFlow] = [
        // Carts.
        ReadyFlow(
            "abandoned-cart", PackageResources.abandoned_cart_yaml,
            PackageResources.abandoned_cart_scenarios_yaml),
        ReadyFlow(
            "abandoned-cart-quick", PackageResources.abandoned_cart_quick_yaml,
            PackageResources.abandoned_cart_quick_scenarios_yaml),
        ReadyFlow(
            "abandoned-cart-reviews", PackageResources.abandoned_cart_reviews_yaml,
            PackageResources.abandoned_cart_reviews_scenarios_yaml),
        ReadyFlow(
            "abandoned-cart-letter", PackageResources.abandoned_cart_letter_yaml,
            PackageResources.abandoned_cart_letter_scenarios_yaml),
        ReadyFlow(
            "abandoned-cart-survey", PackageResources.abandoned_cart_survey_yaml,
            PackageResources.abandoned_cart_survey_scenarios_yaml),
        // Before the first order.
        ReadyFlow(
            "welcome", PackageResources.welcome_yaml,
            PackageResources.welcome_scenarios_yaml),
        ReadyFlow(
            "browse-abandonment", PackageResources.browse_abandonment_yaml,
            PackageResources.browse_abandonment_scenarios_yaml),
        ReadyFlow(
            "high-intent", PackageResources.high_intent_yaml,
            PackageResources.high_intent_scenarios_yaml),
        // Orders and parcels.
        ReadyFlow(
            "order-confirmation", PackageResources.order_confirmation_yaml,
            PackageResources.order_confirmation_scenarios_yaml),
        ReadyFlow(
            "shipping", PackageResources.shipping_yaml,
            PackageResources.shipping_scenarios_yaml),
        ReadyFlow(
            "out-for-delivery", PackageResources.out_for_delivery_yaml,
            PackageResources.out_for_delivery_scenarios_yaml),
        ReadyFlow(
            "delivery", PackageResources.delivery_yaml,
            PackageResources.delivery_scenarios_yaml),
        ReadyFlow(
            "return-request", PackageResources.return_request_yaml,
            PackageResources.return_request_scenarios_yaml),
        // After an order.
        ReadyFlow(
            "review-request", PackageResources.review_request_yaml,
            PackageResources.review_request_scenarios_yaml),
        ReadyFlow(
            "product-care", PackageResources.product_care_yaml,
            PackageResources.product_care_scenarios_yaml),
        ReadyFlow(
            "cross-sell", PackageResources.cross_sell_yaml,
            PackageResources.cross_sell_scenarios_yaml),
        ReadyFlow(
            "replenishment", PackageResources.replenishment_yaml,
            PackageResources.replenishment_scenarios_yaml),
        ReadyFlow(
            "post-purchase-survey", PackageResources.post_purchase_survey_yaml,
            PackageResources.post_purchase_survey_scenarios_yaml),
        ReadyFlow(
            "post-support-survey", PackageResources.post_support_survey_yaml,
            PackageResources.post_support_survey_scenarios_yaml),
        ReadyFlow(
            "nps-follow-up", PackageResources.nps_follow_up_yaml,
            PackageResources.nps_follow_up_scenarios_yaml),
        // Products.
        ReadyFlow(
            "back-in-stock", PackageResources.back_in_stock_yaml,
            PackageResources.back_in_stock_scenarios_yaml),
        ReadyFlow(
            "price-drop", PackageResources.price_drop_yaml,
            PackageResources.price_drop_scenarios_yaml),
        ReadyFlow(
            "low-stock", PackageResources.low_stock_yaml,
            PackageResources.low_stock_scenarios_yaml),
        ReadyFlow(
            "early-access", PackageResources.early_access_yaml,
            PackageResources.early_access_scenarios_yaml),
        // Loyalty, and people who grow quiet.
        ReadyFlow(
            "vip-welcome", PackageResources.vip_welcome_yaml,
            PackageResources.vip_welcome_scenarios_yaml),
        ReadyFlow(
            "loyalty-tier", PackageResources.loyalty_tier_yaml,
            PackageResources.loyalty_tier_scenarios_yaml),
        ReadyFlow(
            "reward-unlocked", PackageResources.reward_unlocked_yaml,
            PackageResources.reward_unlocked_scenarios_yaml),
        ReadyFlow(
            "birthday", PackageResources.birthday_yaml,
            PackageResources.birthday_scenarios_yaml),
        ReadyFlow(
            "win-back", PackageResources.win_back_yaml,
            PackageResources.win_back_scenarios_yaml),
        ReadyFlow(
            "sunset", PackageResources.sunset_yaml,
            PackageResources.sunset_scenarios_yaml),
        ReadyFlow(
            "renewal-reminder", PackageResources.renewal_reminder_yaml,
            PackageResources.renewal_reminder_scenarios_yaml),
        // The account.
        ReadyFlow(
            "service-notice", PackageResources.service_notice_yaml,
            PackageResources.service_notice_scenarios_yaml),
        ReadyFlow(
            "password-reset", PackageResources.password_reset_yaml,
            PackageResources.password_reset_scenarios_yaml),
        ReadyFlow(
            "account-changes", PackageResources.account_changes_yaml,
            PackageResources.account_changes_scenarios_yaml),
    ]

    /// Those that a new workspace has as drafts from the start; the others are a command away.
    public static let starters = ["abandoned-cart", "welcome", "order-confirmation"].compactMap(named)

    public static func named(_ slug: String) -> ReadyFlow? { all.first { $0.slug == slug } }
}

/// A flow file that comes with Cartwheel; `FlowFile.read` reads its text like any other.
public struct ReadyFlow: Sendable, Hashable {
    public let slug: String
    /// The file as it is written, comments included.
    public let text: String
    /// What must come of it, as `flows test` reads it.
    public let scenarios: String

    init(_ slug: String, _ text: String, _ scenarios: String) {
        self.slug = slug
        self.text = text
        self.scenarios = scenarios
    }
}
