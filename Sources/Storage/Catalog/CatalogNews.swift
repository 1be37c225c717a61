import Engine
import Values

/// What a feed changed of one variant, with all that is needed to tell people of it.
public struct CatalogNews: Sendable, Hashable {
    public var product: CatalogProduct
    public var variant: CatalogVariant
    public var change: CatalogChange
    /// Whoever asked for the product or one of its variants asked for this one.
    public var isOnlyVariant: Bool
    /// Since when nothing of the product could be bought; nil where something still could.
    public var wholeSoldOutSince: Instant?
    /// Whether nothing of the product can be bought after it.
    public var isWholeSoldOut = false

    func cause(_ event: CatalogEvent) -> Int64 {
        CatalogEvent.cause(event, product: product.id, variant: variant.id, revision: change.revision)
    }
}

/// What became of the items of one call.
public struct CatalogOutcome: Sendable, Equatable {
    /// Items after which something was otherwise than before.
    public var changed = 0
    /// Items that said what is known, or less than is known.
    public var unchanged = 0
    public var deleted = 0
    /// By their place among the items.
    public var rejected: [Refusal] = []
    public var news: [CatalogNews] = []
    /// Of what people will be told of it.
    public var told = 0

    public struct Refusal: Sendable, Equatable {
        public var place: Int
        public var rejection: CatalogRejection

        public init(place: Int, rejection: CatalogRejection) {
            self.place = place
            self.rejection = rejection
        }
    }

    public init() {}
}
