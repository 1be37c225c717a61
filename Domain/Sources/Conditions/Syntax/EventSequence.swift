/// Events one after another, each strictly later than the one before by (occurred at, order).
struct EventSequence: Sendable, Hashable {
    struct Step: Sendable, Hashable {
        var event: String
        var filter: Expression?
    }

    /// Two or more.
    var steps: [Step]
    /// The last step occurs before the first one + span.
    var within: CalendarSpan?
    /// Nothing like this occurs between the first and the last step.
    var without: Step?
    /// Asked of the first step.
    var window = EventWindow()

    static let mostSteps = 10

    var everyStep: [Step] { steps + (without.map { [$0] } ?? []) }
}
