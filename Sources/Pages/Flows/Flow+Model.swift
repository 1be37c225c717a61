import Values

/// One flow as it stands: its drawing with the numbers on each step, its figures and its rules.
public struct FlowModel: Sendable {
    public var head: FlowHead
    /// What starts it, in words; one line a trigger.
    public var triggers: [String]
    public var figures: FlowFigures
    public var steps: [FlowStep]
    /// Its rules, such as goal, exits and re-entry.
    public var rules: [FlowRule]
    /// The answer to "why did Ana get this, or not?".
    public var why: FlowWhyModel.Answer

    public init(
        head: FlowHead, triggers: [String], figures: FlowFigures, steps: [FlowStep], rules: [FlowRule],
        why: FlowWhyModel.Answer = .unasked
    ) {
        self.head = head
        self.triggers = triggers
        self.figures = figures
        self.steps = steps
        self.rules = rules
        self.why = why
    }
}
