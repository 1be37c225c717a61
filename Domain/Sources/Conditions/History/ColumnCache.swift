import Synchronization

/// The columns of one timeline: derived from its events alone, so that they change nothing but the time it takes.
final class ColumnCache: Sendable {
    /// More columns are not kept: each costs some memory an event.
    static let mostColumns = 64

    private let columns: Mutex<[EventColumn.Key: EventColumn]>

    init() { columns = Mutex([:]) }
    private init(_ copied: [EventColumn.Key: EventColumn]) { columns = Mutex(copied) }

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

    /// For a timeline that goes its own way from here on.
    func copy(without event: String? = nil) -> ColumnCache {
        ColumnCache(columns.withLock { $0.filter { $0.key.event != event } })
    }
}
