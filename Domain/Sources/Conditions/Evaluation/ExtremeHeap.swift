import Values

/// The least or greatest of numbers that come and go; what has gone is passed over when it comes to the top.
struct ExtremeHeap {
    private let isLargestFirst: Bool
    private var heap: [Number] = []
    private var gone: [Number: Int] = [:]

    init(isLargestFirst: Bool) { self.isLargestFirst = isLargestFirst }

    var first: Number? { heap.first }

    mutating func insert(_ number: Number) {
        heap.append(number)
        var child = heap.count - 1
        while child > 0, precedes(heap[child], heap[(child - 1) / 2]) {
            heap.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    mutating func remove(_ number: Number) {
        gone[number, default: 0] += 1
        while let first = heap.first, let count = gone[first] {
            gone[first] = count > 1 ? count - 1 : nil
            removeFirst()
        }
    }

    private func precedes(_ first: Number, _ second: Number) -> Bool {
        isLargestFirst ? first > second : first < second
    }

    private mutating func removeFirst() {
        heap.swapAt(0, heap.count - 1)
        heap.removeLast()
        var parent = 0
        while true {
            var best = parent
            for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count && precedes(heap[child], heap[best])
            {
                best = child
            }
            if best == parent { return }
            heap.swapAt(parent, best)
            parent = best
        }
    }
}
