/// What a person ordered and kept: orders as they stand after cancellations and refunds.
struct OrderFigure: Sendable, Hashable {
    enum Measure: String, Sendable, Hashable, CaseIterable {
        /// The orders' totals, less what was refunded of each.
        case spent
        /// How many were neither cancelled nor wholly refunded.
        case orders
        /// What is left of their totals, on the average of those that have one.
        case average = "average_order"
        /// When the first and the last of them were.
        case first = "first_order"
        case last = "last_order"

        /// Whether it is an amount of money.
        var isAmount: Bool { self == .spent || self == .average }

        fileprivate var function: Aggregate.Function {
            switch self {
            case .spent: .sum
            case .orders: .count
            case .average: .average
            case .first: .first
            case .last: .last
            }
        }
    }

    var measure: Measure
    /// Asked of each order as it stands.
    var filter: Expression?
    /// Asked of the orders; what is taken back counts from its own moment on.
    var window = EventWindow()

    var kind: ValueKind { aggregate.kind }
    var canBeAbsent: Bool { aggregate.canBeAbsent }

    /// The same of a history in which nothing was taken back.
    var aggregate: Aggregate {
        Aggregate(
            function: measure.function, event: OrderEvents.completed,
            property: measure.isAmount ? [OrderEvents.total] : [], filter: filter, window: window)
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
