import Values

/// A product as the catalog knows it.
public struct CatalogProduct: Sendable, Hashable {
    public var id: String
    public var title: String
    public var brand: String
    public var categories: [String]
    public var url: String
    public var imageURL: String
    /// Only events have named it: no feed has said anything of it.
    public var isFromEvents: Bool

    public init(id: String, isFromEvents: Bool = false) {
        self.id = id
        title = ""
        brand = ""
        categories = []
        url = ""
        imageURL = ""
        self.isFromEvents = isFromEvents
    }

    public mutating func take(_ item: CatalogItem) {
        title = item.title ?? title
        brand = item.brand ?? brand
        categories = item.categories ?? categories
        if let url = item.url, url != self.url, self.url.isEmpty || item.variantID.isEmpty { self.url = url }
        if let image = item.imageURL, imageURL.isEmpty || item.variantID.isEmpty { imageURL = image }
        isFromEvents = false
    }
}

/// One variant of a product as the catalog knows it, and what becomes of it when a feed states something new.
public struct CatalogVariant: Sendable, Hashable {
    public var id: String
    public var sku: String
    public var title: String
    public var url: String
    public var imageURL: String
    /// Exact.
    public var price: Number?
    /// Exact.
    public var compareAtPrice: Number?
    /// ISO 4217; empty where nobody said.
    public var currency: String
    /// Nil where it is not tracked or not known: then it can be bought.
    public var stock: Int64?
    public var lowStockAt: Int64?
    /// Since when there has been none; nil while there is some.
    public var soldOutAt: Instant?
    /// How often price or stock have changed: what tells one change from another.
    public var revision: Int64
    /// When the store says that it was so.
    public var statedAt: Instant?

    public init(id: String) {
        self.id = id
        sku = ""
        title = ""
        url = ""
        imageURL = ""
        currency = ""
        revision = 0
    }

    public var isSoldOut: Bool { stock.map { $0 <= 0 } ?? false }

    /// Takes in what a feed states and tells which figures changed; the same again changes nothing.
    public mutating func take(_ item: CatalogItem, at now: Instant) -> [CatalogChange] {
        if let stated = item.updatedAt {
            if let known = statedAt, stated < known { return [] }
            statedAt = stated
        }
        sku = item.sku ?? sku
        title = item.variantTitle ?? title
        url = item.url ?? url
        imageURL = item.imageURL ?? imageURL
        compareAtPrice = item.compareAtPrice ?? compareAtPrice
        lowStockAt = item.lowStockAt ?? lowStockAt
        var changes: [CatalogChange] = []
        let stockBefore = stock
        let soldOutBefore = soldOutAt
        switch item.stock {
        case .pieces(let count): stock = count
        case .notTracked: stock = nil
        case nil: break
        }
        soldOutAt = isSoldOut ? soldOutAt ?? now : nil
        let currencyBefore = currency
        currency = item.currency ?? currency
        if let price = item.price, price != self.price {
            let before = self.price
            self.price = price
            // What was in another currency was not more or less.
            if let before, currency == currencyBefore || currencyBefore.isEmpty {
                revision += 1
                changes.append(CatalogChange(kind: .price, before: before, after: price, revision: revision))
            }
        }
        if let before = stockBefore, let after = stock, before != after {
            revision += 1
            changes.append(
                CatalogChange(
                    kind: .stock, before: Number(before), after: Number(after), revision: revision,
                    threshold: lowStockAt ?? CatalogLimits.lowStockAt, soldOutSince: soldOutBefore))
        }
        return changes
    }
}

/// A figure of one variant that a feed changed.
public struct CatalogChange: Sendable, Hashable {
    public enum Kind: Int, Sendable, Hashable, CaseIterable {
        case price = 1
        case stock = 2
    }

    public var kind: Kind
    public var before: Number
    public var after: Number
    /// The variant's, which no other change of it has.
    public var revision: Int64
    /// At or below this the stock is low.
    public var threshold: Int64
    /// Of a stock that was none: since when.
    public var soldOutSince: Instant?

    public init(
        kind: Kind, before: Number, after: Number, revision: Int64, threshold: Int64 = 0, soldOutSince: Instant? = nil
    ) {
        self.kind = kind
        self.before = before
        self.after = after
        self.revision = revision
        self.threshold = threshold
        self.soldOutSince = soldOutSince
    }

    public var isPriceDrop: Bool { kind == .price && after < before }
    public var isBackInStock: Bool { kind == .stock && !(Number.zero < before) && Number.zero < after }
    public var isSellOut: Bool { kind == .stock && Number.zero < before && !(Number.zero < after) }
    /// Falls to the line or below it; what was below it already is no news.
    public var isLowStock: Bool {
        kind == .stock && Number(threshold) < before && !(Number(threshold) < after)
    }
}
