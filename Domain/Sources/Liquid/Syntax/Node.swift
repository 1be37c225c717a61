/// One thing a template does, in the order it is written.
enum Node: Sendable {
    case text([UInt8])
    case output(FilteredExpression)
    case assign(AssignStatement)
    case capture(CaptureStatement)
    case conditional(ConditionalStatement)
    case choice(CaseStatement)
    case loop(LoopStatement)
    case tableRow(LoopStatement)
    case cycle(CycleStatement)
    case increment(String)
    case decrement(String)
    case include(PartialStatement)
    case render(PartialStatement)
    case ifChanged(CaptureStatement)
    case breakLoop
    case continueLoop
}

final class AssignStatement: Sendable {
    let name: String
    let value: FilteredExpression

    init(name: String, value: FilteredExpression) {
        self.name = name
        self.value = value
    }
}

/// A body whose text is kept; `ifchanged` has no name.
final class CaptureStatement: Sendable {
    let name: String
    let body: [Node]
    let position: SourcePosition

    init(name: String, body: [Node], position: SourcePosition) {
        self.name = name
        self.body = body
        self.position = position
    }
}

/// `if` and `unless`: the first branch whose condition holds is rendered.
final class ConditionalStatement: Sendable {
    struct Branch: Sendable {
        /// Nil for `else`.
        let condition: Condition?
        /// Whether the branch is taken when the condition does not hold (`unless`).
        let isNegated: Bool
        var body: [Node]
    }

    let branches: [Branch]
    let position: SourcePosition

    init(branches: [Branch], position: SourcePosition) {
        self.branches = branches
        self.position = position
    }
}

/// `case`: a `when` is rendered once for each of its values that match, an `else` where none has matched before it.
final class CaseStatement: Sendable {
    struct Branch: Sendable {
        /// Nil for `else`.
        let values: [Expression]?
        var body: [Node]
    }

    let subject: Expression
    let branches: [Branch]
    let position: SourcePosition

    init(subject: Expression, branches: [Branch], position: SourcePosition) {
        self.subject = subject
        self.branches = branches
        self.position = position
    }
}

/// `for` and `tablerow`.
final class LoopStatement: Sendable {
    enum Offset: Sendable {
        case start
        case value(Expression)
        /// Where the last loop of the same name stopped.
        case continued
    }

    struct Arguments: Sendable {
        var limit: Expression?
        var offset = Offset.start
        var columns: Expression?
        var isReversed = false
    }

    let variable: String
    /// `variable-collection` as written: the key under which `offset: continue` goes on.
    let name: String
    let collection: Expression
    let arguments: Arguments
    let body: [Node]
    let alternative: [Node]
    let position: SourcePosition

    init(
        variable: String, name: String, collection: Expression, arguments: Arguments, body: [Node],
        alternative: [Node], position: SourcePosition
    ) {
        self.variable = variable
        self.name = name
        self.collection = collection
        self.arguments = arguments
        self.body = body
        self.alternative = alternative
        self.position = position
    }
}

final class CycleStatement: Sendable {
    enum Group: Sendable {
        case named(Expression)
        /// Loops with the same items as written go on together.
        case unnamed(key: String)
    }

    let group: Group
    let items: [Expression]
    let position: SourcePosition

    init(group: Group, items: [Expression], position: SourcePosition) {
        self.group = group
        self.items = items
        self.position = position
    }
}

/// `render` and `include`.
final class PartialStatement: Sendable {
    struct Binding: Sendable {
        let value: Expression
        /// `for` renders the partial once for each item, `with` once.
        let isLoop: Bool
        /// The name given by `as`.
        let alias: String?
    }

    let name: Expression
    let binding: Binding?
    let arguments: [KeywordArgument]
    let position: SourcePosition

    init(name: Expression, binding: Binding?, arguments: [KeywordArgument], position: SourcePosition) {
        self.name = name
        self.binding = binding
        self.arguments = arguments
        self.position = position
    }
}
