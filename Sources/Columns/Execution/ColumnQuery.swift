import Conditions

/// A condition prepared for columns.
struct ColumnQuery: Sendable {
    let plan: ConditionPlan
    /// The whole condition, for profiles that only the evaluator can judge.
    let whole: Remainder

    init(_ condition: Condition, workspace: WorkspaceFacts) {
        plan = ConditionPlan(condition, workspace: workspace)
        whole = Remainder(condition)
    }
}
