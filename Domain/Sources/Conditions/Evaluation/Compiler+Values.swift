import Values

extension Compiler {
    /// Prepares a value; an amount is given in a currency where one is named.
    mutating func value(_ expression: Expression, in currency: String? = nil) -> any ValueNode {
        switch expression {
        case .literal(let literal): ConstantValue(value: Value(literal.json))
        case .path(let path): Compiler.value(path, in: currency)
        case .aggregate(let aggregate): figure(aggregate, in: currency)
        case .items(let figure): ItemValue(reader: items(figure))
        case .interest(let interest):
            CombinedSteps(
                parts: interest.parts.map { figure($0, in: nil) }, isSum: interest.measure == .count)
        case .orders(let orders): KeptOrdersValue(node: figure(orders.aggregate, in: currency))
        case .fact(let fact): FactValue(fact: fact)
        // The parser lets these stand only where they are asked as a whole.
        case .age(let moment), .anniversary(let moment): value(moment)
        case .comparison, .relation, .inclusion, .existence, .negation, .conjunction, .disjunction, .ago, .sequence,
            .engagement, .rank, .day, .nearness:
            TruthValue(node: truth(expression))
        }
    }

    static func value(_ path: PropertyPath, in currency: String?) -> any ValueNode {
        let reader = PropertyReader(path.segments, in: currency)
        return switch path.root {
        case .profile: ProfileValue(reader: reader)
        case .trigger: TriggerValue(reader: reader)
        case .predicted: PredictedValue(reader: reader)
        case .place: PlaceValue(part: path.segments.first)
        case .cart: CartValue(reader: reader, isMoment: path.kind == .moment)
        // The parser lets a property of an event or item stand only inside `where`.
        case .event, .item: ConstantValue(value: .absent)
        }
    }

    private mutating func figure(_ aggregate: Aggregate, in currency: String?) -> any ValueNode {
        AggregateSteps(
            function: aggregate.function, selector: selector(aggregate),
            reader: aggregate.property.isEmpty ? nil : PropertyReader(aggregate.property, in: currency),
            within: aggregate.within)
    }
}

extension PropertyReader {
    init(_ segments: [String], in currency: String?) {
        self = currency.map { .money(MoneyReader(segments, to: $0)) } ?? .plain(KeyPathReader(segments))
    }
}
