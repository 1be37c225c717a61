import Columns
import Engine
import Values

extension PreviewService {
    /// Where the check goes on, and when.
    struct CheckPlace {
        var range = 0
        var after: ProfileKey?
        var next = ContinuousClock.now + PreviewService.checkEvery
    }

    /// One page is compared so often: a million customers in a day and a half.
    static let checkEvery = Duration.seconds(10)
    private static let checkedAtOnce = 100

    /// From time to time, compares some customers with the database; where they differ they are mended, and it is logged.
    func check(_ store: ColumnStore) async throws {
        guard ContinuousClock.now >= checked.next else { return }
        checked.next = .now + PreviewService.checkEvery
        _ = try await checkNext(store)
    }

    /// Compares the next customers with the database.
    /// - Returns: how many differed.
    func checkNext(_ store: ColumnStore) async throws -> Int {
        let ranges = ready.keys.sorted()
        guard !ranges.isEmpty else { return 0 }
        let range = ranges.first { $0.index >= checked.range } ?? ranges[0]
        let after = range.index == checked.range ? checked.after : nil
        try await readChanged(in: [range])
        let page = try await source.page(in: range, after: after, limit: PreviewService.checkedAtOnce)
        (checked.range, checked.after) =
            page.goesOnAfter == nil
            ? ((range.index + 1) % BucketRange.count, nil) : (range.index, page.goesOnAfter)
        guard ready[range]?.footings == [page.footing] else { return 0 }
        let first = after.map { $0.rawValue + 1 } ?? range.firstKey.rawValue
        let last = (page.goesOnAfter ?? range.lastKey).rawValue
        guard first <= last else { return 0 }
        let differing = try await apart { store.differing(page.records, in: first...last) }
        guard !differing.isEmpty else { return 0 }
        // Some may have changed since they were read: they are read once more, and only what differs still is a fault.
        let again = try await source.customers(differing.map(ProfileKey.init(rawValue:)))
        let waiting = changes.take(.max, from: [range])
        changes.note(waiting)
        let fresh = Set(waiting.map(\.rawValue))
        let faults = try await apart { [differing] in
            differing.filter { key in
                if fresh.contains(key) { return false }
                let stored = again.records.first { $0.id == key }?.subject
                switch (stored, store.subject(key)) {
                case (nil, nil): return false
                case (let stored?, let known?): return !known.isSameInColumns(as: stored)
                case (nil, _), (_, nil): return true
                }
            }
        }
        guard !faults.isEmpty else { return 0 }
        changes.note(faults.map(ProfileKey.init(rawValue:)))
        logger.warning("Columns differed from the database for \(faults.count) customers; they are read again")
        return faults.count
    }
}
