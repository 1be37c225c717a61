/// The tree of a condition.
///
/// A new kind of expression is a case here, a file with its parts, and, where it is written as a call, a row in
/// `FunctionTable`; every switch then asks for the rest.
indirect enum Expression: Sendable, Hashable {
    case literal(Literal)
    case path(PropertyPath)
    case comparison(Expression, Comparator, Expression)
    /// Element and list.
    case inclusion(Expression, Expression)
    case existence(Expression)
    case negation(Expression)
    case conjunction([Expression])
    case disjunction([Expression])
    case aggregate(Aggregate)
    /// The moment this long before now.
    case ago(CalendarSpan)
    case consent(channel: String)
    case membership(name: String)
}

extension Expression {
    var kind: ValueKind {
        switch self {
        case .literal(let literal): literal.kind
        case .path: .unknown
        case .comparison, .inclusion, .existence, .negation, .conjunction, .disjunction, .consent, .membership:
            .boolean
        case .aggregate(let aggregate): aggregate.kind
        case .ago: .moment
        }
    }

    /// Whether there are histories and profiles for which this has no value.
    var canBeAbsent: Bool {
        switch self {
        case .path: true
        case .aggregate(let aggregate): aggregate.canBeAbsent
        case .literal, .comparison, .inclusion, .existence, .negation, .conjunction, .disjunction, .ago, .consent,
            .membership:
            false
        }
    }

    var isAgo: Bool { if case .ago = self { true } else { false } }
}
