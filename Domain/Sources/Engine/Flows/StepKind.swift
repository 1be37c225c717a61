import Conditions
import Values

/// A kind of step. To add one: write its file in `Steps/` and add its row to `StepKinds.all`.
public protocol StepKind: Sendable {
    /// The key that begins such a step in a flow file.
    static var keyword: String { get }
    /// Every field that it may have, its keyword's among them: for forms, for checking and for completion.
    static var form: [FormField] { get }
    /// One line for the reference.
    static var summary: String { get }
    /// The name of its picture in drawings.
    static var icon: String { get }

    /// Reads the step from its mapping; reports faults to the reader and returns nil where it cannot be built.
    init?(_ reader: inout StepReader)

    /// Names of the branches it opens, in order; empty for steps that only go on.
    var branchNames: [String] { get }
    var conditions: [CompiledCondition] { get }
    /// Events that it looks for in the history by itself, its conditions aside.
    var eventsLookedBackAt: [String] { get }
    /// Ids of other steps to which it may jump.
    var targets: [String] { get }
    /// Liquid in it, by its field, beside what a message says.
    var templates: [(field: String, text: String)] { get }
    /// What it does, in one sentence for drawings and logs.
    var sentence: String { get }

    /// Begins the step.
    func begin(_ run: inout StepRun) -> StepOutcome
    /// Goes on after a wait ended, an answer came or a message left. Most steps just go on.
    func resume(_ run: inout StepRun) -> StepOutcome
    /// Goes on without what it waits for, since somebody of the staff says so.
    func skip(_ run: inout StepRun) -> StepOutcome
    /// What an event means to a journey that waits here; nil where it means nothing.
    func receive(_ event: TimelineEvent, _ run: inout StepRun) -> StepOutcome?
}

extension StepKind {
    public var branchNames: [String] { [] }
    public var conditions: [CompiledCondition] { [] }
    public var eventsLookedBackAt: [String] { [] }
    public var targets: [String] { [] }
    public var templates: [(field: String, text: String)] { [] }
    public func resume(_ run: inout StepRun) -> StepOutcome { .goOn }
    public func skip(_ run: inout StepRun) -> StepOutcome { resume(&run) }
    public func receive(_ event: TimelineEvent, _ run: inout StepRun) -> StepOutcome? { nil }
}

/// What a step asks of the journey.
public enum StepOutcome: Sendable, Hashable {
    case goOn
    case take(branch: Int)
    /// Goes on at the step with this id.
    case jump(to: String)
    case wait(until: Instant)
    case waitForEvent(until: Instant)
    /// Looks again at `until`, and whenever something of the person changes; at `limit` it is given up.
    case waitForCondition(until: Instant, limit: Instant)
    case waitForAnswer(effect: Int64)
    /// The same, given up at `limit`.
    case waitForEffect(id: Int64, limit: Instant)
    case waitForMessage(id: Int64)
    case end(reason: String)
    /// The journey ends, since its step could not be done.
    case fail(reason: String)
}

/// All kinds of step, one row each.
public enum StepKinds {
    public static let all: [any StepKind.Type] = [
        SendStep.self,
        WaitStep.self,
        WaitUntilStep.self,
        WaitForStep.self,
        WaitForConditionStep.self,
        SplitStep.self,
        ChooseStep.self,
        PercentageStep.self,
        TestStep.self,
        HoldoutStep.self,
        UpdateStep.self,
        IncrementStep.self,
        AddTagStep.self,
        RemoveTagStep.self,
        JoinListStep.self,
        LeaveListStep.self,
        CouponStep.self,
        EmitStep.self,
        StartFlowStep.self,
        StopFlowStep.self,
        TaskStep.self,
        AlertStep.self,
        WebhookStep.self,
        AddToAudienceStep.self,
        RemoveFromAudienceStep.self,
        GoToStep.self,
        NoteStep.self,
        EndStep.self,
    ]

    static func named(_ keyword: String) -> (any StepKind.Type)? { byKeyword[keyword] }

    private static let byKeyword: [String: any StepKind.Type] = Dictionary(
        uniqueKeysWithValues: all.map { ($0.keyword, $0) })
}
