import Conditions
import Values

/// Waits until a condition holds, or until time is up:
/// `- wait for condition: 'count("Product Viewed", since: trigger) >= 3'` with `up to: 2 days`, `then:` and `else:`.
///
/// It goes on at the moment at which the condition begins to hold, whether by what happens or by time alone.
public struct WaitForConditionStep: StepKind {
    public static let keyword = "wait for condition"
    public static let form: [FormField] = [
        FormField(
            "wait for condition", .condition, "Until", required: true,
            help: "It goes on at the moment at which this begins to hold.",
            example: "count(\"Product Viewed\", since: trigger) >= 3"),
        .limit(example: "2 days"),
        .branch("then", "When it holds", help: "What happens once it holds."),
        .branch("else", "When time is up", help: "What happens where it does not hold in time."),
    ]
    public static let summary = "Waits until a condition holds, at most so long, and branches."
    public static let icon = "eye"

    public let condition: CompiledCondition
    public let limit: TimeSpan

    public init?(_ reader: inout StepReader) {
        let condition = reader.condition(WaitForConditionStep.keyword)
        let limit = reader.limit("a wait for a condition")
        reader.branch("then")
        reader.branch("else")
        guard let condition, let limit else { return nil }
        self.condition = condition
        self.limit = limit
    }

    public var branchNames: [String] { ["then", "else"] }
    public var conditions: [CompiledCondition] { [condition] }
    public var sentence: String { "Wait until \(condition.condition.text), at most \(limit.words)" }

    public func begin(_ run: inout StepRun) -> StepOutcome { look(&run, limit: run.now + limit) }

    public func resume(_ run: inout StepRun) -> StepOutcome { look(&run, limit: run.journey.waitLimit ?? run.now) }

    public func skip(_ run: inout StepRun) -> StepOutcome { .take(branch: 1) }

    private func look(_ run: inout StepRun, limit: Instant) -> StepOutcome {
        let verdict = condition.evaluate(run.subject, trigger: run.journey.trigger.event, now: run.now)
        if verdict.holds { return .take(branch: 0) }
        if run.now >= limit { return .take(branch: 1) }
        return .waitForCondition(until: min(verdict.until ?? limit, limit), limit: limit)
    }
}

extension Journey {
    /// When a wait for a condition is given up; nil where the journey waits for no condition.
    var waitLimit: Instant? {
        get { data["wait_limit"]?.number?.integer.map(Instant.init(milliseconds:)) }
        set { data["wait_limit"] = newValue.map { .number(Number($0.milliseconds)) } }
    }
}

extension StepRun {
    /// Something of the person changed: journeys that wait for a condition look again.
    mutating func lookAtWaitingJourneys() {
        for journey in profile.journeys {
            guard case .waitingForEvent(let until) = journey.state, journey.waitLimit != nil else { continue }
            resume(journey.id) { run in
                guard let step = run.step?.kind as? WaitForConditionStep else { return .stay }
                switch step.resume(&run) {
                case .waitForCondition(let next, _) where next == until: return .stay
                case let outcome: return run.leaveIfDone() ? nil : .outcome(outcome)
                }
            }
        }
    }
}
