/// The tree of a condition.
///
/// A new kind of expression is a case here, a file with its parts, and, where it is written as a call, a row in
/// `FunctionTable`; every switch then asks for the rest.
indirect enum Expression: Sendable, Hashable {
    case literal(Literal)
    case path(PropertyPath)
    case comparison(Expression, Comparator, Expression)
    case relation(Expression, Relation, Expression)
    /// Element and list.
    case inclusion(Expression, Expression)
    case existence(Expression)
    case negation(Expression)
    case conjunction([Expression])
    case disjunction([Expression])
    case aggregate(Aggregate)
    case items(ItemFigure)
    case sequence(EventSequence)
    case interest(Interest)
    case orders(OrderFigure)
    case engagement(Engagement)
    case rank(Rank)
    /// The moment this long before now.
    case ago(CalendarSpan)
    /// How long ago a moment was.
    case age(Expression)
    /// The same day of every later year.
    case anniversary(Expression)
    case day(Expression, DayTest)
    case nearness(Expression, PlaceRange)
    case fact(Fact)
}

extension Expression {
    var kind: ValueKind {
        switch self {
        case .literal(let literal): literal.kind
        case .path(let path): path.kind
        case .comparison, .relation, .inclusion, .existence, .negation, .conjunction, .disjunction, .sequence,
            .engagement, .rank, .day, .nearness:
            .boolean
        case .aggregate(let aggregate): aggregate.kind
        case .items(let figure): figure.kind
        case .interest(let interest): interest.kind
        case .orders(let figure): figure.kind
        case .ago: .moment
        case .age: .duration
        case .anniversary: .anniversary
        case .fact(let fact): fact.function.kind
        }
    }

    /// Whether there are histories and profiles for which this has no value.
    var canBeAbsent: Bool {
        switch self {
        case .path, .age, .anniversary: true
        case .aggregate(let aggregate): aggregate.canBeAbsent
        case .items(let figure): figure.canBeAbsent
        case .interest(let interest): interest.measure == .last
        case .orders(let figure): figure.canBeAbsent
        case .fact(let fact): fact.function.canBeAbsent
        case .literal, .comparison, .relation, .inclusion, .existence, .negation, .conjunction, .disjunction, .sequence,
            .engagement, .rank, .ago, .day, .nearness:
            false
        }
    }

    var isAgo: Bool { if case .ago = self { true } else { false } }
    var isAge: Bool { if case .age = self { true } else { false } }
    var isLiteral: Bool { if case .literal = self { true } else { false } }

    /// The expressions directly inside this one, filters included.
    var children: [Expression] {
        switch self {
        case .literal, .path, .ago, .fact, .engagement, .interest: []
        case .comparison(let left, _, let right), .relation(let left, _, let right), .inclusion(let left, let right):
            [left, right]
        case .existence(let operand), .negation(let operand), .age(let operand), .anniversary(let operand),
            .day(let operand, _), .nearness(let operand, _):
            [operand]
        case .conjunction(let operands), .disjunction(let operands): operands
        case .aggregate(let aggregate): aggregate.filter.map { [$0] } ?? []
        case .items(let figure): figure.filter.map { [$0] } ?? []
        case .orders(let figure): figure.filter.map { [$0] } ?? []
        case .sequence(let sequence): sequence.everyStep.compactMap(\.filter)
        case .rank(let rank): [rank.figure]
        }
    }
}

extension Expression {
    /// Whether a filter asks nothing but the event and its items, so that its answer for an event never changes.
    var readsOnlyEvent: Bool {
        switch self {
        case .path(let path): path.root == .event || path.root == .item
        case .items(let figure):
            figure.list.root == .event && figure.filter.map(\.readsOnlyEvent) ?? true
        // Rates may be corrected afterwards.
        case .literal(.money): false
        default: children.allSatisfy(\.readsOnlyEvent)
        }
    }
}
