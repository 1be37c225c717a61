import Values

/// The events that changes of the catalog lead to, as flows and conditions know them.
public enum CatalogEvent: String, Sendable, Hashable, CaseIterable {
    case priceDropped = "Price Dropped"
    case backInStock = "Back in Stock"
    /// Nothing of the product can be bought any more.
    case soldOut = "Sold Out"
    case lowStock = "Low Stock"
    case inventoryChanged = "Inventory Changed"

    /// Who asked to be told when something can be bought again.
    public static let request = "Back in Stock Requested"

    /// To whom events of the shop's own stock happen.
    public static let shop = Identity(stored: .user, value: "shop")

    /// What makes one change one: the same change leads to each event once, however often it is told of.
    public static func cause(
        _ event: CatalogEvent, product: String, variant: String, revision: Int64
    ) -> Int64 {
        var hash = StableHash()
        hash.combine("catalog")
        hash.combine(event.rawValue)
        hash.combine(product)
        hash.combine(variant)
        hash.combine(revision)
        return hash.finishSigned()
    }

    /// What the event carries; what is not known is left out.
    public func properties(
        of variant: CatalogVariant, _ product: CatalogProduct, _ change: CatalogChange
    ) -> JSONObject {
        var object: JSONObject = ["product_id": .string(product.id)]
        func put(_ name: String, _ text: String) { if !text.isEmpty { object[name] = .string(text) } }
        put("variant_id", variant.id)
        put("sku", variant.sku)
        put("name", CatalogEvent.name(of: variant, product))
        put("url", variant.url.isEmpty ? product.url : variant.url)
        put("image_url", variant.imageURL.isEmpty ? product.imageURL : variant.imageURL)
        put("brand", product.brand)
        put("category", product.categories.first ?? "")
        switch self {
        case .priceDropped, .backInStock:
            if let price = variant.price { object["price"] = .number(price) }
            put("currency", variant.currency)
            if self == .priceDropped { object["old_price"] = .number(change.before) }
            if self == .backInStock { object["quantity"] = .number(change.after) }
        case .soldOut: break
        case .lowStock:
            object["quantity"] = .number(change.after)
            object["threshold"] = .number(Number(change.threshold))
        case .inventoryChanged:
            object["quantity"] = .number(change.after)
            object["before"] = .number(change.before)
        }
        return object
    }

    /// "A cup", or "A cup, blue" where it has several.
    static func name(of variant: CatalogVariant, _ product: CatalogProduct) -> String {
        let isOwn = !variant.title.isEmpty && variant.title != product.title && variant.title != "Default Title"
        return isOwn && !product.title.isEmpty
            ? "\(product.title), \(variant.title)" : product.title.isEmpty ? variant.title : product.title
    }
}
