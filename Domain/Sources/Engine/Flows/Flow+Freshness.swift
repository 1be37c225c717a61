import Values

extension Flow {
    /// For how long the message is kept that a journey at this step makes next, before it waits once more; of several
    /// the shortest. Nil where it makes none.
    ///
    /// What comes behind a further wait stays fresh however long the flow stands still: that wait begins when it goes on.
    public func shortestKeeping(from position: Int) -> TimeSpan? {
        var seen: Set<Int> = []
        var open = [position]
        var shortest: TimeSpan?
        while let place = open.popLast() {
            guard steps.indices.contains(place), seen.insert(place).inserted else { continue }
            let step = steps[place]
            if place != position, step.kind.isWait { continue }
            if let send = step.kind as? SendStep { shortest = min(shortest ?? send.keepFor, send.keepFor) }
            open += ([step.next] + step.branches).compactMap { $0 }
            open += step.kind.targets.compactMap { self.position(of: $0) }
        }
        return shortest
    }
}

extension StepKind {
    /// Whether a journey stays at it for a time of its own.
    fileprivate var isWait: Bool {
        self is WaitStep || self is WaitForStep || self is WaitForConditionStep || self is WaitUntilStep
    }
}
