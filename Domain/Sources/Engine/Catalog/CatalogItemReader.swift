import Values

/// Reads a product as `POST /v1/catalog` and files of lines state it; one of several variants becomes several items.
public enum CatalogItemReader {
    /// - Throws: of a product with one bad variant the whole, so that it is mended as one.
    public static func items(_ json: JSON) throws(CatalogRejection) -> [CatalogItem] {
        guard let object = json.object else {
            throw CatalogRejection(.notAnObject, "it is \(json.kindName), expected an object")
        }
        let shared = CatalogFields(object)
        var product = CatalogItem(
            productID: try shared.id(["product_id", "id"]) ?? "", variantID: try shared.id(["variant_id"]) ?? "")
        product.isDeleted = try shared.flag("deleted")
        product.title = try shared.text(["title", "name"])
        product.brand = try shared.text(["brand", "vendor"])
        product.categories = try shared.categories()
        try shared.readVariant(into: &product)
        guard let variants = shared.value(["variants"]) else {
            product.variantTitle = try shared.text(["variant_title"])
            guard !product.productID.isEmpty || product.sku != nil else {
                throw CatalogRejection(.missingID, "it has no product_id, and no sku by which it could be found")
            }
            return [product]
        }
        guard let list = variants.array else {
            throw CatalogRejection(.wrongType, "variants is \(variants.kindName), expected a list")
        }
        guard !product.productID.isEmpty else { throw CatalogRejection(.missingID, "it has no product_id") }
        guard (1...CatalogLimits.variantsOfProduct).contains(list.count) else {
            throw CatalogRejection(
                .tooManyVariants,
                "it has \(list.count) variants, expected 1 to \(CatalogLimits.variantsOfProduct)")
        }
        var items: [CatalogItem] = []
        for (place, json) in list.enumerated() {
            do { items.append(try variant(json, of: product)) } catch {
                throw CatalogRejection(error.rule, "variants[\(place)]: \(error.reason)")
            }
        }
        return items
    }

    private static func variant(_ json: JSON, of product: CatalogItem) throws(CatalogRejection) -> CatalogItem {
        guard let object = json.object else {
            throw CatalogRejection(.notAnObject, "it is \(json.kindName), expected an object")
        }
        let fields = CatalogFields(object)
        var item = product
        let sku = try fields.id(["sku"])
        guard let id = try fields.id(["variant_id", "id"]) ?? sku else {
            throw CatalogRejection(.missingID, "it has no variant_id and no sku")
        }
        item.variantID = id
        if try fields.flag("deleted") { item.isDeleted = true }
        item.variantTitle = try fields.text(["title", "name", "variant_title"])
        try fields.readVariant(into: &item)
        return item
    }
}

/// The members of one object of a feed.
struct CatalogFields {
    private let object: JSONObject

    init(_ object: JSONObject) { self.object = object }

    /// The first of these members that is there; `null` is the same as leaving it out.
    func value(_ names: [String]) -> JSON? {
        names.lazy.compactMap { object[$0] }.first { !$0.isNull }
    }

    /// An empty one is the same as none.
    func id(_ names: [String]) throws(CatalogRejection) -> String? {
        guard let value = value(names) else { return nil }
        guard let text = (value.string ?? value.number.map(\.description))?.trimmed else {
            throw CatalogRejection(.wrongType, "\(names[0]) is \(value.kindName), expected a text or number")
        }
        return text.isEmpty ? nil : try bounded(text, names[0], CatalogLimits.id)
    }

    func text(_ names: [String]) throws(CatalogRejection) -> String? {
        guard let value = value(names) else { return nil }
        guard let text = value.string else {
            throw CatalogRejection(.wrongType, "\(names[0]) is \(value.kindName), expected a text")
        }
        return try bounded(text.trimmed, names[0], CatalogLimits.text)
    }

    func flag(_ name: String) throws(CatalogRejection) -> Bool {
        guard let value = value([name]) else { return false }
        guard let flag = value.bool else {
            throw CatalogRejection(.wrongType, "\(name) is \(value.kindName), expected true or false")
        }
        return flag
    }

    func categories() throws(CatalogRejection) -> [String]? {
        guard let value = value(["categories", "category"]) else { return nil }
        let parts = value.array ?? [value]
        let texts = parts.compactMap(\.string)
        guard texts.count == parts.count else {
            throw CatalogRejection(.wrongType, "categories holds something that is no text")
        }
        var known: Set<String> = []
        var categories: [String] = []
        for text in texts.prefix(CatalogLimits.categories) {
            let text = try bounded(text.trimmed, "categories", CatalogLimits.text)
            if !text.isEmpty, known.insert(text).inserted { categories.append(text) }
        }
        return categories
    }

