import Values

/// A condition prepared once a version for quick evaluation.
///
/// A class, since it is asked at every step of every journey, and copies of it would cost more than its answer.
public final class CompiledCondition: Sendable {
    public let condition: Condition
    /// The condition's text, put together once.
    public let text: String
    /// The condition's own, gathered once.
    public let requirements: Requirements
    private let root: any TruthNode
    private let outer: [any ValueNode]

    public init(_ condition: Condition) {
        self.condition = condition
        text = condition.text
        requirements = condition.requirements
        var compiler = Compiler()
        root = compiler.truth(condition.root)
        outer = compiler.outer.map { Compiler.value($0.path, in: $0.currency) }
    }

    /// The answer at `now`, and the first moment at which time alone changes it.
    ///
    /// `until` is exact, however the condition is put together. Events dated after `now` are ignored; then `until` is
    /// no later than the first of them. A condition about an anniversary is asked again after eight years at the
    /// latest. Without a trigger, `trigger.…` is absent and no event lies since it.
    /// Cost: about 1 µs for a simple condition on a short timeline; with a window of months and a property to read,
    /// about 1 µs an event in the window. Of 100,000 events a sum, average, min, max or filtered count over fixed lengths
    /// of time or this calendar unit takes under 1 ms; months, `between:`, `distinct`, money and sequences 10 to 500 ms.
    public func evaluate(_ subject: Subject, trigger: TimelineEvent? = nil, now: Instant) -> Verdict {
        var evaluation = Evaluation(subject: subject, trigger: trigger, now: now)
        return verdict(&evaluation)
    }

    /// The same, adding to a report what could not be used.
    public func evaluate(
        _ subject: Subject, trigger: TimelineEvent? = nil, now: Instant, report: inout EvaluationReport
    ) -> Verdict {
        var evaluation = Evaluation(subject: subject, trigger: trigger, now: now)
        let notes = MoneyContext.Notes()
        evaluation.notes = notes
        let verdict = verdict(&evaluation)
        report.unknownCurrencies.formUnion(notes.report.unknownCurrencies)
        return verdict
    }

    fileprivate func verdict(_ evaluation: inout Evaluation) -> Verdict {
        evaluation.look(up: outer)
        let truth = root.truth(in: &evaluation)
        var until = truth.flips.first
        if let horizon = evaluation.horizon { until = min(until ?? horizon, horizon) }
        // Past the end of the calendar is never.
        if let moment = until, moment > .distantFuture { until = nil }
        return Verdict(holds: truth.holds, until: until)
    }

    /// The answer with its reason in words.
    public func explain(_ subject: Subject, trigger: TimelineEvent? = nil, now: Instant) -> Explanation {
        let verdict = evaluate(subject, trigger: trigger, now: now)
        let explainer = Explainer(subject: subject, trigger: trigger, now: now)
        return Explanation(
            holds: verdict.holds, until: verdict.until, because: explainer.reason(condition.root))
    }
}

/// One moment of one profile, of which several conditions are asked one after another: cheaper than each by itself.
public struct ConditionMoment {
    private var evaluation: Evaluation

    public init(_ subject: Subject, trigger: TimelineEvent? = nil, now: Instant) {
        evaluation = Evaluation(subject: subject, trigger: trigger, now: now)
    }

    /// The first moment at which time alone changes one of the answers that were given; nil where it never does.
    public private(set) var until: Instant?

    /// The answer of a condition at the moment, and until when time alone leaves it.
    public mutating func verdict(of condition: CompiledCondition) -> Verdict {
        evaluation.forget()
        return condition.verdict(&evaluation)
    }

    /// Whether a condition holds at the moment.
    public mutating func holds(_ condition: CompiledCondition) -> Bool {
        evaluation.forget()
        let verdict = condition.verdict(&evaluation)
        if let end = verdict.until { until = min(until ?? end, end) }
        return verdict.holds
    }
}
