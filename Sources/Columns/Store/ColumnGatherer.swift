import Synchronization

/// Gathers profiles for one file after another of a store, for a reader that hands them over page by page.
public final class ColumnGatherer: Sendable {
    private let builder = Mutex(ColumnFileBuilder())
    private let store: ColumnStore

    public init(for store: ColumnStore) { self.store = store }

    /// Adds profiles; ids ascend from page to page. Cost: some microseconds an event.
    public func add(_ records: [ProfileRecord]) {
        builder.withLock { builder in
            for record in records { builder.add(record) }
        }
    }

    public var isFull: Bool { builder.withLock { $0.isFull } }

    /// Throws away what was gathered since the last file.
    public func discard() { builder.withLock { $0 = ColumnFileBuilder() } }

    /// Writes what was gathered to a file, which counts from then on. Cost: up to a second for a full one.
    public func flush() throws(ColumnFileError) {
        let full = builder.withLock { builder in
            let full = builder
            builder = ColumnFileBuilder()
            return full
        }
        try store.add(full)
    }
}
