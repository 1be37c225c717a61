import Engine
import Hummingbird
import Pages
import Runtime
import Storage
import Values

/// The catalog: the list of products, and one of them.
struct ProductRoutes: Sendable {
    let parts: ConsoleParts

    func add(to group: RouterGroup<ConsoleContext>) {
        group.get("catalog") { request, context in
            let query = request.queryFields
            let search = String((query["q"] ?? "").trimmedOfSpace.prefix(Rooms.longestSearch))
            let found = try await parts.rooms.products(search: search, at: ListPosition(query))
            let page = try await parts.page(request, context)
            let model = ProductsModel(
                search: search, rows: found.rows.map { ProductsModel.Row($0) }, paging: Paging(found))
            return Response.page(ProductsView.render(model, in: page))
        }
        group.get("catalog/:product") { request, context in
            let id = context.parameters.get("product") ?? ""
            guard let key = PublicID.product.key(id),
                let found = try await parts.rooms.product(ProductKey(rawValue: key))
            else { throw HTTPError(.notFound, message: "There is no product \(id.prefix(40)).") }
            let page = try await parts.page(request, context)
            return Response.page(ProductView.render(ProductModel(found), in: page))
        }
    }
}

extension ProductsModel.Row {
    init(_ line: CatalogLine) {
        self.init(
            id: PublicID.product.text(line.key.rawValue), productID: line.id, title: line.title, brand: line.brand,
            variants: line.variants, price: line.price.map { $0.priced(in: line.currency) },
            stock: line.isSoldOut ? .soldOut : line.stock.map(ProductStock.pieces) ?? .unknown,
            isFromEvents: line.isFromEvents, changedAt: line.changedAt)
    }
}

extension ProductModel {
    init(_ page: ProductPage) {
        let product = page.stored.product
        self.init(
            id: PublicID.product.text(page.stored.key.rawValue), productID: product.id, title: product.title,
            brand: product.brand, categories: product.categories,
            url: product.url.hasPrefix("https://") || product.url.hasPrefix("http://") ? product.url : nil,
            isFromEvents: product.isFromEvents, waiting: page.waiting, interested: page.interested,
            variants: page.stored.variants.map { Variant($0) },
            changes: page.changes.map { Change($0) },
            people: page.people.map { Person(person: PersonName($0.person), at: $0.at) })
    }
}

extension ProductModel.Variant {
    init(_ variant: CatalogVariant) {
        self.init(
            title: variant.title.isEmpty ? variant.id : variant.title, sku: variant.sku,
            price: variant.price.map { $0.priced(in: variant.currency) },
            comparedPrice: variant.compareAtPrice.flatMap { compared in
                variant.price.map { $0 < compared } == true ? compared.priced(in: variant.currency) : nil
            },
            stock: variant.isSoldOut ? .soldOut : variant.stock.map(ProductStock.pieces) ?? .unknown,
            soldOutAt: variant.soldOutAt)
    }
}

extension ProductModel.Change {
    init(_ change: ProductPage.Change) {
        let isPrice = change.change.kind == .price
        func words(_ number: Number) -> String {
            isPrice ? number.priced(in: change.change.currency) : number.description
        }
        self.init(
            at: change.change.at, variant: change.variant, isPrice: isPrice, before: words(change.change.before),
            after: words(change.change.after))
    }
}

extension Number {
    /// Exactly as the store wrote it, such as "59.90 EUR".
    fileprivate func priced(in currency: String) -> String {
        currency.isEmpty ? description : "\(description) \(currency)"
    }
}
