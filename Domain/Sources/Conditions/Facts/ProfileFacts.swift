import Values

/// What is stored about a profile beside its properties, consents, memberships and events.
///
/// All of it changes by what happens, never by time alone; whoever changes it evaluates again the conditions whose
/// `Requirements` name it.
public struct ProfileFacts: Sendable, Hashable {
    /// By kind (`user`, `email`, `phone`, `anonymous`), the one to use first.
    public var identities: [String: [String]] = [:]
    public var place: Place?
    /// In the form of BCP 47, such as `de-DE`.
    public var locale: String?
    public var tags: Set<String> = []
    /// Lists joined by hand, by import or by a form.
    public var lists: Set<String> = []
    /// Topics consented to, by channel; only with consent for the channel do they count.
    public var topics: [String: Set<String>] = [:]
    /// Channels that nothing may be sent on.
    public var suppressions: Set<String> = []
    /// The lifecycle stage.
    public var stage: String?
    /// By name; the one without a name is under "".
    public var scores: [String: Number] = [:]
    /// Names of the offers whose coupons the profile holds, unused and not run out.
    public var coupons: Set<String> = []
    public var rfm: RFM?
    /// What lies in the cart; nil where there is none.
    ///
    /// `total` where every line has a price, `items` (how many lines), `updated_at` in ISO 8601, `products` (the lines,
    /// by the names of Segment's e-commerce specification), and a `currency` where that is known.
    public var cart: JSONObject?
    /// What is predicted, such as `churn`; absent until there is enough to predict from.
    public var predictions = JSONObject()

    public init() {}

    /// Recency, frequency and monetary value, each 1 (worst) to 5 (best).
    public struct RFM: Sendable, Hashable {
        public var recency: Int
        public var frequency: Int
        public var monetary: Int

        public init(recency: Int, frequency: Int, monetary: Int) {
            self.recency = recency
            self.frequency = frequency
            self.monetary = monetary
        }
    }
}
