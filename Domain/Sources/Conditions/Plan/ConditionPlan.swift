import Values

/// A condition taken apart for whoever answers it over many profiles at once, from columns, instead of one by one.
///
/// Each leaf says what it reads and how its answer follows; together they answer as `CompiledCondition` does without a
/// trigger, though never until when. A leaf that the columns cannot answer is asked of its `Remainder` instead.
public indirect enum ConditionPlan: Sendable {
    case constant(Bool)
    case negation(ConditionPlan)
    case conjunction([ConditionPlan])
    case disjunction([ConditionPlan])
    case leaf(Leaf, otherwise: Remainder)

    public enum Leaf: Sendable {
        /// A question about one stored value alone.
        case input(ProfileInput, ValueTest)
        /// Whether a set holds a name or, without one, anything.
        case set(ProfileSet, String?)
        case figure(FigurePlan, FigureTest)
        /// Two figures compared; both are numbers or both are moments.
        case comparison(FigurePlan, Comparator, FigurePlan)
        case sequence(SequencePlan)
        /// Nothing but the evaluator can answer.
        case unplanned
    }

    /// Plans a condition with what its workspace supplies. Cost: about that of compiling it.
    public init(_ condition: Condition, workspace: WorkspaceFacts) {
        self = Planner(workspace: workspace).plan(condition.root)
    }
}

/// The part of a condition that a leaf stands for, ready for the evaluator.
public struct Remainder: Sendable {
    public let condition: CompiledCondition
    public let requirements: Requirements

    init(_ expression: Expression) { self.init(Condition(root: expression)) }

    public init(_ condition: Condition) {
        self.condition = CompiledCondition(condition)
        requirements = condition.requirements
    }
}

/// A stored value of a profile that a question may be about.
public enum ProfileInput: Sendable, Hashable {
    /// Keys from the outside in.
    case property([String])
    case predicted([String])
    /// The first identifier of a kind.
    case identity(String)
    case score(String)
    case place, locale, zone, stage, rfm, cart
}

/// A stored set of names of a profile.
public enum ProfileSet: String, Sendable, Hashable, CaseIterable {
    case consents, memberships, lists, tags, suppressions, coupons
    /// Names are made by `topic`.
    case topics

    /// The name of a channel's topic in the set of topics.
    public static func topic(_ name: String, of channel: String) -> String { "\(channel)\n\(name)" }
}
