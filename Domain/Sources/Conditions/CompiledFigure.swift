import Values

/// A number that profiles are ranked by, prepared for evaluation.
public struct CompiledFigure: Sendable {
    /// The share of profiles that the rank takes in, from its better or worse end.
    public let percent: Number
    public let isFromTop: Bool
    /// Whether it is an amount of money, by the name of the property it reads.
    public let isAmount: Bool
    private let node: any ValueNode
    private let outer: [any ValueNode]
    /// What must be loaded to evaluate it.
    public let requirements: Requirements

    /// The figure of a rank, by its key in `Requirements.ranks`; nil where the text is no rank.
    ///
    /// - Parameter currency: amounts are converted to it; nil takes them as they stand.
    public init?(rank key: String, in currency: String? = nil) {
        guard let condition = try? Condition.parse(key), case .rank(let rank) = condition.root else { return nil }
        percent = rank.percent
        isFromTop = rank.end == .top
        isAmount = rank.figure.isAmount
        var compiler = Compiler()
        node = compiler.value(rank.figure, in: currency)
        outer = compiler.outer.map { Compiler.value($0.path, in: $0.currency) }
        var requirements = Requirements()
        rank.figure.gather(into: &requirements)
        self.requirements = requirements
    }

    /// The number at `now`; nil where the profile has none.
    public func value(_ subject: Subject, now: Instant) -> Number? {
        var evaluation = Evaluation(subject: subject, trigger: nil, now: now)
        evaluation.look(up: outer)
        return node.steps(in: &evaluation).current.number
    }
}