    /// Reads what each variant may have of its own.
    func readVariant(into item: inout CatalogItem) throws(CatalogRejection) {
        item.sku = try id(["sku"]) ?? item.sku
        item.url = try address(["url", "link"]) ?? item.url
        item.imageURL = try address(["image_url", "image", "image_link"]) ?? item.imageURL
        item.price = try amount("price") ?? item.price
        item.compareAtPrice = try amount("compare_at_price") ?? item.compareAtPrice
        item.stock = try stock() ?? item.stock
        if let count = try whole("low_stock_at") { item.lowStockAt = count }
        if let currency = try text(["currency"]) {
            let code = currency.uppercased()
            guard code.utf8.count == 3, code.utf8.allSatisfy({ (65...90).contains($0) }) else {
                throw CatalogRejection(
                    .badCurrency, "currency is “\(currency.prefix(20))”, expected a code such as EUR")
            }
            item.currency = code
        }
        if let moment = try text(["updated_at"]) {
            guard let instant = Instant(iso8601: moment) else {
                throw CatalogRejection(
                    .badDate, "updated_at is “\(moment.prefix(40))”, expected a time such as 2026-06-15T12:00:00Z")
            }
            item.updatedAt = instant
        }
    }

    private func address(_ names: [String]) throws(CatalogRejection) -> String? {
        guard let text = try text(names), !text.isEmpty else { return nil }
        let lower = text.lowercased()
        guard lower.hasPrefix("https://") || lower.hasPrefix("http://"), text.utf8.count <= CatalogLimits.url,
            !text.utf8.contains(where: { $0 <= 0x20 })
        else {
            throw CatalogRejection(.badURL, "\(names[0]) is “\(text.prefix(60))”, expected an address with https://")
        }
        return text
    }

    private func amount(_ name: String) throws(CatalogRejection) -> Number? {
        guard let value = value([name]) else { return nil }
        let number = value.number ?? value.string.flatMap { Number(literal: $0.trimmed) }
        guard let number, case .exact = number, number >= .zero else {
            throw CatalogRejection(.badPrice, "\(name) is \(value.text.prefix(40)), expected an amount such as 59.90")
        }
        return number
    }

    private func whole(_ name: String) throws(CatalogRejection) -> Int64? {
        guard let value = value([name]) else { return nil }
        let number = value.number ?? value.string.flatMap { Number(literal: $0.trimmed) }
        guard let count = number?.integer, count.magnitude <= UInt64(CatalogLimits.stock) else {
            throw CatalogRejection(.badStock, "\(name) is \(value.text.prefix(40)), expected a whole number")
        }
        return count
    }

    private func stock() throws(CatalogRejection) -> CatalogItem.Stock? {
        if value(["track_stock"])?.bool == false { return .notTracked }
        for name in ["stock", "inventory", "quantity"] {
            if let count = try whole(name) { return .pieces(count) }
        }
        return nil
    }

    private func bounded(_ text: String, _ name: String, _ limit: Int) throws(CatalogRejection) -> String {
        guard text.utf8.count <= limit else {
            throw CatalogRejection(.tooLong, "\(name) has \(text.utf8.count) bytes, the limit is \(limit)")
        }
        guard !text.utf8.contains(0) else {
            throw CatalogRejection(.wrongType, "\(name) holds a NUL character, which no database can hold")
        }
        return text
    }
}

extension CatalogItem {
    /// As `CatalogItemReader` reads it: how an import's rows travel to the server that has the database open.
    public var json: JSON {
        var object = JSONObject()
        func put(_ name: String, _ text: String?) { if let text { object[name] = .string(text) } }
        put("product_id", productID.isEmpty ? nil : productID)
        put("variant_id", variantID.isEmpty ? nil : variantID)
        put("sku", sku)
        if isDeleted { object["deleted"] = true }
        put("title", title)
        put("brand", brand)
        if let categories { object["categories"] = .array(categories.map(JSON.string)) }
        put("url", url)
        put("image_url", imageURL)
        put("variant_title", variantTitle)
        if let price { object["price"] = .number(price) }
        if let compareAtPrice { object["compare_at_price"] = .number(compareAtPrice) }
        put("currency", currency)
        switch stock {
        case .pieces(let count): object["stock"] = .number(Number(count))
        case .notTracked: object["track_stock"] = false
        case nil: break
        }
        if let lowStockAt { object["low_stock_at"] = .number(Number(lowStockAt)) }
        put("updated_at", updatedAt?.iso8601)
        return .object(object)
    }
}
