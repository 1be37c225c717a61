/// One rule of a flow.
public enum FlowRule: Sendable {
    /// As the flow's form calls it.
    case named(String, [String])
    case onlyWhere(String)
    case asLongAs(String)
    /// Nil where every journey runs to its end.
    case goal(String?)
    case leavesWhen([String])
    case entersAgain(FlowReentry, FlowMeanwhile)

    public init(_ name: String, _ lines: [String]) { self = .named(name, lines) }
}

/// When somebody may enter a flow again.
public enum FlowReentry: Sendable {
    case always
    case once
    /// A span such as `30 days`.
    case oncePerSpan(String)
    /// What a journey is about, such as `cart`.
    case oncePerKey(String)
}

/// What a trigger does while somebody is under way.
public enum FlowMeanwhile: Sendable, CaseIterable {
    case ignored, refreshes, replaces, startsAnother
}
