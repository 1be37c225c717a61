import Conditions
import Values

/// An order, checkout or refund that an event is about, by the store's own id: a second copy of it, from the browser,
/// a webhook or an import, enriches and is not counted again.
public struct ObjectIdentity: Sendable, Hashable {
    /// Stored within keys: never change a text.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case order, checkout, payment, fulfilment, refund, cancellation, orderLine, review
    }

    public var kind: Kind
    /// As the store writes it; of a number its literal.
    public var id: String

    public init(kind: Kind, id: String) {
        self.kind = kind
        self.id = id
    }

    /// Which events carry an object of their own, and in which property its id stands: the first that is there counts.
    ///
    /// An order's cancellation is another object than the order, since it must be counted beside it. A refund
    /// without an id of its own is none: one order can be refunded in several parts.
    static let table: [String: (kind: Kind, properties: [String])] = [
        "Order Completed": (.order, OrderEvents.orderIDs),
        "Checkout Started": (.checkout, ["checkout_id", "checkoutId", "CheckoutId", "checkoutID", "cart_id"]),
        "Order Paid": (.payment, ["payment_id", "order_id", "orderId", "OrderId", "orderID"]),
        "Order Fulfilled": (.fulfilment, ["fulfillment_id", "fulfilment_id", "fulfillmentId"]),
        "Order Refunded": (.refund, ["refund_id", "refundId", "RefundId", "refundID"]),
        "Order Cancelled": (.cancellation, ["order_id", "orderId", "OrderId", "orderID"]),
        "Product Ordered": (.orderLine, ["line_item_id", "order_line_id"]),
        "Product Reviewed": (.review, ["review_id", "reviewId"]),
    ]

    /// The object of a track event; nil where its name has none or its properties name none.
    ///
    /// - Parameter name: canonical.
    public init?(event name: String, properties: JSONObject) { self.init(event: name, body: .tree(properties)) }

    /// Cost: of properties as bytes, one pass for each name that is tried.
    init?(event name: String, body: EventBody) {
        guard let (kind, names) = ObjectIdentity.table[name] else { return nil }
        for property in names {
            if let id = body.property(property).flatMap(ObjectIdentity.text) {
                self.init(kind: kind, id: id)
                return
            }
        }
        return nil
    }

    private static func text(_ value: JSON) -> String? {
        switch value {
        case .string(let text):
            let id = text.trimmed
            return id.isEmpty ? nil : id
        case .number(let number): return number.description
        case .null, .bool, .array, .object: return nil
        }
    }

    /// The key under which the object is claimed.
    ///
    /// - Parameter store: which of the workspace's stores counts the ids; empty where it has one.
    public func key(workspace: WorkspaceID, store: String = "") -> Int64 {
        var hash = StableHash()
        hash.combine(workspace.rawValue)
        hash.combine(store)
        hash.combine(kind.rawValue)
        hash.combine(id)
        return hash.finishSigned()
    }
}
