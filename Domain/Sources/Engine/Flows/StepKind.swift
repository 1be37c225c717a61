import Conditions
import Values

/// A kind of step. To add one: write its file in `Steps/` and add its row to `StepKinds.all`.
public protocol StepKind: Sendable {
    /// The key that begins such a step in a flow file.
    static var keyword: String { get }
    /// Other keys it may have, for checking and completion.
    static var fields: [String] { get }
    /// One line for the reference.
    static var summary: String { get }

    /// Reads the step from its mapping; reports faults to the reader and returns nil where it cannot be built.
    init?(_ reader: inout StepReader)

    /// Names of the branches it opens, in order; empty for steps that only go on.
    var branchNames: [String] { get }
    var conditions: [CompiledCondition] { get }
    /// Events that it looks for in the history by itself, its conditions aside.
    var eventsLookedBackAt: [String] { get }
    /// What it does, in one sentence for drawings and logs.
    var sentence: String { get }

    /// Begins the step.
    func begin(_ run: inout StepRun) -> StepOutcome
    /// Goes on after a wait ended, an answer came or a message left. Most steps just go on.
    func resume(_ run: inout StepRun) -> StepOutcome
    /// What an event means to a journey that waits here; nil where it means nothing.
    func receive(_ event: TimelineEvent, _ run: inout StepRun) -> StepOutcome?
}

extension StepKind {
    public var branchNames: [String] { [] }
    public var conditions: [CompiledCondition] { [] }
    public var eventsLookedBackAt: [String] { [] }
    public func resume(_ run: inout StepRun) -> StepOutcome { .goOn }
    public func receive(_ event: TimelineEvent, _ run: inout StepRun) -> StepOutcome? { nil }
}

/// What a step asks of the journey.
public enum StepOutcome: Sendable, Hashable {
    case goOn
    case take(branch: Int)
    case wait(until: Instant)
    case waitForEvent(until: Instant)
    case waitForAnswer(effect: Int64)
    case waitForMessage(id: Int64)
    case end(reason: String)
}

/// All kinds of step, one row each.
public enum StepKinds {
    public static let all: [any StepKind.Type] = [
        SendStep.self,
        WaitStep.self,
        WaitUntilStep.self,
        WaitForStep.self,
        SplitStep.self,
        UpdateStep.self,
        CouponStep.self,
        EndStep.self,
    ]

    static func named(_ keyword: String) -> (any StepKind.Type)? { all.first { $0.keyword == keyword } }
}
