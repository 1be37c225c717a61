/// What is odd in a line that was imported all the same.
public enum OddLine: String, Sendable, Hashable, CaseIterable {
    case zeroPrice = "price is zero"
    case negativePrice = "price is negative"
    case zeroQuantity = "quantity is zero"
    /// In an order that is no refund.
    case negativeQuantity = "quantity is negative in an order"
    case positiveQuantityInRefund = "quantity is positive in a refund"
    case hugeQuantity = "quantity is 10000 or more"
    case otherDate = "date differs from the order's first line"
    case otherCustomer = "customer differs from the order's first line"

    /// Pieces in one line from which on a slip of the finger is likelier than an order.
    static let hugeQuantityFrom: Int64 = 10_000
}
