/// What becomes of a message about something that can no longer be bought, or no longer at the price that it tells.
public enum SoldOutRule: String, Sendable, Hashable, CaseIterable {
    /// It is not sent, with a record, and the journey goes on.
    case skip
    /// It is sent all the same.
    case `continue`
    /// It is not sent, and the journey takes the branch for this.
    case branch
}

extension Flow {
    /// Whether what it sends depends on what can be bought.
    package var looksAtStock: Bool {
        steps.contains { step in
            guard let send = step.kind as? SendStep else { return false }
            return send.soldOut(in: purpose) != .continue
        }
    }

    /// Whether somebody may be written to in the very moment of entering.
    var sendsAtOnce: Bool {
        var seen: Set<Int> = []
        var next = [0]
        while let index = next.popLast() {
            guard steps.indices.contains(index), seen.insert(index).inserted else { continue }
            let step = steps[index]
            switch step.kind {
            case is SendStep: return true
            case is WaitStep, is WaitUntilStep, is WaitForStep, is WaitForConditionStep, is EndStep: continue
            default: next += ([step.next] + step.branches).compactMap { $0 }
            }
        }
        return false
    }

    /// Whether a step lies in the branch of a message whose offer is sold out.
    func isSaidOfSoldOut(_ id: String) -> Bool {
        guard let place = steps.firstIndex(where: { $0.id == id }) else { return false }
        return steps.contains { step in
            guard (step.kind as? SendStep)?.ifSoldOut == .branch, case .some(.some(let first)) = step.branches.last,
                first <= place
            else { return false }
            return steps[first...place].allSatisfy { $0.depth > step.depth }
        }
    }

    /// Whether some message of it shows the cart.
    var showsCart: Bool { steps.contains { ($0.kind as? SendStep)?.showsCart == true } }
}
