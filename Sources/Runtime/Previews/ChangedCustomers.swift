import Engine
import Synchronization

/// Customers that changed since they were read into the columns, by range.
final class ChangedCustomers: Sendable {
    private struct Waiting {
        /// Whether anybody of the range is in the columns, or is being read.
        var isWatched = false
        var keys: Set<Int64> = []
        var isTooMuch = false
    }

    /// From so many in one range on, the range is read anew as a whole: together they stay within 10 MB.
    static let mostEach = 4_096

    private let ranges = Mutex(Array(repeating: Waiting(), count: BucketRange.count))
    private let notes = Mutex(0)

    /// Notes customers whose rows or events may have been written, committed or not. Cost: well under a microsecond each.
    func note(_ keys: [ProfileKey]) {
        guard !keys.isEmpty else { return }
        notes.withLock { $0 += 1 }
        ranges.withLock { ranges in
            for key in keys {
                let range = key.bucket.range.index
                guard ranges[range].isWatched, !ranges[range].isTooMuch else { continue }
                ranges[range].keys.insert(key.rawValue)
                if ranges[range].keys.count > ChangedCustomers.mostEach {
                    ranges[range].keys = []
                    ranges[range].isTooMuch = true
                }
            }
        }
    }

    /// How often something was noted: the same number again means that it is quiet.
    var noted: Int { notes.withLock { $0 } }

    /// Watches a range from now on; what changed before is read with it.
    func begin(_ range: BucketRange) { ranges.withLock { $0[range.index] = Waiting(isWatched: true) } }

    func end(_ range: BucketRange) { ranges.withLock { $0[range.index] = Waiting() } }

    /// Whether more changed than is remembered.
    func isTooMuch(in range: BucketRange) -> Bool { ranges.withLock { $0[range.index].isTooMuch } }

    func count(in wanted: some Sequence<BucketRange>) -> Int {
        ranges.withLock { ranges in wanted.reduce(0) { $0 + ranges[$1.index].keys.count } }
    }

    /// Takes some out, to be read: what changes while that is done is noted again.
    func take(_ limit: Int, from wanted: some Sequence<BucketRange>) -> [ProfileKey] {
        ranges.withLock { ranges in
            var taken: [ProfileKey] = []
            for range in wanted where taken.count < limit && !ranges[range.index].keys.isEmpty {
                let keys = ranges[range.index].keys.prefix(limit - taken.count)
                taken += keys.map(ProfileKey.init(rawValue:))
                if keys.count == ranges[range.index].keys.count {
                    ranges[range.index].keys = []
                } else {
                    ranges[range.index].keys.subtract(Array(keys))
                }
            }
            return taken
        }
    }
}
