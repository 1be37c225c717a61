import Engine
import Values

/// The items of one call being taken in, one after the other, before anything is written.
struct CatalogTurn {
    private(set) var products: [ProductKey: StoredProduct]
    private(set) var changed: Set<ProductKey> = []
    private(set) var changedVariants: Set<ProductKey> = []
    private(set) var goneProducts: Set<ProductKey> = []
    private(set) var goneVariants: Set<ProductKey> = []
    private var found: [CatalogNews] = []
    let now: Instant
    private let currency: String
    /// Products that may yet be added.
    private var room: Int
    /// As it was before the call.
    private let before: [ProductKey: StoredProduct]

    init(products: [ProductKey: StoredProduct], currency: String, now: Instant, room: Int) {
        self.products = products
        before = products
        self.currency = currency
        self.now = now
        self.room = room
    }

    /// What changed, as it stands when all items are taken in.
    var news: [CatalogNews] {
        found.compactMap { one in
            guard let product = products[.product(one.product.id)] else { return nil }
            var one = one
            one.isWholeSoldOut = product.isSoldOut
            return one
        }
    }

    mutating func take(_ item: CatalogItem, into outcome: inout CatalogOutcome) throws(CatalogRejection) {
        let key = ProductKey.product(item.productID)
        if item.isDeleted { return delete(item, key, into: &outcome) }
        if products[key] == nil {
            guard room > 0 else {
                throw CatalogRejection(
                    .catalogFull, "the catalog holds \(CatalogLimits.products) products, which is the limit")
            }
            room -= 1
            goneProducts.remove(key)
            products[key] = StoredProduct(
                key: key, product: CatalogProduct(id: item.productID), variants: [], createdAt: now, changedAt: now)
        }
        guard var stored = products[key] else { return }
        let known = stored
        stored.product.take(item)
        if item.saysOfVariant || stored.variants.isEmpty {
            try takeVariant(item, into: &stored)
        }
        guard stored != known || before[key] == nil && !changed.contains(key) else {
            outcome.unchanged += 1
            return
        }
        stored.changedAt = now
        products[key] = stored
        changed.insert(key)
        outcome.changed += 1
    }

    private mutating func takeVariant(
        _ item: CatalogItem, into stored: inout StoredProduct
    ) throws(CatalogRejection) {
        let place = try place(of: item, in: &stored)
        var variant = stored.variants[place]
        let known = variant
        var item = item
        if item.price != nil, item.currency == nil, variant.currency.isEmpty, !currency.isEmpty {
            item.currency = currency
        }
        let soldOutSince = before[stored.key]?.soldOutSince
        for change in variant.take(item, at: now) {
            found.append(
                CatalogNews(
                    product: stored.product, variant: variant, change: change,
                    isOnlyVariant: stored.variants.count == 1, wholeSoldOutSince: soldOutSince))
        }
        stored.variants[place] = variant
        let key = ProductKey.variant(variant.id, of: stored.product.id)
        if variant != known || before[stored.key]?.variants.contains(where: { $0.id == variant.id }) != true {
            changedVariants.insert(key)
            goneVariants.remove(key)
        }
    }

    /// The variant that the item means: by its id, its SKU, or as the only one; a new one where there is none.
    private mutating func place(
        of item: CatalogItem, in stored: inout StoredProduct
    ) throws(CatalogRejection) -> Int {
        if let place = stored.variants.firstIndex(where: { $0.id == item.variantID }) { return place }
        if item.variantID.isEmpty {
            if let sku = item.sku, let place = stored.variants.firstIndex(where: { $0.sku == sku }) { return place }
            if stored.variants.count == 1 { return 0 }
            guard stored.variants.isEmpty else {
                throw CatalogRejection(
                    .missingID,
                    "product \(item.productID.prefix(60)) has \(stored.variants.count) variants; name one by its variant_id or sku"
                )
            }
        } else if stored.variants.count == 1, stored.variants[0].id.isEmpty {
            // A product that had no variants so far: what was said of it was said of its first.
            goneVariants.insert(.variant("", of: stored.product.id))
            stored.variants[0].id = item.variantID
            return 0
        }
        guard stored.variants.count < CatalogLimits.variantsOfProduct else {
            throw CatalogRejection(
                .tooManyVariants,
                "product \(item.productID.prefix(60)) has \(CatalogLimits.variantsOfProduct) variants, which is the limit"
            )
        }
        var variant = CatalogVariant(id: item.variantID)
        // One that was deleted and comes back does not repeat the numbers of its earlier changes.
        variant.revision = now.milliseconds
        stored.variants.append(variant)
        return stored.variants.count - 1
    }

    private mutating func delete(_ item: CatalogItem, _ key: ProductKey, into outcome: inout CatalogOutcome) {
        guard var stored = products[key] else {
            outcome.unchanged += 1
            return
        }
        if item.variantID.isEmpty {
            products[key] = nil
            changed.remove(key)
            goneProducts.insert(key)
            outcome.deleted += 1
            return
        }
        guard let place = stored.variants.firstIndex(where: { $0.id == item.variantID }) else {
            outcome.unchanged += 1
            return
        }
        stored.variants.remove(at: place)
        stored.changedAt = now
        products[key] = stored
        changed.insert(key)
        let variant = ProductKey.variant(item.variantID, of: item.productID)
        goneVariants.insert(variant)
        changedVariants.remove(variant)
        outcome.deleted += 1
    }
}

extension CatalogItem {
    /// Whether it says more than what is the same of all variants.
    var saysOfVariant: Bool {
        !variantID.isEmpty || sku != nil || variantTitle != nil || price != nil || compareAtPrice != nil
            || stock != nil || lowStockAt != nil
    }
}
