import Conditions
import Values

/// What a store knows at one moment: its files, and the profiles that changed since these were written.
struct StoreState: Sendable {
    struct Part: Sendable {
        let file: ColumnFile
        let name: String
        /// Profiles that this file still speaks for.
        var living: Bitmap
        var dropped: Set<Int64> = []
        /// Stretches of ids that were given up since it was written.
        var droppedRanges: [ClosedRange<Int64>] = []
    }

    /// The oldest first.
    var parts: [Part] = []
    var tail = Tail()
    /// A tail that is being written to a file.
    var sealed = Tail()
    /// Removed since the sealed tail began to be written.
    var removed: Set<Int64> = []
    var position: Int64 = 0
    var nextNumber: Int64 = 1

    /// What is known of a profile; nil where there is none.
    func subject(_ id: Int64) -> Subject? {
        if let subject = tail.subjects[id] ?? sealed.subjects[id] { return subject }
        for part in parts.reversed() {
            if let row = part.file.position(of: id), part.living[row] { return part.file.subject(row) }
        }
        return nil
    }

    /// From now on no file speaks for a profile.
    mutating func silence(_ id: Int64) {
        sealed.take(id)
        for index in parts.indices { parts[index].silence(id) }
    }

    mutating func put(_ subject: Subject, at id: Int64) {
        if !tail.contains(id) { silence(id) }
        tail.put(subject, at: id)
    }

    /// - Returns: whether anything was known of it.
    mutating func remove(_ id: Int64) -> Bool {
        let isKnown =
            tail.contains(id) || sealed.contains(id) || parts.contains { $0.file.position(of: id) != nil }
        guard isKnown else { return false }
        silence(id)
        tail.take(id)
        removed.insert(id)
        for index in parts.indices where parts[index].file.position(of: id) != nil {
            parts[index].dropped.insert(id)
        }
        return true
    }

    /// Forgets everybody with an id in some stretch.
    mutating func remove(in range: ClosedRange<Int64>) {
        for id in tail.subjects.keys where range.contains(id) { tail.take(id) }
        for id in sealed.subjects.keys where range.contains(id) {
            sealed.take(id)
            removed.insert(id)
        }
        for index in parts.indices {
            let rows = parts[index].file.rows(in: range)
            guard !rows.isEmpty else { continue }
            for row in rows { parts[index].living[row] = false }
            parts[index].droppedRanges.append(range)
        }
    }

    /// Takes a file in as the newest; in older ones its profiles fall silent.
    mutating func append(
        _ file: ColumnFile, name: String, dropped: Set<Int64> = [], droppedRanges: [ClosedRange<Int64>] = []
    ) {
        for index in parts.indices { parts[index].silence(shared: file) }
        var living = Bitmap(size: file.profileCount, filled: true)
        for id in dropped {
            if let row = file.position(of: id) { living[row] = false }
        }
        for range in droppedRanges { for row in file.rows(in: range) { living[row] = false } }
        parts.append(Part(file: file, name: name, living: living, dropped: dropped, droppedRanges: droppedRanges))
    }

    var list: StoreFolder.List {
        StoreFolder.List(
            position: position, nextNumber: nextNumber,
            entries: parts.map {
                StoreFolder.Entry(name: $0.name, dropped: $0.dropped, droppedRanges: $0.droppedRanges)
            })
    }
}

extension StoreState.Part {
    /// Whether bytes of a profile that nobody wants to be kept are in it, or were when it was copied.
    func isRidOf(_ id: Int64) -> Bool {
        dropped.contains(id) || droppedRanges.contains { $0.contains(id) }
    }

    func speaks(for id: Int64) -> Bool { file.position(of: id).map { living[$0] } ?? false }

    mutating func silence(_ id: Int64) {
        if let row = file.position(of: id) { living[row] = false }
    }

    /// Cost: a walk through the ids of both, unless they do not meet.
    fileprivate mutating func silence(shared newer: ColumnFile) {
        let (mine, others) = (file.ids, newer.ids)
        guard let first = mine.first, let last = mine.last, let low = others.first, let high = others.last,
            low <= last, first <= high
        else { return }
        var (row, other) = (0, 0)
        while row < mine.count, other < others.count {
            if mine[row] == others[other] { living[row] = false }
            if mine[row] <= others[other] { row += 1 } else { other += 1 }
        }
    }
}

/// Whole profiles in memory, for the time until they are written to a file.
struct Tail: Sendable {
    private(set) var subjects: [Int64: Subject] = [:]
    /// Events of all of them.
    private(set) var eventCount = 0

    var isEmpty: Bool { subjects.isEmpty }
    func contains(_ id: Int64) -> Bool { subjects[id] != nil }

    mutating func put(_ subject: Subject, at id: Int64) {
        eventCount += subject.timeline.count - (subjects.updateValue(subject, forKey: id)?.timeline.count ?? 0)
    }

    /// Changes a profile that is there, in place.
    mutating func change(_ id: Int64, _ body: (inout Subject) -> Void) {
        guard var subject = subjects.removeValue(forKey: id) else { return }
        eventCount -= subject.timeline.count
        body(&subject)
        eventCount += subject.timeline.count
        subjects[id] = subject
    }

    @discardableResult
    mutating func take(_ id: Int64) -> Subject? {
        guard !subjects.isEmpty, let subject = subjects.removeValue(forKey: id) else { return nil }
        eventCount -= subject.timeline.count
        return subject
    }
}
