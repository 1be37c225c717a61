import Values

/// What stands where a value is wanted.
enum Expression: Sendable {
    case literal(LiquidValue)
    case path(VariablePath)
    case range(RangeExpression)
}

/// `customer.orders[0].total`, or `[name]` where the first name is itself a value.
final class VariablePath: Sendable {
    enum Root: Sendable {
        case name(String)
        case dynamic(Expression)
    }

    enum Segment: Sendable {
        case name(String)
        case index(Expression)
    }

    let root: Root
    let segments: [Segment]
    let position: SourcePosition

    init(root: Root, segments: [Segment], position: SourcePosition) {
        self.root = root
        self.segments = segments
        self.position = position
    }
}

/// `(first..last)`, both ends included.
final class RangeExpression: Sendable {
    let first: Expression
    let last: Expression

    init(first: Expression, last: Expression) {
        self.first = first
        self.last = last
    }
}

/// A value and the filters it passes through.
final class FilteredExpression: Sendable {
    let base: Expression
    let filters: [FilterCall]
    /// Whether it says itself what stands for a missing value.
    let hasDefault: Bool

    init(base: Expression, filters: [FilterCall]) {
        self.base = base
        self.filters = filters
        hasDefault = filters.contains { $0.name == "default" }
    }
}

final class FilterCall: Sendable {
    let name: String
    /// Nil where no filter has this name.
    let filter: FilterDefinition?
    let positional: [Expression]
    let keywords: [KeywordArgument]
    let position: SourcePosition

    init(
        name: String, filter: FilterDefinition?, positional: [Expression], keywords: [KeywordArgument],
        position: SourcePosition
    ) {
        self.name = name
        self.filter = filter
        self.positional = positional
        self.keywords = keywords
        self.position = position
    }
}

struct KeywordArgument: Sendable {
    let name: String
    let value: Expression
}

enum ComparisonOperator: Sendable {
    case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual, contains
}

/// Comparisons joined by `and` and `or`, which bind alike and from the right.
struct Condition: Sendable {
    enum Joint: Sendable {
        case and, or
    }

    struct Term: Sendable {
        let left: Expression
        let comparison: (operator: ComparisonOperator, right: Expression)?
        let position: SourcePosition
    }

    let terms: [Term]
    /// One fewer than the terms.
    let joints: [Joint]
}
