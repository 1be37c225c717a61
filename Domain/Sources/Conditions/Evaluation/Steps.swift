import Values

/// A value now, and every later moment at which it may become another if nothing new arrives.
struct Steps: Sendable {
    struct Change: Sendable {
        var at: Instant
        var value: Value
    }

    var current: Value
    /// Ascending, each after now.
    var changes: [Change] = []

    init(_ current: Value, changes: [Change] = []) {
        self.current = current
        self.changes = changes
    }

    /// The truth of a question about the value alone.
    func truth(_ question: (Value) -> Bool) -> Truth {
        var truth = Truth(question(current))
        for change in changes { truth.set(question(change.value), at: change.at) }
        return truth
    }

    /// The truth of a question that holds of a value only during certain stretches of time.
    func truth(at now: Instant, during stretches: (Value) -> [Stretch]) -> Truth {
        var found = stretches(current)
        var truth = Truth(found.contains { $0.contains(now) })
        var start = now
        for index in 0...changes.count {
            let end = index < changes.count ? changes[index].at : nil
            for moment in Set(found.flatMap { [$0.start, $0.end] }).sorted()
            where moment > start && (end.map { moment < $0 } ?? true) {
                truth.set(found.contains { $0.contains(moment) }, at: moment)
            }
            guard let end else { break }
            found = stretches(changes[index].value)
            truth.set(found.contains { $0.contains(end) }, at: end)
            start = end
        }
        return truth
    }

    /// The truth of a question about two values.
    func truth(with other: Steps, _ question: (Value, Value) -> Bool) -> Truth {
        if other.changes.isEmpty { return truth { question($0, other.current) } }
        if changes.isEmpty { return other.truth { question(current, $0) } }
        var (left, right) = (current, other.current)
        var truth = Truth(question(left, right))
        var (i, j) = (0, 0)
        while i < changes.count || j < other.changes.count {
            let isLeft = j == other.changes.count || (i < changes.count && changes[i].at <= other.changes[j].at)
            let isRight = i == changes.count || (j < other.changes.count && other.changes[j].at <= changes[i].at)
            let moment = isLeft ? changes[i].at : other.changes[j].at
            if isLeft {
                left = changes[i].value
                i += 1
            }
            if isRight {
                right = other.changes[j].value
                j += 1
            }
            truth.set(question(left, right), at: moment)
        }
        return truth
    }
}
