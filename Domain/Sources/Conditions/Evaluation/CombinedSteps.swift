import Values

/// Several figures as one: their sum, or the latest of their moments.
struct CombinedSteps: ValueNode {
    let parts: [any ValueNode]
    /// Else the latest moment is wanted.
    let isSum: Bool

    func steps(in evaluation: inout Evaluation) -> Steps {
        let found = parts.map { $0.steps(in: &evaluation) }
        var values = found.map(\.current)
        var steps = Steps(combined(values))
        let changes = found.enumerated().flatMap { part, steps in steps.changes.map { (part: part, change: $0) } }
            .sorted { $0.change.at < $1.change.at }
        for (index, entry) in changes.enumerated() {
            values[entry.part] = entry.change.value
            if index == changes.count - 1 || changes[index + 1].change.at != entry.change.at {
                steps.changes.append(Steps.Change(at: entry.change.at, value: combined(values)))
            }
        }
        return steps
    }

    private func combined(_ values: [Value]) -> Value {
        if isSum { return .json(.number(values.compactMap(\.number).reduce(.zero, +))) }
        return values.compactMap(\.asMoment).max().map(Value.moment) ?? .absent
    }
}
