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

    /// The properties of an order of another amount, with as much of them as figures over orders read; nil where they
    /// read no amount, such as of a text.
    func properties(of number: Number) -> JSONObject? {
        var properties = JSONObject()
        switch json {
        case .number: properties[OrderEvents.total] = .number(number)
        case .object: properties[OrderEvents.total] = ["amount": .number(number)]
        case .null, .bool, .string, .array: return nil
        }
        if let currency { properties["currency"] = .string(currency) }
        return properties
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
