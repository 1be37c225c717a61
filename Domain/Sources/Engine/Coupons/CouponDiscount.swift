import Values

/// What a code takes off an order.
public enum CouponDiscount: Sendable, Hashable {
    /// A share of it, in ten thousandths.
    case share(Int)
    /// So much of the shop's currency.
    case amount(Number)

    /// Reads `10%` and `9.50`; nil for anything else, and for nothing.
    public init?(words: String) {
        if words.hasSuffix("%") {
            guard let share = ShareText.read(words), share > 0 else { return nil }
            self = .share(share)
        } else {
            guard let amount = Number(literal: words), amount > .zero, amount <= CouponDiscount.most else { return nil }
            self = .amount(amount)
        }
    }

    /// What it comes to, which is never more than the order; nil where the order is in another currency than the amount.
    ///
    /// - Parameter shop: the shop's currency; nil where it names none: an amount is in that of the order then.
    public func taken(off total: Number, in currency: String, shop: String?) -> Number? {
        switch self {
        case .share(let share): return total * Number(share) * CouponDiscount.tenThousandth
        case .amount(let amount):
            if let shop, shop != currency.uppercased() { return nil }
            return min(amount, total)
        }
    }

    /// Of an amount: what is more is a mistake.
    private static let most = Number(1_000_000_000)
    private static let tenThousandth = Number.exact(coefficient: 1, scale: 4)
}
