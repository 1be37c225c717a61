import Engine
import Synchronization
import Values

/// Who showed interest in which product: learned from stored events, behind the engine and beside it.
public final class InterestStore: Sendable {
    private let names: NameRegistry
    /// Products that are known to stand in the catalog; begun anew when there are too many.
    private let known = Mutex<Set<ProductKey>>([])

    /// In all 1 MB.
    private static let knownAtMost = 20_000
    /// Numbers of events that are looked at in one transaction: 10 ms where all of them are of products.
    static let eventsAtOnce: Int64 = 2_000

    /// - Parameter intake: whose memory of event names is shared.
    public init(sharing intake: IntakeStore) { names = intake.names }

    /// The number of the newest event, up to which interest can be learned.
    public func newest(on connection: any Connection) throws -> Int64 {
        try connection.first("SELECT sequence FROM events ORDER BY sequence DESC LIMIT 1") { $0.int(0) } ?? 0
    }

    private struct Seen {
        let identity: Int64
        let at: Instant
        let mentions: [ProductMention]
    }

    /// Learns from the next events, within the transaction at hand; another process that is at it is left alone.
    ///
    /// - Parameter end: the number of the last event that may be looked at.
    /// - Returns: the number of the event that it has come to; nil where another process is at it.
    public func follow(
        to end: Int64, now: Instant, in scope: WorkspaceScope, on connection: any Connection
    ) throws -> Int64? {
        try connection.execute(
            """
            INSERT INTO catalog_state (workspace, followed, products_of_events) VALUES ($1, 0, 0)
            ON CONFLICT DO NOTHING
            """, [.int(scope.id)])
        let state = try connection.first(
            """
            SELECT followed, products_of_events FROM catalog_state WHERE workspace = $1
            \(connection.dialect.skippingLocked)
            """, [.int(scope.id)]
        ) { (followed: $0.int(0), products: Int($0.int(1))) }
        guard let state else { return nil }
        guard state.followed < end else { return state.followed }
        // Numbers that were never given are leapt over, as after a restore.
        let first = try connection.first(
            "SELECT sequence FROM events WHERE sequence > $1 ORDER BY sequence LIMIT 1", [.int(state.followed)]
        ) { $0.int(0) }
        let until = min(end, (first.map { $0 - 1 } ?? end) + InterestStore.eventsAtOnce)
        let seen = try events(after: state.followed, until: until, in: scope, on: connection)
        try write(seen, now: now, in: scope, on: connection)
        let room = CatalogLimits.productsOfEvents - state.products
        let added = try makeKnown(seen, room: room, now: now, in: scope, on: connection)
        try connection.execute(
            "UPDATE catalog_state SET followed = $2, products_of_events = products_of_events + $3 WHERE workspace = $1",
            [.int(scope.id), .int(until), .int(Int64(added))])
        return until
    }

    private func events(
        after start: Int64, until end: Int64, in scope: WorkspaceScope, on connection: any Connection
    ) throws -> [Seen] {
        let ids = try names.stored(Set(ProductMention.events.keys), on: connection)
        guard !ids.isEmpty else { return [] }
        var reader = names.reader
        var seen: [Seen] = []
        var found: [(name: Int64, seen: (Int64, Instant), properties: [UInt8])] = []
        try connection.query(
            """
            SELECT events.identity_key, events.occurred_at, events.name_id, events.properties
            FROM events JOIN identities ON identities.identity_key = events.identity_key
            WHERE events.sequence > $2 AND events.sequence <= $3 AND events.name_id IN (list($4))
                AND identities.workspace = $1
            ORDER BY events.sequence
            """, [.int(scope.id), .int(start), .int(end), .list(ids)]
        ) { row in
            found.append((row.int(2), (row.int(0), Instant(milliseconds: row.int(1))), row.bytes(3)))
        }
        for one in found {
            let name = try reader.name(one.name, on: connection)
            guard let properties = (try? JSON.parse(one.properties))?.object else { continue }
            let mentions = ProductMention.mentions(in: name, properties)
            if !mentions.isEmpty { seen.append(Seen(identity: one.seen.0, at: one.seen.1, mentions: mentions)) }
        }
        return seen
    }

    private struct Interest: Hashable {
        let product: Int64
        let identity: Int64
        let kind: Int
    }

    static let upsert = BulkStatement.insert(
        into: "product_interests",
        [.int("workspace"), .int("product_key"), .int("identity_key"), .int("kind"), .int("at")],
        conflict: """
            ON CONFLICT (workspace, product_key, identity_key, kind) DO UPDATE SET at = excluded.at
                WHERE excluded.at > product_interests.at
            """)

    private func write(
        _ seen: [Seen], now: Instant, in scope: WorkspaceScope, on connection: any Connection
    ) throws {
        var latest: [Interest: Instant] = [:]
        for one in seen {
            for mention in one.mentions {
                for (key, kind) in mention.interests where now - one.at < kind.kept {
                    let interest = Interest(product: key.rawValue, identity: one.identity, kind: kind.rawValue)
                    latest[interest] = max(latest[interest] ?? one.at, one.at)
                }
            }
        }
        let rows = latest.sorted {
            ($0.key.product, $0.key.identity, $0.key.kind) < ($1.key.product, $1.key.identity, $1.key.kind)
        }
        try connection.run(InterestStore.upsert, count: rows.count) { row, index in
            row.int(scope.id)
            row.int(rows[index].key.product)
            row.int(rows[index].key.identity)
            row.int(rows[index].key.kind)
            row.int(rows[index].value.milliseconds)
        }
    }

    /// Puts products that no feed named into the catalog, by what events say of them.
    private func makeKnown(
        _ seen: [Seen], room: Int, now: Instant, in scope: WorkspaceScope, on connection: any Connection
    ) throws -> Int {
        var unknown: [ProductKey: ProductMention] = [:]
        known.withLock { known in
            for mention in seen.flatMap(\.mentions) where !mention.productID.isEmpty {
                let key = ProductKey.product(mention.productID)
                if !known.contains(key), unknown[key] == nil { unknown[key] = mention }
            }
        }
        let stubs = unknown.sorted { $0.key.rawValue < $1.key.rawValue }.prefix(max(0, room)).map {
            StoredProduct($0.key, $0.value, at: now)
        }
        guard !stubs.isEmpty else { return 0 }
        let added = try connection.run(CatalogRows.insertStub, count: stubs.count) { row, index in
            try CatalogRows.bind(stubs[index], scope, to: &row)
        }
        let keys = stubs.map(\.key)
        connection.afterCommit { [self] in
            known.withLock { known in
                if known.count + keys.count > InterestStore.knownAtMost { known = [] }
                known.formUnion(keys)
            }
        }
        return added
    }
}

extension ProductMention.Kind {
    var kept: TimeSpan {
        switch self {
        case .viewed, .wanted: ProductMention.interestKept
        case .asked, .askedForVariant: ProductMention.requestKept
        case .told: ProductMention.newsKept
        }
    }
}

extension StoredProduct {
    fileprivate init(_ key: ProductKey, _ mention: ProductMention, at now: Instant) {
        var product = CatalogProduct(id: mention.productID, isFromEvents: true)
        product.title = mention.name
        product.brand = mention.brand
        product.categories = mention.category.isEmpty ? [] : [mention.category]
        product.url = mention.url
        product.imageURL = mention.imageURL
        self.init(key: key, product: product, variants: [], createdAt: now, changedAt: now)
    }
}
