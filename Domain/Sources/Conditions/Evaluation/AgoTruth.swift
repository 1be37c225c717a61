import Values

/// A moment compared with the one a span before now: `last("Order Completed") < 6 months ago`.
///
/// As with windows the span is added to the event's moment, never taken from now, so that `> 6 months ago` holds
/// exactly as long as the event is in `last: 6 months`.
struct AgoTruth: TruthNode {
    let value: any ValueNode
    let comparator: Comparator
    let span: CalendarSpan
    /// Whether a value that is no moment differs from one, as values of two kinds do; its age is absent.
    var differsWithoutMoment = true

    func truth(in evaluation: inout Evaluation) -> Truth {
        let steps = value.steps(in: &evaluation)
        var truth = Truth(holds(of: steps.current, at: evaluation.now, evaluation))
        follow(steps.current, from: evaluation.now, to: steps.changes.first?.at, &truth, evaluation)
        for (index, change) in steps.changes.enumerated() {
            truth.set(holds(of: change.value, at: change.at, evaluation), at: change.at)
            let end = index + 1 < steps.changes.count ? steps.changes[index + 1].at : nil
            follow(change.value, from: change.at, to: end, &truth, evaluation)
        }
        return truth
    }

    private func holds(of value: Value, at moment: Instant, _ evaluation: Evaluation) -> Bool {
        if value.isAbsent { return false }
        guard let start = value.asMoment else { return differsWithoutMoment && comparator == .notEqual }
        return comparator.holds(span.after(start, in: evaluation.subject.zone), moment)
    }

    /// The turns of one value between two moments: when it is exactly the span old, and a millisecond later.
    private func follow(
        _ value: Value, from start: Instant, to end: Instant?, _ truth: inout Truth, _ evaluation: Evaluation
    ) {
        guard let moment = value.asMoment else { return }
        let ripe = span.after(moment, in: evaluation.subject.zone)
        for turn in [ripe, ripe + TimeSpan(milliseconds: 1)] where turn > start && (end.map { turn < $0 } ?? true) {
            truth.set(comparator.holds(ripe, turn), at: turn)
        }
    }
}
