import Values

/// The shop's products, the one that changed last first.
public struct ProductsModel: Sendable {
    /// A part of title, brand, id or SKU; empty for all.
    public var search: String
    public var rows: [Row]
    public var paging: Paging

    public init(search: String = "", rows: [Row], paging: Paging = Paging()) {
        self.search = search
        self.rows = rows
        self.paging = paging
    }

    public struct Row: Sendable {
        public var id: String
        /// The store's own.
        public var productID: String
        public var title: String
        public var brand: String
        public var variants: Int
        /// The lowest of its variants', such as "59.90 EUR"; nil where none is known.
        public var price: String?
        public var stock: ProductStock
        /// Only events named it.
        public var isFromEvents: Bool
        public var changedAt: Instant

        public init(
            id: String, productID: String, title: String, brand: String = "", variants: Int, price: String?,
            stock: ProductStock, isFromEvents: Bool = false, changedAt: Instant
        ) {
            self.id = id
            self.productID = productID
            self.title = title
            self.brand = brand
            self.variants = variants
            self.price = price
            self.stock = stock
            self.isFromEvents = isFromEvents
            self.changedAt = changedAt
        }
    }
}

/// How much there is of a product or variant.
public enum ProductStock: Sendable, Hashable {
    case pieces(Int64)
    case soldOut
    /// It is not tracked, or not known.
    case unknown
}

/// One product: its variants, what changed of it, and who waits for it.
public struct ProductModel: Sendable {
    public var id: String
    public var productID: String
    public var title: String
    public var brand: String
    public var categories: [String]
    /// Where the store shows it; nil where that is no web address.
    public var url: String?
    public var isFromEvents: Bool
    public var waiting: Int
    public var interested: Int
    public var variants: [Variant]
    public var changes: [Change]
    public var people: [Person]

    public init(
        id: String, productID: String, title: String, brand: String = "", categories: [String] = [], url: String? = nil,
        isFromEvents: Bool = false, waiting: Int = 0, interested: Int = 0, variants: [Variant] = [],
        changes: [Change] = [], people: [Person] = []
    ) {
        self.id = id
        self.productID = productID
        self.title = title
        self.brand = brand
        self.categories = categories
        self.url = url
        self.isFromEvents = isFromEvents
        self.waiting = waiting
        self.interested = interested
        self.variants = variants
        self.changes = changes
        self.people = people
    }

    public struct Variant: Sendable {
        public var title: String
        public var sku: String
        public var price: String?
        /// What it cost before, as the store shows it.
        public var comparedPrice: String?
        public var stock: ProductStock
        public var soldOutAt: Instant?

        public init(
            title: String, sku: String, price: String?, comparedPrice: String? = nil, stock: ProductStock,
            soldOutAt: Instant? = nil
        ) {
            self.title = title
            self.sku = sku
            self.price = price
            self.comparedPrice = comparedPrice
            self.stock = stock
            self.soldOutAt = soldOutAt
        }
    }

    public struct Change: Sendable {
        public var at: Instant
        public var variant: String
        public var isPrice: Bool
        public var before: String
        public var after: String

        public init(at: Instant, variant: String, isPrice: Bool, before: String, after: String) {
            self.at = at
            self.variant = variant
            self.isPrice = isPrice
            self.before = before
            self.after = after
        }
    }

    /// Somebody who asked to be told.
    public struct Person: Sendable {
        public var person: PersonName
        public var at: Instant

        public init(person: PersonName, at: Instant) {
            self.person = person
            self.at = at
        }
    }
}
