import Engine
import Values

extension CatalogStore {
    private static let isWanted = BulkQuery(
        [.int("workspace"), .int("product_key")],
        """
        SELECT product_interests.product_key FROM product_interests
        WHERE product_interests.workspace = rows.workspace AND product_interests.product_key = rows.product_key LIMIT 1
        """)

    /// Has people and the shop told of what changed, within the transaction that changed it: commands for the people
    /// of each product, events for the profile of the shop.
    ///
    /// Cost: an index lookup a change; the people are looked for afterwards, a page at a time.
    /// - Parameter inventoryIsAsked: whether anybody asks for every change of stock.
    /// - Returns: how many commands and events that makes.
    public func announce(
        _ news: [CatalogNews], inventoryIsAsked: Bool, intake: IntakeStore, now: Instant, in scope: WorkspaceScope,
        on connection: any Connection
    ) throws -> Int {
        guard !news.isEmpty else { return 0 }
        var tellings = tellings(of: news, now: now)
        var wanted: Set<ProductKey> = []
        try connection.queryEach(CatalogStore.isWanted, count: tellings.count) { row, index in
            row.int(scope.id)
            row.int(tellings[index].audience.key.rawValue)
        } row: { row, _ in
            _ = wanted.insert(ProductKey(rawValue: row.int(0)))
        }
        tellings.removeAll { !wanted.contains($0.audience.key) }
        for telling in tellings {
            try BulkStore().begin(telling.bulk(at: now), in: scope, on: connection)
        }
        let events = shopEvents(of: news, inventoryIsAsked: inventoryIsAsked, now: now)
        if !events.isEmpty { _ = try intake.append(events, in: scope, now: now, on: connection) }
        return tellings.count + events.count
    }

    /// Who is told what: of a product one fall of price, and each variant that is back.
    private func tellings(of news: [CatalogNews], now: Instant) -> [CatalogTelling] {
        let interested = now - ProductMention.interestKept
        var tellings: [CatalogTelling] = []
        for one in cheapest(news.filter { $0.change.isPriceDrop && !$0.variant.isSoldOut }) {
            for key in one.productKeys {
                tellings.append(
                    CatalogTelling(
                        news: one, event: .priceDropped,
                        audience: ProductAudience(
                            key: key, seenSince: interested, remembersUnder: .product(one.product.id))))
            }
        }
        for one in news where one.change.isBackInStock {
            let all = one.productKeys + one.variantKeys
            for key in Set(all).sorted(by: { $0.rawValue < $1.rawValue }) {
                let isOfVariant = one.variantKeys.contains(key)
                let since = isOfVariant ? one.change.soldOutSince : one.wholeSoldOutSince
                tellings.append(
                    CatalogTelling(
                        news: one, event: .backInStock,
                        audience: ProductAudience(
                            key: key, seenSince: since.map { max($0, interested) }, isForRequests: true,
                            isForRequestsOfVariants: one.isOnlyVariant, settles: all,
                            remembersUnder: .product(one.product.id))))
            }
        }
        var soldOut: Set<String> = []
        for one in news where one.change.isSellOut && one.isWholeSoldOut {
            guard soldOut.insert(one.product.id).inserted else { continue }
            tellings.append(
                CatalogTelling(
                    news: one, event: .soldOut,
                    audience: ProductAudience(
                        key: .product(one.product.id), seenSince: now - ProductMention.newsKept, isForTold: true)))
        }
        return tellings
    }

    private func cheapest(_ news: [CatalogNews]) -> [CatalogNews] {
        Dictionary(grouping: news, by: \.product.id).values.compactMap { drops in
            drops.min { ($0.change.after, $0.variant.id) < ($1.change.after, $1.variant.id) }
        }.sorted { $0.product.id < $1.product.id }
    }

    private func shopEvents(of news: [CatalogNews], inventoryIsAsked: Bool, now: Instant) -> [IncomingEvent] {
        news.flatMap { one -> [IncomingEvent] in
            guard one.change.kind == .stock else { return [] }
            var events: [IncomingEvent] = []
            if inventoryIsAsked { events.append(one.shopEvent(.inventoryChanged, at: now)) }
            if one.change.isLowStock { events.append(one.shopEvent(.lowStock, at: now)) }
            return events
        }
    }
}

/// One event that the people of one key are given.
private struct CatalogTelling {
    let news: CatalogNews
    let event: CatalogEvent
    let audience: ProductAudience

    func bulk(at now: Instant) -> BulkCommand {
        let cause = news.cause(event)
        var hash = StableHash()
        hash.combine(cause)
        hash.combine(audience.key.rawValue)
        return BulkCommand(
            id: hash.finishSigned(), flow: 0, name: "\(event.rawValue): \(news.product.title.prefix(100))",
            selection: .interested(audience),
            command: .happen(
                Happening(
                    event: event.rawValue, cause: cause, at: now,
                    properties: event.properties(of: news.variant, news.product, news.change))),
            author: "catalog", at: now)
    }
}

extension CatalogNews {
    /// Under which interest in the product as a whole is found.
    fileprivate var productKeys: [ProductKey] { [.product(product.id)] + (sku.map { [.sku($0)] } ?? []) }

    /// Under which interest in the variant alone is found.
    fileprivate var variantKeys: [ProductKey] {
        (variant.id.isEmpty ? [] : [.variant(variant.id)]) + (sku.map { [.sku($0)] } ?? [])
    }

    private var sku: String? { variant.sku.isEmpty ? nil : variant.sku }

    fileprivate func shopEvent(_ event: CatalogEvent, at now: Instant) -> IncomingEvent {
        IncomingEvent(
            identity: CatalogEvent.shop, call: .track, name: event.rawValue, occurredAt: now, receivedAt: now,
            authority: .server,
            properties: Array(JSON.object(event.properties(of: variant, product, change)).text.utf8),
            envelope: Envelope(identities: [CatalogEvent.shop], messageID: "catalog \(cause(event))"))
    }
}
