import Values

/// What a cancellation or refund takes from an order.
enum TakenBack: Sendable, Hashable {
    case everything
    /// Nil is the order's currency.
    case amount(Number, currency: String?)

    /// Nil where it can't be told how much.
    ///
    /// A refund without an amount is one of everything, unless it lists products: then of these.
    init?(_ event: TimelineEvent) {
        guard event.name != OrderEvents.cancelled else {
            self = .everything
            return
        }
        let currency = event.body.property("currency")?.string
        switch event.body.property(OrderEvents.total) {
        case nil, .null:
            guard let products = event.body.property("products")?.array, !products.isEmpty else {
                self = .everything
                return
            }
            guard let sum = TakenBack.worth(of: products) else { return nil }
            self = .amount(sum, currency: currency)
        case .some(let total):
            let amount = OrderAmount(total, beside: currency)
            guard let number = amount.number else { return nil }
            // Some stores write what goes out as less than zero.
            self = .amount(number < .zero ? -number : number, currency: amount.currency)
        }
    }

    /// Price × quantity over the lines; nil where one has no price.
    private static func worth(of products: [JSON]) -> Number? {
        var sum = Number.zero
        for product in products {
            guard let price = product["price"]?.amount else { return nil }
            sum = sum + price * (product["quantity"]?.amount ?? Number(1))
        }
        return sum
    }
}

/// An amount as an event has it.
struct OrderAmount {
    private let json: JSON
    let number: Number?
    let currency: String?

    init(_ json: JSON, beside currency: String?) {
        self.json = json
        number = json.amount ?? json["amount"]?.number
        self.currency = json["currency"]?.string ?? currency
    }

    /// The properties of an order with another amount in them; nil where figures over orders read no amount, such as of
    /// a text.
    func properties(of number: Number, in body: EventBody) -> JSONObject? {
        let total: JSON
        switch json {
        case .number: total = .number(number)
        case .object(var object):
            object["amount"] = .number(number)
            total = .object(object)
        case .null, .bool, .string, .array: return nil
        }
        var properties = body.object
        if properties.members.isEmpty, let currency { properties["currency"] = .string(currency) }
        properties[OrderEvents.total] = total
        return properties
    }
}

extension EventBody {
    /// All properties; none of a text that breaks somewhere.
    fileprivate var object: JSONObject {
        switch self {
        case .absent: JSONObject()
        case .tree(let object): object
        case .bytes(let bytes): (try? JSON.parse(bytes))?.object ?? JSONObject()
        }
    }
}

extension JSON {
    /// A number, or a text that is one.
    fileprivate var amount: Number? {
        switch self {
        case .number(let number): number
        case .string(let text): Number(literal: text)
        case .null, .bool, .array, .object: nil
        }
    }
}
