import Engine

extension Flow {
    /// What it needs that this release does not do yet, in words: such a flow may be a draft, and does not go live.
    var missing: [String] {
        var missing: [String] = []
        if starts.contains(where: { $0.kind.watch != nil }) { missing.append("triggers by date or by a condition") }
        if starts.contains(where: { $0.kind.schedule != nil }) { missing.append("triggers by a schedule") }
        let kinds: [(any StepKind.Type, String)] = [
            (TaskStep.self, "tasks"), (AlertStep.self, "alerts"), (WebhookStep.self, "webhooks"),
            (AddToAudienceStep.self, "audiences"), (RemoveFromAudienceStep.self, "audiences"),
        ]
        for (kind, what) in kinds where !missing.contains(what) {
            if steps.contains(where: { type(of: $0.kind) == kind }) { missing.append(what) }
        }
        return missing
    }

    /// - Throws: where it cannot run yet.
    func requireRunnable() throws {
        guard !missing.isEmpty else { return }
        throw AdminError(
            "“\(name)” cannot go live yet: this release has no \(missing.joined(separator: ", no ")). It may be kept as a draft and tested with cartwheel flows test."
        )
    }
}
