import Values

/// The value of an aggregate, now and whenever an event leaves its window.
struct AggregateSteps: ValueNode {
    let function: Aggregate.Function
    let selector: EventSelector
    let reader: KeyPathReader?

    func steps(in evaluation: inout Evaluation) -> Steps {
        let selection = selector.select(in: &evaluation)
        let (events, positions) = (selection.events, selection.positions)
        var accumulator = Accumulator(function, reader, events)
        guard positions.count > 0 else { return Steps(accumulator.value) }
        guard selector.window.last != nil else {
            for index in lasting(positions.count) { accumulator.add(positions[index]) }
            return Steps(accumulator.value)
        }
        let endings = endings(of: selection, evaluation)
        var changes: [Steps.Change] = []
        changes.reserveCapacity(endings.count)
        for index in endings.indices.reversed() {
            let ending = endings[index]
            if index == endings.count - 1 || endings[index + 1].at != ending.at {
                changes.append(Steps.Change(at: ending.at, value: accumulator.value))
            }
            accumulator.add(ending.position)
        }
        changes.reverse()
        return Steps(accumulator.value, changes: changes)
    }

    /// Of events that never leave, those that the value depends on, newest first.
    private func lasting(_ count: Int) -> ReversedCollection<Range<Int>> {
        switch function {
        case .first: (0..<1).reversed()
        case .last: (count - 1..<count).reversed()
        case .any, .none, .count, .sum, .average, .min, .max: (0..<count).reversed()
        }
    }

    private struct Ending {
        var at: Instant
        var position: Int
    }

    /// The events that the value depends on, by when they leave.
    private func endings(of selection: EventSelector.Selection, _ evaluation: Evaluation) -> [Ending] {
        let (events, positions) = (selection.events, selection.positions)
        let isFixed = selector.window.last?.fixed != nil
        var start = 0
        if function == .last {
            // An older event outlasts the newest one only where month ends may be out of order.
            start = positions.count - 1
            let reach = events[positions[start]].occurredAt - EventSelector.monthDisorder
            while !isFixed, start > 0, events[positions[start - 1]].occurredAt >= reach { start -= 1 }
        }
        let endings = (start..<positions.count).map { index in
            Ending(at: selector.ends(events[positions[index]], evaluation), position: positions[index])
        }
        return isFixed ? endings : endings.sorted { ($0.at, $0.position) < ($1.at, $1.position) }
    }
}
