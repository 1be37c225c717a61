import Values

/// What is going to happen, by virtual time; what falls on one moment keeps the order in which it was entered.
struct Agenda {
    typealias Happening = (inout Simulator) -> Void

    private var heap: [Entry] = []
    private var entered = 0

    private struct Entry {
        let at: Instant
        let order: Int
        let happening: Happening
    }

    var nextMoment: Instant? { heap.first?.at }

    private func precedes(_ a: Int, _ b: Int) -> Bool {
        heap[a].at != heap[b].at ? heap[a].at < heap[b].at : heap[a].order < heap[b].order
    }

    mutating func enter(at moment: Instant, _ happening: @escaping Happening) {
        entered += 1
        heap.append(Entry(at: moment, order: entered, happening: happening))
        var child = heap.count - 1
        while child > 0, precedes(child, (child - 1) / 2) {
            heap.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    mutating func next() -> Happening? {
        guard let top = heap.first else { return nil }
        let last = heap.removeLast()
        guard !heap.isEmpty else { return top.happening }
        heap[0] = last
        var parent = 0
        while true {
            var child = parent * 2 + 1
            guard child < heap.count else { break }
            if child + 1 < heap.count, precedes(child + 1, child) { child += 1 }
            guard precedes(child, parent) else { break }
            heap.swapAt(child, parent)
            parent = child
        }
        return top.happening
    }
}
