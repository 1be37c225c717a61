import Engine
import Storage
import Values

/// A product with what changed of it lately and who wants it.
public struct ProductPage: Sendable {
    public var stored: StoredProduct
    /// Newest first.
    public var changes: [Change]
    /// How many asked to be told when it is back.
    public var waiting: Int
    /// How many looked at it or put it into their cart in the last 30 days.
    public var interested: Int
    /// Of those who asked, the newest.
    public var people: [Person]

    public struct Change: Sendable {
        public var change: StoredCatalogChange
        /// The variant's id.
        public var variant: String
    }

    public struct Person: Sendable {
        public var person: PersonLine
        public var at: Instant
    }
}

extension Rooms {
    private static let changesShown = 30
    private static let peopleShown = 20

    /// The catalog, the product that changed last first.
    public func products(
        search: String = "", at position: ListPosition = .first, limit: Int = pageLength
    ) async throws -> Listing<CatalogLine> {
        let search = String(search.prefix(Rooms.longestSearch))
        return try await database.read { [scope] connection in
            let page = try CatalogStore().page(
                search: search, at: position.position, limit: limit, in: scope, on: connection)
            let total = search.isEmpty ? try CatalogStore().count(in: scope, on: connection) : nil
            return Listing(rows: page.rows, newer: page.newer, older: page.older, total: total)
        }
    }

    /// Nil where there is no such product.
    public func product(_ key: ProductKey) async throws -> ProductPage? {
        let now = clock.now()
        return try await database.read { [self] connection in
            let store = CatalogStore()
            guard let stored = try store.product(key, in: scope, on: connection) else { return nil }
            let counts = try InterestStore.counts(of: key, now: now, in: scope, on: connection)
            let waiting = try InterestStore.waiting(for: key, limit: Rooms.peopleShown, in: scope, on: connection)
            let people = try people(waiting.map(\.profile), on: connection)
            let ids = Dictionary(
                stored.variants.map { (ProductKey.variant($0.id, of: stored.product.id), $0.id) },
                uniquingKeysWith: { first, _ in first })
            return ProductPage(
                stored: stored,
                changes: try store.changes(of: key, limit: Rooms.changesShown, in: scope, on: connection).map {
                    ProductPage.Change(change: $0, variant: ids[$0.variant] ?? "")
                }, waiting: counts.waiting, interested: counts.interested,
                people: waiting.compactMap { one in
                    people[one.profile].map { ProductPage.Person(person: PersonLine($0), at: one.at) }
                })
        }
    }
}
