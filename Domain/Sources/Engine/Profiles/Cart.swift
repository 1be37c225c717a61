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

    /// The sum of price × quantity over the lines, exact; a line without a price counts as nothing.
    public var total: Number { items.reduce(.zero) { $0 + (Cart.amount($1) ?? .zero) } }

    /// What templates see; without a total where a line has no price.
    public var json: JSON {
        var object: JSONObject = [
            "id": .string(id), "items": .array(items.map(JSON.object)), "updated_at": .string(updatedAt.iso8601),
        ]
        if items.allSatisfy({ Cart.amount($0) != nil }) { object["total"] = .number(total) }
        if let url { object["url"] = .string(url) }
        if let currency { object["currency"] = .string(currency) }
        return .object(object)
    }

    /// What conditions see: `ProfileFacts.cart`. Addresses are left out, for nothing asks for them.
    var facts: JSONObject {
        let products = items.map { item in
            var line = item
            line["url"] = nil
            line["image_url"] = nil
            if let currency, line["currency"] == nil { line["currency"] = .string(currency) }
            return JSON.object(line)
        }
        var facts: JSONObject = [
            "items": .number(Number(items.count)), "updated_at": .string(updatedAt.iso8601),
            "products": .array(products),
        ]
        if items.allSatisfy({ Cart.amount($0) != nil }) { facts["total"] = .number(total) }
        if let currency { facts["currency"] = .string(currency) }
        return facts
    }

    private static func amount(_ item: JSONObject) -> Number? {
        item["price"]?.decimal.map { $0 * (item["quantity"]?.decimal ?? Number(1)) }
    }
}

extension Cart {
    /// Events that change a cart.
    static let eventNames: Set<String> = [
        "Product Added", "Product Removed", "Cart Viewed", "Cart Updated", "Checkout Started", "Order Completed",
    ]

    /// What leaves no cart, whatever it says.
    static let boughtEvent = "Order Completed"

    /// What the engine emits when somebody takes the last thing out of their cart; buying it is no such thing.
    static let emptiedEvent = "Cart Emptied"

    /// The cart after an event; nil where it is empty or bought.
    ///
    /// An event older than the cart's last change leaves it alone, and so does another cart that holds nothing: an
    /// empty cart seen on a second device says nothing about the one on the first.
    ///
    /// - Parameter links: which addresses may stand in a message; others are left out.
    static func after(
        _ name: String, _ properties: JSONObject, at moment: Instant, cart: Cart?, links: LinkRule = .any
    ) -> Cart? {
        if let cart, moment < cart.updatedAt { return cart }
        if name == boughtEvent { return nil }
        let id = properties["cart_id"]?.identifierText ?? properties["checkout_id"]?.identifierText ?? cart?.id ?? ""
        let known = cart.flatMap { $0.id == id || $0.id.isEmpty ? $0 : nil }
        var next = known ?? Cart(id: id, items: [], updatedAt: moment)
        next.id = id
        next.updatedAt = moment
        next.url = url(in: properties, of: name, links) ?? next.url
        next.currency = properties["currency"]?.string ?? next.currency
        if case .array(let products)? = properties["products"] {
            next.items = products.prefix(maximumItems).compactMap { $0.object.map { line($0, links) } }
        } else if name == "Product Added" {
            next.add(line(properties, links))
        } else if name == "Product Removed" {
            next.remove(line(properties, links))
        }
        if next.items.isEmpty { return known == nil ? cart : nil }
        return next
    }

    /// Where the shopper can go on: a product's own address is not it.
    private static func url(in properties: JSONObject, of name: String, _ links: LinkRule) -> String? {
        let isOfProduct = name == "Product Added" || name == "Product Removed"
        for name in isOfProduct ? productURLs : cartURLs {
            if let url = properties[name]?.string, links.allows(url) { return url }
        }
        return nil
    }

    private static let productURLs = ["cart_url", "checkout_url", "abandoned_checkout_url"]
    private static let cartURLs = productURLs + ["url"]

    private static let lineFields = [
        "product_id", "sku", "variant", "name", "price", "quantity", "category", "brand", "url", "image_url",
    ]

    /// What is kept of a product: the names of Segment's e-commerce specification.
    private static func line(_ properties: JSONObject, _ links: LinkRule) -> JSONObject {
        var line = JSONObject()
        for field in lineFields {
            if let value = properties[field] { line.members.append(JSONObject.Member(key: field, value: value)) }
        }
        if let url = line["url"]?.string, !links.allows(url) { line["url"] = nil }
        return line
    }

    private static func key(_ item: JSONObject) -> String? {
        item["sku"]?.identifierText ?? item["product_id"]?.identifierText ?? item["name"]?.string
    }

    private mutating func add(_ line: JSONObject) {
        guard let index = items.firstIndex(where: { Cart.key($0) == Cart.key(line) }) else {
            if items.count < Cart.maximumItems { items.append(line) }
            return
        }
        var line = line
        let sum = (items[index]["quantity"]?.decimal ?? Number(1)) + (line["quantity"]?.decimal ?? Number(1))
        line["quantity"] = .number(sum)
        items[index] = line
    }

    /// Takes out as many as the event says; the whole line where it does not say.
    private mutating func remove(_ line: JSONObject) {
        guard let index = items.firstIndex(where: { Cart.key($0) == Cart.key(line) }) else { return }
        let held = items[index]["quantity"]?.decimal ?? Number(1)
        guard let removed = line["quantity"]?.decimal, removed < held else {
            items.remove(at: index)
            return
        }
        items[index]["quantity"] = .number(held - removed)
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

    /// A number, or a text that is one, as some stores write prices.
    var decimal: Number? {
        switch self {
        case .number(let number): number
        case .string(let text): Number(literal: text.trimmed)
        case .null, .bool, .array, .object: nil
        }
    }
}
