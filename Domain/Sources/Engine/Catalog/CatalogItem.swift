import Values

/// One variant of a product as a feed states it: what is nil the feed does not say, and stays as it was.
public struct CatalogItem: Sendable, Hashable {
    /// The store's own id; empty where the item is named by its SKU alone.
    public var productID: String
    /// Empty for a product's only variant.
    public var variantID: String
    public var sku: String?
    public var isDeleted: Bool
    /// Of the product, for all its variants.
    public var title: String?
    public var brand: String?
    public var categories: [String]?
    public var url: String?
    public var imageURL: String?
    /// What tells the variant from its siblings, such as "Red".
    public var variantTitle: String?
    /// Exact.
    public var price: Number?
    /// Exact; what it cost before, as the store shows it.
    public var compareAtPrice: Number?
    /// ISO 4217.
    public var currency: String?
    /// How many can be sold; below 0 where more were sold than there are.
    public var stock: Stock?
    /// At or below this the stock is low.
    public var lowStockAt: Int64?
    /// When the store says that it was so: an older statement changes nothing.
    public var updatedAt: Instant?

    public enum Stock: Sendable, Hashable {
        case pieces(Int64)
        /// It is sold whatever there is.
        case notTracked
    }

    public init(productID: String, variantID: String = "", sku: String? = nil, isDeleted: Bool = false) {
        self.productID = productID
        self.variantID = variantID
        self.sku = sku
        self.isDeleted = isDeleted
    }
}

/// How much a catalog may hold; what lies beyond is refused with the reason.
public enum CatalogLimits {
    /// Variants in one call or transaction.
    public static let itemsAtOnce = 1_000
    public static let products = 200_000
    /// Of those, products that only events named: a page's key is public, and whoever has it can name anything.
    public static let productsOfEvents = 20_000
    public static let variantsOfProduct = 500
    public static let categories = 20
    /// In bytes, as identifiers are.
    public static let id = 512
    /// In bytes.
    public static let text = 1_000
    /// In bytes.
    public static let url = 2_048
    public static let stock: Int64 = 1_000_000_000
    /// Pieces at or below which the stock is low, where the item names no number.
    public static let lowStockAt: Int64 = 5
}

/// Why an item of a feed is not taken.
public struct CatalogRejection: Error, Sendable, Hashable {
    public enum Rule: String, Sendable, Hashable, CaseIterable {
        case notAnObject = "not_an_object"
        case missingID = "missing_id"
        case wrongType = "wrong_type"
        case tooLong = "too_long"
        case badPrice = "bad_price"
        case badCurrency = "bad_currency"
        case badStock = "bad_stock"
        case badURL = "bad_url"
        case badDate = "bad_date"
        case tooManyVariants = "too_many_variants"
        case tooManyItems = "too_many_items"
        case unknownSKU = "unknown_sku"
        case catalogFull = "catalog_full"
    }

    public var rule: Rule
    /// For a person: what is wrong, where, and what is expected.
    public var reason: String

    public init(_ rule: Rule, _ reason: String) {
        self.rule = rule
        self.reason = reason
    }
}
