import Conditions
import Values

extension ColumnStore {
    /// From so many changed profiles or their events on the tail is to be written to a file.
    public static let tailProfiles = 4096
    public static let tailEvents = 200_000

    /// Puts a whole profile in place of what was known of it. Cost: microseconds.
    public func put(_ record: ProfileRecord) {
        state.withLock { $0.put(record.subject, at: record.id) }
    }

    /// Adds an event as it is committed; one that is there already changes nothing.
    ///
    /// Cost: microseconds; for a profile that was not touched lately, some an event of its history.
    public func append(_ event: TimelineEvent, to id: Int64) {
        change(id) { $0.timeline.insert(event) }
    }

    /// Changes what is known of a profile; one that is not known yet begins with nothing.
    public func change(_ id: Int64, _ body: (inout Subject) -> Void) {
        state.withLock { state in
            if !state.tail.contains(id) { state.put(state.subject(id) ?? Subject(), at: id) }
            state.tail.change(id, body)
        }
    }

    /// Forgets a profile that was erased or joined to another; `compact` takes its bytes off the disk.
    public func remove(_ id: Int64) throws(ColumnFileError) {
        try settle { $0.remove(id) }
    }

    /// Forgets everybody with an id in some stretches; `compact` takes their bytes off the disk.
    public func remove(in ranges: [ClosedRange<Int64>]) throws(ColumnFileError) {
        guard !ranges.isEmpty else { return }
        try settle { state in
            for range in ranges { state.remove(in: range) }
            return true
        }
    }

    public var needsSpill: Bool {
        state.withLock {
            $0.tail.subjects.count >= ColumnStore.tailProfiles || $0.tail.eventCount >= ColumnStore.tailEvents
        }
    }
}
