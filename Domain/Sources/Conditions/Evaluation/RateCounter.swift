import Values

/// The most events that lie within any stretch of time that begins with one of them.
///
/// Cost: two binary searches for an event that is older than all before it.
struct RateCounter {
    private let span: CalendarSpan
    private let zone: Zone
    private var newestFirst: [Instant] = []
    private(set) var best = 0

    init(_ span: CalendarSpan, _ zone: Zone) {
        self.span = span
        self.zone = zone
    }

    mutating func add(_ moment: Instant) {
        var place = newestFirst.count
        while place > 0, newestFirst[place - 1] < moment { place -= 1 }
        newestFirst.insert(moment, at: place)
        // Older ones, added before it only where months end out of order, may reach as far as this one.
        let reach = span.fixed.map { moment - $0 } ?? span.before(moment, in: zone) - WindowEdges.monthDisorder
        for start in place..<newestFirst.count where newestFirst[start] >= reach {
            let end = span.after(newestFirst[start], in: zone)
            best = max(best, start - firstIndex(before: end) + 1)
        }
    }

    private func firstIndex(before end: Instant) -> Int {
        var low = 0
        var high = newestFirst.count
        while low < high {
            let middle = (low + high) / 2
            if newestFirst[middle] < end { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
