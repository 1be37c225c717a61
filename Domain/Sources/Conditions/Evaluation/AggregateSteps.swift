import Values

/// The value of a figure, now and whenever an event comes into its window or leaves it.
struct AggregateSteps: ValueNode {
    let function: Aggregate.Function
    let selector: EventSelector
    let reader: PropertyReader?
    /// The length of time in which `most` counts.
    var within: CalendarSpan?

    func steps(in evaluation: inout Evaluation) -> Steps {
        if selector.edges.hasEntrance { return sweep(in: &evaluation) }
        let selection = selector.select(in: &evaluation)
        let (events, positions) = (selection.events, selection.positions)
        let rate = within.map { RateCounter($0, selector.edges.zone(evaluation)) }
        var accumulator = Accumulator(function, reader, rate: rate, events, evaluation.money)
        guard positions.count > 0 else { return Steps(accumulator.value) }
        guard selector.edges.isBounded else {
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
        case .any, .none, .count, .sum, .average, .min, .max, .distinct, .most: (0..<count).reversed()
        }
    }

    private struct Ending {
        var at: Instant
        var position: Int
    }

    /// The events that the value depends on, by when they leave.
    private func endings(of selection: EventSelector.Selection, _ evaluation: Evaluation) -> [Ending] {
        let (events, positions) = (selection.events, selection.positions)
        let isOrdered = selector.edges.isOrdered
        let zone = selector.edges.zone(evaluation)
        var start = 0
        if function == .last {
            // An older event outlasts the newest one only where month ends may be out of order.
            start = positions.count - 1
            let reach = events[positions[start]].occurredAt - WindowEdges.monthDisorder
            while !isOrdered, start > 0, events[positions[start - 1]].occurredAt >= reach { start -= 1 }
        }
        let endings = (start..<positions.count).map { index in
            Ending(
                at: selector.edges.leaves(events[positions[index]].occurredAt, zone), position: positions[index])
        }
        return isOrdered ? endings : endings.sorted { ($0.at, $0.position) < ($1.at, $1.position) }
    }

    /// Goes through all comings and goings.
    private func sweep(in evaluation: inout Evaluation) -> Steps {
        let events = evaluation.subject.timeline[selector.event]
        let passages = selector.passages(of: events, in: &evaluation)
        var figure = RunningFigure(function, reader, events, evaluation.money)
        for passage in passages where passage.enters <= evaluation.now { figure.add(passage.position) }
        var steps = Steps(figure.value)
        let turns = passages.turns(after: evaluation.now)
        for (index, turn) in turns.enumerated() {
            if turn.isEntrance { figure.add(turn.position) } else { figure.remove(turn.position) }
            if index == turns.count - 1 || turns[index + 1].at != turn.at {
                steps.changes.append(Steps.Change(at: turn.at, value: figure.value))
            }
        }
        return steps
    }
}
