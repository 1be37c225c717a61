import Columns
import Conditions
import Foundation
import Logging
import Values

/// Counts conditions over everybody, from columns that it keeps up with the database.
///
/// Whoever writes a profile or stores its events says so with `changed`; before the next count these profiles are read
/// again. So nothing is counted from what a message said, only from what the database holds.
public actor PreviewService {
    /// Profiles read in one transaction.
    private static let pageSize = 500
    /// With more changed profiles than this waiting, a count is not kept waiting for all of them.
    public static let mostRead = 20_000

    private let folder: String
    private let source: any PreviewSource
    private let logger: Logger
    private var store: ColumnStore?
    private var isBuilding = false
    /// One at a time writes to the folder.
    private var isWriting = false
    /// Changed since they were read, or not looked for yet.
    private var changed: Set<Int64> = []
    /// Erased while columns are built that may hold them.
    private var erasedMeanwhile: Set<Int64> = []

    public init(folder: String, source: any PreviewSource, logger: Logger) {
        self.folder = folder
        self.source = source
        self.logger = logger
    }

    /// What a count comes to.
    public struct Count: Sendable, Hashable {
        public var matching: Int
        public var total: Int
        /// Profiles that have changed and were counted as they were before.
        public var waiting: Int
    }

    /// Builds the columns anew; while that goes on counts come from older ones, where there are any.
    ///
    /// What changed while no process ran is not known here, so this is also how a run begins.
    /// Cost: some 50 µs a profile on one core.
    public func rebuild() async throws {
        guard !isBuilding else { return }
        isBuilding = true
        defer {
            isBuilding = false
            erasedMeanwhile = []
        }
        let builder = try ColumnStoreBuilder(folder: folder)
        var last: Int64?
        while case let page = try await source.page(after: last, limit: PreviewService.pageSize), let end = page.last {
            try await apart { try builder.add(page) }
            last = end.id
        }
        try await takeTurn()
        defer { isWriting = false }
        let built = try await apart { try builder.finish(position: 0) }
        for key in erasedMeanwhile { try built.remove(key) }
        if !erasedMeanwhile.isEmpty { try await apart { try built.compact() } }
        store = built
        logger.info("Columns were built for \(built.figures.profiles) profiles")
    }

    /// Notes profiles that were written, or whose events were stored, once that is committed.
    public func changed(_ keys: some Sequence<Int64> & Sendable) { changed.formUnion(keys) }

    /// Forgets a profile that was erased; its bytes are off the disk when this returns.
    public func erased(_ key: Int64) async throws {
        changed.remove(key)
        if isBuilding { erasedMeanwhile.insert(key) }
        try await takeTurn()
        defer { isWriting = false }
        guard let store else { return }
        try await apart {
            try store.remove(key)
            try store.compact()
        }
    }

    /// How many profiles a condition holds for; nil until the columns are built.
    public func count(_ condition: Condition, now: Instant, workspace: WorkspaceFacts) async throws -> Count? {
        guard store != nil else { return nil }
        try await readChanged()
        guard let store else { return nil }
        let matching = try await apart { store.count(condition, now: now, workspace: workspace) }
        return Count(matching: matching, total: store.figures.profiles, waiting: changed.count)
    }

    /// Reads again what has changed, a page at a time, up to `mostRead` of them.
    public func readChanged() async throws {
        try await takeTurn()
        defer { isWriting = false }
        var left = PreviewService.mostRead
        while let store, left > 0, !changed.isEmpty {
            let keys = Array(changed.prefix(PreviewService.pageSize))
            // What changes while they are read is noted again.
            changed.subtract(keys)
            do {
                let records = try await source.profiles(keys)
                try await apart {
                    for record in records { store.put(record) }
                    let found = Set(records.map(\.id))
                    for key in keys where !found.contains(key) { try store.remove(key) }
                    if store.needsSpill { try store.spill(position: 0) }
                }
            } catch {
                changed.formUnion(keys)
                throw error
            }
            left -= keys.count
        }
    }

    private func takeTurn() async throws {
        while isWriting { try await Task.sleep(for: .milliseconds(2)) }
        isWriting = true
    }

    /// On a thread that may be kept waiting: files are written and both cores are used.
    private func apart<T: Sendable>(_ work: @escaping @Sendable () throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(with: Result(catching: work)) }
        }
    }
}
