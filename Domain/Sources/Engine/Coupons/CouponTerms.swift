import Values

/// What the codes of an offer are, and how far it goes; a step's own, asked of everything that was given from its pool.
public struct CouponTerms: Sendable, Hashable {
    /// Whether codes are made rather than taken from those that were uploaded.
    public var isGenerated = false
    /// What codes that are made begin with, in capitals; empty for nothing.
    public var prefix = ""
    /// From when a code is given; nil where it ends never, or the store alone knows when.
    public var validFor: TimeSpan?
    /// What a code takes off an order; nil where nobody has said it.
    public var takesOff: CouponDiscount?
    /// How many codes one person is given.
    public var perPerson: PerPerson?
    /// How many codes are given in all.
    public var mostCodes: Int?
    /// What one code costs the shop at most, in thousandths of its currency.
    public var worth: Int64 = 0
    /// What all codes may cost together, in thousandths of its currency.
    public var budget: Int64?

    public init() {}

    /// So many codes, in all or within a length of time.
    public struct PerPerson: Sendable, Hashable {
        public var most: Int
        public var within: TimeSpan?

        public init(most: Int, within: TimeSpan? = nil) {
            self.most = most
            self.within = within
        }

        /// Reads `1` and `2 per 90 days`; nil for anything else.
        init?(words: String) {
            let parts = words.split(separator: " ", maxSplits: 2).map(String.init)
            guard let most = parts.first.flatMap({ Int($0) }), (1...1000).contains(most) else { return nil }
            self.init(most: most)
            guard parts.count > 1 else { return }
            guard parts.count == 3, parts[1] == "per", let span = TimeSpan(words: parts[2]), span > .zero
            else { return nil }
            within = span
        }

        var words: String { within.map { "\(most) per \($0.words)" } ?? "\(most)" }
    }

    /// What was given from a pool so far.
    public struct Given: Sendable, Hashable {
        public var codes: Int
        /// In thousandths of the shop's currency.
        public var worth: Int64
        /// To the person who asks, within the time that the terms name.
        public var toPerson: Int

        public init(codes: Int = 0, worth: Int64 = 0, toPerson: Int = 0) {
            self.codes = codes
            self.worth = worth
            self.toPerson = toPerson
        }
    }

    /// Why no code is given, whatever the pool holds; nil where one may be.
    public func refusal(_ given: Given) -> String? {
        if let perPerson, given.toPerson >= perPerson.most {
            return "they had their codes of this offer already (\(perPerson.words))"
        }
        if let mostCodes, given.codes >= mostCodes { return "all \(mostCodes) codes of this offer are given" }
        if let budget, given.worth + worth > budget { return "the budget of this offer is used up" }
        return nil
    }

    /// Why nobody gets a code from a pool that holds none.
    public static let poolIsEmpty = "its pool is empty"
}

/// What came of a request for a code.
public struct CouponAnswer: Sendable, Hashable {
    /// Nil where none was given.
    public var code: String?
    /// Nil where it has no end.
    public var expiresAt: Instant?
    /// Why none was given; empty where one was.
    public var refusal: String

    public init(code: String?, expiresAt: Instant? = nil, refusal: String = "") {
        self.code = code
        self.expiresAt = expiresAt
        self.refusal = refusal
    }

    public static func refused(_ reason: String) -> CouponAnswer { CouponAnswer(code: nil, refusal: reason) }
}
