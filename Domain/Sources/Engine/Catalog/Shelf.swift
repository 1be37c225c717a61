import Values

/// Whether something can be bought, and for how much, as the catalog says now.
public struct ShelfState: Sendable, Hashable {
    public var isSoldOut: Bool
    /// Exact; of a product the lowest of its variants'. Nil where it is not known.
    public var price: Number?
    /// ISO 4217; empty where nobody said.
    public var currency: String

    public init(isSoldOut: Bool, price: Number? = nil, currency: String = "") {
        self.isSoldOut = isSoldOut
        self.price = price
        self.currency = currency
    }
}

/// What the catalog says, at the moment of a batch, of the products that its messages may be about.
///
/// What is not on it can be bought, as far as anybody knows: a shop without a catalog sends as before.
public struct Shelf: Sendable, Hashable {
    public var states: [ProductKey: ShelfState]

    public init(_ states: [ProductKey: ShelfState] = [:]) { self.states = states }

    /// Of what an event or a line of a cart names: its variant, where the catalog has that, else its product.
    func state(of line: JSONObject) -> ShelfState? {
        guard !states.isEmpty else { return nil }
        return Shelf.keys(of: line).lazy.compactMap { states[$0] }.first
    }

    /// The closest first.
    public static func keys(of line: JSONObject) -> [ProductKey] {
        func text(_ names: String...) -> String? {
            names.lazy.compactMap { line[$0]?.identifierText }.first { !$0.isEmpty }
        }
        let product = text("product_id", "productId", "item_id")
        var keys: [ProductKey] = []
        if let product, let variant = text("variant_id", "variantId") { keys.append(.variant(variant, of: product)) }
        if let sku = text("sku", "SKU") { keys.append(.sku(sku)) }
        if let product { keys.append(.product(product)) }
        return keys
    }

    /// Keys of what an event names itself and in its list; at most `mostOfEvent` of the list.
    static func keys(in properties: JSONObject) -> [ProductKey] {
        let listed = (properties["products"]?.array ?? []).prefix(mostOfEvent).compactMap(\.object)
        return ([properties] + listed).flatMap { Shelf.keys(of: $0) }
    }

    /// Products of one order or cart that are looked at.
    static let mostOfEvent = 20

    /// The line at today's price, where it says its price in the same currency.
    func current(_ line: JSONObject) -> JSONObject {
        guard let state = state(of: line), let price = state.price, line["price"] != nil,
            Shelf.isSame(line["currency"]?.string, state.currency)
        else { return line }
        var line = line
        line["price"] = .number(price)
        return line
    }

    /// The cart at today's prices, without what can no longer be bought.
    func current(_ cart: Cart) -> Cart {
        guard !states.isEmpty else { return cart }
        var cart = cart
        cart.items = cart.items.filter { state(of: $0)?.isSoldOut != true }.map { item in
            guard item["currency"] == nil, let currency = cart.currency else { return current(item) }
            var named = item
            named["currency"] = .string(currency)
            var line = current(named)
            line["currency"] = nil
            return line
        }
        return cart
    }

    static func isSame(_ currency: String?, _ other: String) -> Bool {
        currency == nil || other.isEmpty || currency?.uppercased() == other.uppercased()
    }
}
