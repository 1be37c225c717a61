import Values

@testable import Engine

/// A database that refuses batches with poisoned rows and keeps the others, deduplicated.
struct FakeDatabase {
    var poisoned: Set<String>
    /// How often each event was stored.
    var stored: Set<String> = []
    var rejected: [RejectedEvent] = []

    init(poisoned: Set<String>) { self.poisoned = poisoned }

    mutating func takes(_ batch: IntakeGroup.Batch) -> Bool {
        guard !batch.events.contains(where: { poisoned.contains($0.name) }),
            !batch.rejected.contains(where: { poisoned.contains($0.body) })
        else { return false }
        stored.formUnion(batch.events.map(\.name))
        rejected += batch.rejected
        return true
    }
}

extension [IntakeGroup.Action] {
    var batch: IntakeGroup.Batch? {
        for case .commit(let batch) in self { return batch }
        return nil
    }

    /// One line an action, times in milliseconds from `IntakeSample.received`.
    var described: [String] {
        map { action in
            switch action {
            case .commit(let batch):
                "commit \(batch.id.rawValue): "
                    + (batch.events.map(\.name) + batch.rejected.map { "!" + $0.rule }).joined(separator: " ")
            case .acknowledge(let requests):
                "acknowledge "
                    + requests.map {
                        "\($0.request.rawValue)" + ($0.refused.isEmpty ? "" : "(\($0.refused.count))")
                    }.joined(separator: " ")
            case .refuse(let requests, let refusal):
                "refuse " + requests.map { "\($0.rawValue)" }.joined(separator: " ") + " \(refusal)"
            case .wake(let moment): "wake at \((moment - IntakeSample.received).milliseconds)"
            case .drained: "drained"
            }
        }
    }
}
