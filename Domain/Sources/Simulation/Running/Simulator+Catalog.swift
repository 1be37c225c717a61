import Engine
import Values

extension Simulator {
    /// Something that people looked at costs a fifth less: they are told, and half of the time it is sold out soon after.
    mutating func dropPrice() {
        // Nobody is told twice, as far as a flow asks for it.
        guard definitions.flows.contains(where: { $0.slug == "cheaper" }) else { return }
        let views = store.events.filter { $0.name == "Product Viewed" }
        guard let line = views.randomElement(using: &random).flatMap({ (try? JSON.parse($0.properties))?.object }),
            let product = line["product_id"]?.string, let listed = line["price"]?.number
        else { return }
        let key = ProductKey.product(product)
        let before = store.catalog[key]?.price ?? listed
        let price = before * Number.exact(coefficient: 8, scale: 1)
        state(key, ShelfState(isSoldOut: false, price: price, currency: Simulator.currency))
        books.note(now, "\(product) costs \(price), no longer \(before)")
        let news = Happening(
            event: CatalogEvent.priceDropped.rawValue,
            cause: CatalogEvent.cause(.priceDropped, product: product, variant: "", revision: now.milliseconds),
            at: now,
            properties: [
                "product_id": .string(product), "name": line["name"] ?? .string(product), "price": .number(price),
                "old_price": .number(before), "currency": .string(Simulator.currency),
            ])
        for home in whoLooked(at: product, views) { tell(.happen(news), to: home) }
        guard random.chance(0.5) else { return }
        enter(after: between(60_000, 1_200_000)) { simulator in
            simulator.books.note(simulator.now, "\(product) is sold out")
            simulator.state(key, ShelfState(isSoldOut: true, price: price, currency: Simulator.currency))
        }
    }

    private mutating func state(_ key: ProductKey, _ state: ShelfState) {
        write { store in store.catalog[key] = state }
    }

    private func whoLooked(at product: String, _ views: [Event]) -> [ProfileKey] {
        let looks = views.filter { (try? JSON.parse($0.properties))?["product_id"]?.string == product }
        let owners = Set(looks.compactMap { store.identities[$0.identity]?.owner })
        return homes.filter { owners.contains($0) }
    }

    private static let currency = "EUR"
}
