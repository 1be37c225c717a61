import Values

/// What one of a person's events says of a product.
public struct ProductMention: Sendable, Hashable {
    /// How much they want it; the stored form, which never changes.
    public enum Kind: Int, Sendable, Hashable, CaseIterable {
        case viewed = 1
        /// Put into the cart or on the wish list.
        case wanted = 2
        /// Asked to be told when it is back, whichever variant.
        case asked = 3
        /// Asked for one of its variants.
        case askedForVariant = 4
        /// Was told that it is back or costs less: no event of theirs says so.
        case told = 5
    }

    public var kind: Kind
    public var productID: String
    public var variantID: String
    public var sku: String
    public var name: String
    public var url: String
    public var imageURL: String
    public var brand: String
    public var category: String

    /// How long it counts that somebody looked at a product or wanted it.
    public static let interestKept = TimeSpan.days(30)
    /// How long somebody waits who asked to be told.
    public static let requestKept = TimeSpan.days(365)
    /// How long whoever was told of it, or put it into the cart, is told that it is sold out: messages wait no longer.
    public static let newsKept = TimeSpan.days(3)
    /// Products of one cart that are looked at.
    static let mostOfEvent = 50

    /// The canonical names of the events that show interest in a product.
    public static let events: [String: Kind] = [
        "Product Viewed": .viewed, "Product Added": .wanted, "Checkout Started": .wanted,
        "Product Added to Wishlist": .wanted, CatalogEvent.request: .asked,
    ]

    /// Those of an event: the product that it names itself, and those of its list.
    public static func mentions(in event: String, _ properties: JSONObject) -> [ProductMention] {
        guard let kind = events[event] else { return [] }
        let listed = (properties["products"]?.array ?? []).prefix(mostOfEvent).compactMap(\.object)
        return ([properties] + listed).compactMap { ProductMention(kind, $0) }
    }

    private init?(_ kind: Kind, _ object: JSONObject) {
        func id(_ names: [String]) -> String {
            let text = names.lazy.compactMap { object[$0]?.identifierText?.trimmed }.first { !$0.isEmpty } ?? ""
            return text.utf8.count <= CatalogLimits.id && !text.utf8.contains(0) ? text : ""
        }
        func text(_ names: [String], _ limit: Int = CatalogLimits.text) -> String {
            let text = names.lazy.compactMap { object[$0]?.string?.trimmed }.first { !$0.isEmpty } ?? ""
            return text.utf8.count <= limit && !text.utf8.contains(0) ? text : ""
        }
        productID = id(["product_id", "productId", "ProductID", "item_id"])
        variantID = id(["variant_id", "variantId", "VariantID"])
        sku = id(["sku", "SKU"])
        guard !productID.isEmpty || !sku.isEmpty else { return nil }
        let isOfVariant = kind == .asked && (!variantID.isEmpty || !sku.isEmpty)
        self.kind = isOfVariant ? .askedForVariant : kind
        name = text(["name", "title", "ProductName", "product_name"])
        url = text(["url"], CatalogLimits.url)
        imageURL = text(["image_url", "imageUrl", "ImageURL"], CatalogLimits.url)
        brand = text(["brand"])
        category = text(["category"])
    }

    /// The keys under which the interest is found, with what it says under each.
    public var interests: [(key: ProductKey, kind: Kind)] {
        var found: [(key: ProductKey, kind: Kind)] = []
        if !productID.isEmpty { found.append((.product(productID), kind)) }
        if kind == .askedForVariant {
            if !variantID.isEmpty { found.append((.variant(variantID), .asked)) }
            if !sku.isEmpty { found.append((.sku(sku), .asked)) }
        } else if productID.isEmpty {
            found.append((.sku(sku), kind))
        }
        return found
    }
}

/// What a product is found by: a hash of its id, its variant's or its SKU.
///
/// Two of a million share one in fewer than one shop of ten million.
public struct ProductKey: Sendable, Hashable {
    public let rawValue: Int64

    public static func product(_ id: String) -> ProductKey { ProductKey(1, id) }
    public static func variant(_ id: String) -> ProductKey { ProductKey(2, id) }
    public static func sku(_ sku: String) -> ProductKey { ProductKey(3, sku) }
    /// One variant of one product; stores may give two products variants of one id.
    public static func variant(_ id: String, of product: String) -> ProductKey {
        var hash = StableHash()
        hash.combine(Int64(4))
        hash.combine(product)
        hash.combine(id)
        return ProductKey(rawValue: hash.finishSigned())
    }

    public init(rawValue: Int64) { self.rawValue = rawValue }

    private init(_ kind: Int64, _ text: String) {
        var hash = StableHash()
        hash.combine(kind)
        hash.combine(text)
        rawValue = hash.finishSigned()
    }
}
