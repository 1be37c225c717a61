import Engine
import Values

/// One person's due work in the order in which it is done; the same work scheduled again is the same.
struct DueQueue: Sendable {
    /// The latest first, so that the next is taken from the end.
    private var items: [WorkItem] = []

    var next: Instant? { items.last?.dueAt }

    mutating func insert(_ item: WorkItem) {
        var place = items.count
        while place > 0, DueQueue.precedes(items[place - 1], item) { place -= 1 }
        if place > 0, !DueQueue.precedes(item, items[place - 1]) { return }
        items.insert(item, at: place)
    }

    /// Takes what is due by a moment where it is one item; nil where it is none, or more. Cost: a look at the last two.
    mutating func takeOnly(dueBy now: Instant) -> WorkItem? {
        guard let last = items.last, last.dueAt <= now, items.count == 1 || items[items.count - 2].dueAt > now else {
            return nil
        }
        return items.removeLast()
    }

    /// Takes everything that is due by a moment, in order.
    mutating func take(dueBy now: Instant) -> [WorkItem] {
        guard let next, next <= now, let first = items.firstIndex(where: { $0.dueAt <= now }) else { return [] }
        let due = Array(items[first...].reversed())
        items.removeSubrange(first...)
        return due
    }

    private static func precedes(_ a: WorkItem, _ b: WorkItem) -> Bool {
        if a.dueAt != b.dueAt { return a.dueAt < b.dueAt }
        if a.kind != b.kind { return a.kind.rawValue < b.kind.rawValue }
        return a.id < b.id
    }
}
