import Engine
import Storage
import Values

extension CartwheelSystem {
    func performOnCatalog(_ action: AdminAction, _ parameters: JSON) async throws -> JSON {
        switch action {
        case .applyCatalog: return try await applyCatalog(parameters)
        case .listProducts:
            let limit = min(max(Int(parameters["limit"]?.number?.integer ?? 50), 1), 1_000)
            let page = try await Rooms(self).products(search: parameters["search"]?.string ?? "", limit: limit)
            return .array(page.rows.map(\.json))
        case .showProduct:
            let text = try required("product", of: parameters)
            let key = try await database.read { [scope] in try CatalogStore().find(text, in: scope, on: $0) }
            guard let key, let page = try await Rooms(self).product(key) else {
                throw AdminError("the catalog has no product “\(text)”; name one by its id or SKU, see catalog list")
            }
            return page.json
        default: throw AdminError("\(action.rawValue) is nothing that a catalog does")
        }
    }

    private func applyCatalog(_ parameters: JSON) async throws -> JSON {
        var items: [CatalogItem] = []
        var refused: [JSON] = []
        for json in parameters["items"]?.array ?? [] {
            do { items += try CatalogItemReader.items(json) } catch { refused.append(.string(error.reason)) }
        }
        guard items.count <= CatalogLimits.itemsAtOnce else {
            throw AdminError("at most \(CatalogLimits.itemsAtOnce) variants are taken at once")
        }
        let outcome = try await catalog.apply(items, announces: parameters["announces"]?.bool ?? true)
        refused += outcome.rejected.map { refusal in
            let item = items[refusal.place]
            return .string("\(item.productID.isEmpty ? item.sku ?? "" : item.productID): \(refusal.rejection.reason)")
        }
        return [
            "changed": .number(Number(outcome.changed)), "unchanged": .number(Number(outcome.unchanged)),
            "deleted": .number(Number(outcome.deleted)), "told": .number(Number(outcome.told)),
            "refused": .array(refused),
        ]
    }
}

extension CatalogLine {
    var json: JSON {
        [
            "product": .string(id), "title": .string(title), "brand": .string(brand),
            "variants": .number(Number(variants)), "price": JSON(price), "currency": .string(currency),
            "stock": JSON(stock), "sold_out": .bool(isSoldOut), "changed_at": .string(changedAt.iso8601),
        ]
    }
}

extension ProductPage {
    var json: JSON {
        let product = stored.product
        return [
            "product": .string(product.id), "title": .string(product.title), "brand": .string(product.brand),
            "categories": .array(product.categories.map(JSON.string)), "url": .string(product.url),
            "from_events": .bool(product.isFromEvents), "waiting": .number(Number(waiting)),
            "interested": .number(Number(interested)), "changed_at": .string(stored.changedAt.iso8601),
            "variants": .array(stored.variants.map(\.json)), "changes": .array(changes.map(\.json)),
        ]
    }
}

extension CatalogVariant {
    fileprivate var json: JSON {
        [
            "variant": .string(id), "sku": .string(sku), "title": .string(title), "price": JSON(price),
            "compare_at_price": JSON(compareAtPrice), "currency": .string(currency), "stock": JSON(stock),
            "sold_out_at": soldOutAt.map { JSON.string($0.iso8601) } ?? .null,
        ]
    }
}

extension ProductPage.Change {
    fileprivate var json: JSON {
        [
            "at": .string(change.at.iso8601), "variant": .string(variant),
            "what": .string(change.kind == .price ? "price" : "stock"), "before": .number(change.before),
            "after": .number(change.after),
        ]
    }
}

extension JSON {
    fileprivate init(_ number: Number?) { self = number.map(JSON.number) ?? .null }
    fileprivate init(_ count: Int64?) { self = count.map { .number(Number($0)) } ?? .null }
}
