import Values

/// What lies in a person's cart, kept from the shop's cart and checkout events.
public struct Cart: Sendable, Hashable {
    public var id: String
    public var items: [JSONObject]
    public var updatedAt: Instant
    /// Where the shopper can go on with it.
    public var url: String?
    public var currency: String?

    /// A cart keeps at most this many lines: a message shows no more.
    static let maximumItems = 20

    public init(id: String, items: [JSONObject], updatedAt: Instant, url: String? = nil, currency: String? = nil) {
        self.id = id
        self.items = items
        self.updatedAt = updatedAt
        self.url = url
        self.currency = currency
    }

    /// The sum of price × quantity over the lines, exact.
    public var total: Number {
        items.reduce(.zero) { sum, item in
            sum + (item["price"]?.number ?? .zero) * (item["quantity"]?.number ?? Number(1))
        }
    }

    public var json: JSON {
        var object: JSONObject = [
            "id": .string(id), "items": .array(items.map(JSON.object)), "total": .number(total),
            "updated_at": .string(updatedAt.iso8601),
        ]
        if let url { object["url"] = .string(url) }
        if let currency { object["currency"] = .string(currency) }
        return .object(object)
    }
}

extension Cart {
    /// Events that change a cart.
    static let eventNames: Set<String> = [
        "Product Added", "Product Removed", "Cart Viewed", "Cart Updated", "Checkout Started", "Order Completed",
    ]

    /// The cart after an event; nil where it is empty or bought.
    ///
    /// An event older than the cart's last change leaves it alone.
    static func after(_ name: String, _ properties: JSONObject, at moment: Instant, cart: Cart?) -> Cart? {
        if let cart, moment < cart.updatedAt { return cart }
        if name == "Order Completed" { return nil }
        let id = properties["cart_id"]?.identifierText ?? properties["checkout_id"]?.identifierText ?? cart?.id ?? ""
        // Another cart's id begins a new cart.
        var next =
            cart.flatMap { $0.id == id || $0.id.isEmpty ? $0 : nil } ?? Cart(id: id, items: [], updatedAt: moment)
        next.id = id
        next.updatedAt = moment
        next.url = properties["cart_url"]?.string ?? properties["checkout_url"]?.string ?? next.url
        next.currency = properties["currency"]?.string ?? next.currency
        if case .array(let products)? = properties["products"] {
            next.items = products.prefix(maximumItems).compactMap(\.object)
        } else if name == "Product Added" {
            next.add(properties)
        } else if name == "Product Removed" {
            next.items.removeAll { Cart.key($0) == Cart.key(properties) }
        }
        return next.items.isEmpty ? nil : next
    }

    private static let lineFields = [
        "product_id", "sku", "variant", "name", "price", "quantity", "category", "brand", "url", "image_url",
    ]

    private static func key(_ item: JSONObject) -> String? {
        item["sku"]?.identifierText ?? item["product_id"]?.identifierText ?? item["name"]?.string
    }

    private mutating func add(_ properties: JSONObject) {
        var line = JSONObject()
        for field in Cart.lineFields { if let value = properties[field] { line[field] = value } }
        if let index = items.firstIndex(where: { Cart.key($0) == Cart.key(line) }) {
            let sum = (items[index]["quantity"]?.number ?? Number(1)) + (line["quantity"]?.number ?? Number(1))
            line["quantity"] = .number(sum)
            items[index] = line
        } else if items.count < Cart.maximumItems {
            items.append(line)
        }
    }
}

extension JSON {
    /// An identifier that stores write as a text or as a number.
    var identifierText: String? {
        switch self {
        case .string(let text): text.isEmpty ? nil : text
        case .number(let number): number.description
        case .null, .bool, .array, .object: nil
        }
    }
}
