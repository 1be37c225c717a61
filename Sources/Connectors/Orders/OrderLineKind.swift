/// What a line of an order stands for: shops write postage, fees and discounts as if they were products.
public enum OrderLineKind: String, Sendable, Hashable, CaseIterable {
    case product, shipping, discount, fee, manual, sample, giftCard = "gift_card", adjustment, test

    /// Codes that are no products, in upper case.
    ///
    /// Source: UCI Online Retail, the codes that its lines of other kinds have; and what shops commonly write.
    static let table: [(kind: OrderLineKind, codes: [String])] = [
        (.shipping, ["POST", "POSTAGE", "DOT", "C2", "CARRIAGE", "SHIPPING", "DELIVERY", "FREIGHT"]),
        (.discount, ["D", "DISCOUNT", "COUPON"]),
        (.fee, ["BANK CHARGES", "AMAZONFEE", "CRUK", "FEE", "PADS"]),
        (.manual, ["M", "MANUAL"]),
        (.sample, ["S", "SAMPLES"]),
        (.giftCard, ["GIFT", "GIFTCARD", "GIFT CARD", "GIFT_CARD"]),
        (.adjustment, ["B", "ADJUST", "ADJUST2"]),
        (.test, ["TEST", "TEST001", "TEST002"]),
    ]

    private static let byCode = Dictionary(
        uniqueKeysWithValues: table.flatMap { row in row.codes.map { ($0, row.kind) } })

    /// By the line's product code; lines without a code are products.
    init(code: String?) {
        guard let code = code?.uppercased() else {
            self = .product
            return
        }
        // A voucher's code goes on with its number and amount: gift_0001_40.
        self = OrderLineKind.byCode[code] ?? (code.hasPrefix("GIFT_0") ? .giftCard : .product)
    }
}
