import Engine
import Values

extension PersonTale {
    mutating func record(_ event: Event) {
        guard isRecording else { return }
        append(BacktestLine(at: event.occurredAt, kind: .happened, text: event.name))
    }

    /// Writes down what a decision says, of all flows.
    mutating func record(_ decision: Decision, _ definitions: Definitions) {
        var visits = decision.visits[...]
        for entry in decision.log {
            var line = BacktestLine(at: entry.at, kind: .changed, text: entry.text)
            let flow = definitions.newest(entry.subject)
            line.flow = flow?.slug ?? ""
            switch entry.kind {
            case .flowEntered: line.kind = .entered
            case .flowNotEntered: line.kind = .notEntered
            case .journeyRefreshed: line.kind = .refreshed
            case .goalReached: line.kind = .goal
            case .exited: line.kind = .exit
            case .flowEnded, .journeyFailed: line.kind = .ended
            case .stepTaken:
                line.kind = .step
                if let index = visits.firstIndex(where: { $0.flow == entry.subject }),
                    let step = flow?.steps[visits[index].position]
                {
                    line.step = step.id
                    visits.remove(at: index)
                }
            // The event itself, or the code, has its own line.
            case .stepAnswered: continue
            case .messageQueued: name(entry.subject, &line, .sent, definitions)
            case .messageHeld: name(entry.subject, &line, .held, definitions)
            case .messageRefused: name(entry.subject, &line, .refused, definitions)
            case .profileMerged, .propertyChanged, .consentChanged, .conditionChanged, .orderCopy, .linkRefused,
                .derivedEventsStopped, .suppressed, .workSetAside, .journeyPaused, .joinedByReview:
                break
            }
            append(line)
        }
        for request in decision.couponRequests {
            let isGiven = codes.last { $0.effect == request.effectID }?.isGiven ?? false
            let text = "\(isGiven ? "Took a code from" : "Found no code in") “\(request.pool)”"
            append(BacktestLine(at: codes.last?.askedAt ?? .distantPast, kind: .coupon, text: text))
        }
        for request in decision.effects {
            append(
                BacktestLine(
                    at: request.requestedAt, kind: .effect, flow: definitions.newest(request.flow)?.slug ?? "",
                    step: request.step, text: "Asked for: \(request.kind.name)"))
        }
    }

    private func name(
        _ message: Int64, _ line: inout BacktestLine, _ kind: BacktestLine.Kind, _ definitions: Definitions
    ) {
        line.kind = kind
        guard let tale = messages.last(where: { $0.id == message }) else { return }
        line.flow = definitions.newest(tale.flow)?.slug ?? ""
        line.step = tale.step
    }

    private mutating func append(_ line: BacktestLine) {
        if lines.count < Backtest.mostLines - 1 {
            lines.append(line)
        } else if lines.count == Backtest.mostLines - 1 {
            lines.append(BacktestLine(at: line.at, kind: .changed, text: "More happened; it is not shown"))
        }
    }
}
