import Engine
import Pages
import Runtime
import Values

/// What an account of a person and a flow looks like on pages.
extension FlowWhyModel.Found {
    init(_ person: PersonLine, _ account: FlowAccount) {
        let newest = account.journeys.first
        let refusal = account.refusals.first.flatMap { refusal in
            newest.map { $0.enteredAt < refusal.at } ?? true ? refusal : nil
        }
        let isIn = newest != nil && refusal == nil
        let rule: String
        let because: String
        var circumstance: Circumstance?
        var traces: [FlowAccount.Trace]
        if isIn, let newest {
            rule = newest.trigger ?? newest.entered
            let standing = newest.ended == nil ? newest.standing : nil
            because = newest.ended ?? standing?.waits ?? newest.entered
            circumstance = standing.map { .waitsAt(step: $0.sentence) }
            traces = []
        } else if let refusal {
            rule = refusal.trigger ?? account.flow
            because = refusal.reason
            traces = refusal.traces
        } else {
            rule = account.triggers.map(\.sentence).joined(separator: ", ")
            because = account.entry.reason
            let neverCame = account.triggers.allSatisfy { $0.lastMatchedAt == nil }
            circumstance = neverCame ? .nothingStartedIt : .ifItStartedNow
            traces = account.entry.traces + account.triggers.compactMap(\.filter)
        }
        self.init(
            person: PersonName(person), flowID: account.flow, flowName: account.name, entered: isIn, rule: rule,
            because: because, circumstance: circumstance, at: isIn ? newest?.enteredAt : refusal?.at,
            until: traces.compactMap(\.until).min(), trace: traces.flatMap { $0.rows },
            journeyID: newest.map { JourneyID(account.profile, began: $0.enteredAt).text },
            steps: newest?.entries ?? [], next: newest?.next)
    }
}

extension FlowAccount.Trace {
    /// The whole, and what it joins below it.
    fileprivate var rows: [SegmentModel.Trace] {
        [
            SegmentModel.Trace(
                text: "\(rule): \(text)", holds: holds, depth: 0, found: because, changedSince: changedSince,
                until: until)
        ]
            + parts.map { SegmentModel.Trace(text: $0.text, holds: $0.holds, depth: 1, found: $0.because) }
    }
}

extension FlowAccount.Run {
    /// What comes next; nil where it is over.
    var next: JourneyNext? {
        guard let standing else { return nil }
        let first = coming.first
        return JourneyNext(
            sentence: first?.text ?? standing.sentence, at: first?.at, limit: standing.until,
            waits: standing.waits)
    }

    /// What happened so far; where it stands now, it is not done yet.
    var entries: [JourneyEntry] {
        var entries = steps.map { JourneyEntry($0) }
        if let standing, let last = entries.indices.last, entries[last].step == standing.step,
            entries[last].verdict == .done
        {
            entries[last].verdict = .waiting
        }
        return entries
    }

    var state: JourneyState {
        switch endKind {
        case nil: .underWay
        case .goalReached: .goal
        case .exited: ended?.contains("”: stopped by ") == true ? .stopped : .exited
        case .journeyFailed: .failed
        default: .finished
        }
    }
}

extension JourneyEntry {
    init(_ step: FlowAccount.Step) {
        let isWay = step.outcome.hasPrefix("went on in")
        var reason = isWay ? nil : step.outcome
        // Lines of messages that were held or refused say why themselves.
        if let message = step.message { reason = step.kind == .messageQueued ? message.reason : nil }
        let conditions = step.traces.map { Input(name: $0.text, value: $0.because, holds: $0.holds) }
        let read = step.inputs.map { Input(name: $0.name, value: $0.text) }
        self.init(
            at: step.at, step: step.id ?? "", icon: step.icon ?? "dot",
            group: FlowStepGroup(keyword: step.keyword ?? ""), sentence: step.text, verdict: Verdict(step),
            way: isWay ? step.outcome : nil, reason: reason?.isEmpty == true ? nil : reason,
            inputs: conditions + read, messageID: step.message.map { PublicID.message.text($0.id) },
            messageState: step.kind == .messageQueued ? step.message.map { MessageState($0.state) } : nil)
    }
}

extension JourneyEntry.Verdict {
    fileprivate init(_ step: FlowAccount.Step) {
        switch step.kind {
        case .messageHeld: self = .held
        case .messageRefused: self = .refused
        case .messageQueued: self = .sent
        case .journeyPaused: self = .waiting
        default:
            switch step.went {
            case .done: self = .done
            case .skipped: self = .skipped
            case .failed: self = .failed
            }
        }
    }
}
