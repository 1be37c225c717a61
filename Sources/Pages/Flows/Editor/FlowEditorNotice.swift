/// What came of something that was asked of the editor.
public enum FlowEditorNotice: Sendable, Hashable {
    case saved
    /// The text cannot be read, so its steps cannot be changed.
    case mendFirst
    /// It was not saved, since it has faults.
    case faults
    case nothingToUndo
    case testSent(to: String)
    /// There is no mail server.
    case testKept
    /// There is no message to send a test of.
    case stepUnnamed
    /// How many lines of comments the first change drops.
    case commentsLost(Int)

    private var isProblem: Bool {
        switch self {
        case .saved, .testSent, .testKept, .commentsLost: false
        case .mendFirst, .faults, .nothingToUndo, .stepUnnamed: true
        }
    }

    public func notice(in context: PageContext) -> Notice {
        Notice(isProblem: isProblem, text: context.catalog.flowEditor.notice(self))
    }
}
