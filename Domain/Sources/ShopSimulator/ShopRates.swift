import Values

/// How often shoppers do what: probabilities (0...1) unless said otherwise.
///
/// The defaults are what small European stores see: about 3 % of visits order, 70 % of carts are abandoned.
public struct ShopRates: Sendable {
    /// Mean number of products looked at in a visit.
    public var productsViewed = 3.0
    public var listViewed = 0.5
    /// Of a product looked at.
    public var addedToCart = 0.06
    public var removedFromCart = 0.06
    public var cartViewed = 0.6
    /// Of visits that leave with a cart.
    public var checkoutStarted = 0.50
    /// Of checkouts started.
    public var orderCompleted = 0.42
    public var couponApplied = 0.08
    /// Of abandoned carts: bought within two days without being reminded.
    public var returnedUnasked = 0.05
    /// Of visits by people who are not subscribed, scaled by how open each is.
    public var signedUp = 0.05
    /// Of orders by people without an account.
    public var accountMade = 0.3
    public var refunded = 0.04
    public var cancelled = 0.01
    public var reviewed = 0.06
    /// Of orders: the browser reports what the server reports, too.
    public var reportedTwice = 0.2
    /// Of events: the same bytes again, as SDKs do after a time-out.
    public var resent = 0.01

    public init() {}

    /// How busy each local hour is beside the day's mean of 1.
    static let hours: [Double] = [
        0.35, 0.18, 0.10, 0.08, 0.08, 0.15, 0.40, 0.75, 1.00, 1.15, 1.25, 1.25,
        1.30, 1.25, 1.15, 1.15, 1.20, 1.30, 1.50, 1.75, 2.00, 1.95, 1.65, 1.06,
    ]
    static let busiestHour = 2.0
}
