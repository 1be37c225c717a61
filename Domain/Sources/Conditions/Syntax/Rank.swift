import Values

/// Being among the best or last of a workspace by a figure.
struct Rank: Sendable, Hashable {
    enum End: String, Sendable, Hashable, CaseIterable {
        case top, bottom
    }

    var end: End
    /// More than 0, less than 100.
    var percent: Number
    var figure: Expression

    /// The name under which the workspace keeps the threshold: the text of the condition.
    var key: String { Printer.text(.rank(self)) }
}
