/// What a person ordered and kept: orders as they stand after cancellations and refunds.
struct OrderFigure: Sendable, Hashable {
    enum Measure: String, Sendable, Hashable, CaseIterable {
        /// The orders' totals, less what was refunded of each.
        case spent
        /// How many were neither cancelled nor wholly refunded.
        case orders
    }

    var measure: Measure
    /// Asked of the orders; what is taken back counts from its own moment on.
    var window = EventWindow()

    /// The same of a history in which nothing was taken back.
    var aggregate: Aggregate {
        switch measure {
        case .spent:
            Aggregate(function: .sum, event: OrderEvents.completed, property: [OrderEvents.total], window: window)
        case .orders: Aggregate(function: .count, event: OrderEvents.completed, window: window)
        }
    }
}

/// The events that say what became of orders, and where they name them.
public enum OrderEvents {
    public static let completed = "Order Completed"
    /// What takes orders back, as a whole or in part.
    public static let takingBack = [refunded, cancelled]
    public static let all: Set<String> = [completed, refunded, cancelled]
    /// Properties with the store's own number of an order: the first that is there counts.
    public static let orderIDs = ["order_id", "orderId", "OrderId", "orderID", "transaction_id"]

    static let refunded = "Order Refunded"
    static let cancelled = "Order Cancelled"
    static let total = "total"
}

extension Expression {
    var isOrders: Bool { if case .orders = self { true } else { false } }

    /// The same of histories in which nothing was taken back.
    var withoutTakingBack: Expression {
        replacing { if case .orders(let figure) = $0 { .aggregate(figure.aggregate) } else { nil } }
    }
}
