import Synchronization

/// The columns of one timeline: derived from its events alone, so that they change nothing but the time it takes.
final class ColumnCache: Sendable {
    /// More columns are not kept: each costs some memory an event.
    static let mostColumns = 64

    private let columns: Mutex<[EventColumn.Key: EventColumn]>
    /// Nil until somebody asks for them.
    private let orders: Mutex<KeptOrders?>

    convenience init() { self.init([:], nil) }

    private init(_ columns: [EventColumn.Key: EventColumn], _ orders: KeptOrders?) {
        self.columns = Mutex(columns)
        self.orders = Mutex(orders)
    }

    /// The column, brought up to date by `extend`.
    func column(_ key: EventColumn.Key, extend: (inout EventColumn) -> Void) -> EventColumn {
        // Taken out and put back, so that it is not copied when it grows.
        var column = columns.withLock { $0.removeValue(forKey: key) } ?? EventColumn()
        extend(&column)
        columns.withLock { columns in
            if columns.count >= ColumnCache.mostColumns { columns.removeAll() }
            columns[key] = column
        }
        return column
    }

    /// The orders as they stand, brought up to date by `extend`; nil where they depend on rates.
    func keptOrders(_ extend: (inout KeptOrders) -> Void) -> Timeline? {
        var kept =
            orders.withLock { orders in
                defer { orders = nil }
                return orders
            } ?? KeptOrders()
        extend(&kept)
        if kept.usedRates { return nil }
        orders.withLock { $0 = kept }
        return kept.timeline
    }

    /// Changes the columns of one event's name, and leaves out those that can't be.
    func mend(_ event: String, _ mend: (inout EventColumn, EventColumn.Key) -> Bool) {
        columns.withLock { columns in
            for key in columns.keys.filter({ $0.event == event }) {
                guard var column = columns.removeValue(forKey: key) else { continue }
                if mend(&column, key) { columns[key] = column }
            }
        }
        if OrderEvents.all.contains(event) { orders.withLock { $0 = nil } }
    }

    /// For a timeline that goes its own way from here on.
    func copy(without event: String? = nil) -> ColumnCache {
        let areOrders = event.map(OrderEvents.all.contains) ?? false
        return ColumnCache(
            columns.withLock { $0.filter { $0.key.event != event } }, areOrders ? nil : orders.withLock { $0 })
    }
}
