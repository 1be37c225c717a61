import Values

@testable import Conditions

extension RandomConditions {
    static let events = ["Order Completed", "Product Viewed"]

    mutating func aggregate(of functions: [Aggregate.Function]) -> Aggregate {
        var aggregate = Aggregate(function: pick(functions), event: name(pick(Self.events)))
        switch aggregate.function.property {
        case .required:
            aggregate.property = [name(aggregate.function == .distinct ? pick(["category", "total"]) : "total")]
        case .optional, .refused: break
        }
        if random.chance(0.3) { aggregate.filter = filter(depth: 1) }
        aggregate.window = window()
        if aggregate.function == .most {
            aggregate.within = span()
            if aggregate.window.reach?.hasEntrance ?? false { aggregate.window.reach = .last(span()) }
        }
        return aggregate
    }

    mutating func window() -> EventWindow {
        var window = EventWindow()
        switch Int.random(in: 0..<10, using: &random) {
        case 0...4: window.reach = .last(span())
        case 5:
            let (first, second) = (span(), span())
            if first.nominalSeconds < second.nominalSeconds { window.reach = .between(newest: first, oldest: second) }
        case 6: window.reach = .this(pick(CalendarUnit.allCases))
        case 7: window.reach = .previous(pick(CalendarUnit.allCases))
        default: break
        }
        if random.chance(0.1) { window.since = .trigger }
        if window.since == nil, random.chance(0.1) {
            window.since = .mark(TimeMark(pick(["2026-03-01", "2012-01-30", "2025-12-31T23:59:59.999Z"]))!)
        }
        if random.chance(0.1) { window.until = TimeMark(pick(["2026-10-25", "2026-12-30T01:00:00+01:00"])) }
        if random.chance(0.15) { window.zone = pick([.workspace, .named("America/New_York")]) }
        return window
    }

    mutating func interest(_ measure: Interest.Measure) -> Interest {
        Interest(
            measure: measure, subject: pick(Interest.Subject.allCases), name: name(pick(["Shoes", "Hats", "c1"])),
            window: window())
    }

    static let orderNumbers: [OrderFigure.Measure] = [.spent, .orders, .average]

    mutating func orders() -> (Expression, Expression) {
        let measure = pick(Self.orderNumbers)
        let figure = kept(measure)
        if random.chance(0.15) { return (figure, kept(measure)) }
        if random.chance(0.15) {
            return (figure, .aggregate(aggregate(of: measure == .orders ? [.distinct] : [.sum, .max])))
        }
        return (figure, measure == .orders ? count() : amount())
    }

    /// A figure over orders as they stand.
    mutating func kept(_ measure: OrderFigure.Measure) -> Expression {
        .orders(
            OrderFigure(
                measure: measure, filter: random.chance(0.3) ? filter(depth: 1) : nil, window: window()))
    }

    mutating func behaviour() -> Expression {
        switch Int.random(in: 0..<4, using: &random) {
        case 0, 1: .sequence(sequence())
        case 2:
            .engagement(
                Engagement(
                    action: pick(Engagement.Action.allCases), channel: pick(["email", "web_push"]),
                    flow: random.chance(0.3) ? name("Welcome") : nil,
                    campaign: random.chance(0.3) ? name("Spring") : nil, window: window()))
        default:
            .rank(
                Rank(
                    end: pick([.top, .bottom]), percent: pick(["10", "2.5"]).map(number),
                    figure: random.chance(0.3)
                        ? .orders(OrderFigure(measure: pick(Self.orderNumbers)))
                        : .aggregate(aggregate(of: [.sum, .count, .average]))))
        }
    }

    private mutating func sequence() -> EventSequence {
        var sequence = EventSequence(steps: (0..<Int.random(in: 2...3, using: &random)).map { _ in step() })
        if random.chance(0.5) { sequence.within = span() }
        if random.chance(0.3) { sequence.without = step() }
        sequence.window = window()
        return sequence
    }

    private mutating func step() -> EventSequence.Step {
        EventSequence.Step(event: name(pick(Self.events)), filter: random.chance(0.2) ? filter(depth: 1) : nil)
    }

    mutating func filter(depth: Int) -> Expression {
        switch Int.random(in: 0..<(depth > 0 ? 10 : 6), using: &random) {
        case 0: .comparison(property(.event), pick(Comparator.allCases), amount())
        case 1: .comparison(property(.event), pick([.equal, .notEqual]), property(pick([.trigger, .profile])))
        case 2: .inclusion(property(.event), list())
        case 3: .existence(property(.event))
        case 4: related(.event)
        case 5: .comparison(property(.event), pick(Comparator.allCases), .literal(.money(Number(20), currency: "EUR")))
        case 6: .negation(filter(depth: depth - 1))
        case 7: items()
        case 8: .conjunction([filter(depth: depth - 1), filter(depth: depth - 1)])
        default: .disjunction([filter(depth: depth - 1), filter(depth: depth - 1)])
        }
    }

    private mutating func items() -> Expression {
        items(of: PropertyPath(root: pick([.event, .event, .trigger]), segments: ["products"]))
    }

    mutating func items(of list: PropertyPath) -> Expression {
        let filter: Expression? = random.chance(0.7) ? itemFilter(of: list.root) : nil
        if random.chance(0.6) {
            return .items(ItemFigure(function: pick([.any, .none]), list: list, filter: filter))
        }
        let function = pick([Aggregate.Function.count, .sum, .average, .min, .max, .distinct])
        let figure = ItemFigure(
            function: function, list: list, property: function == .count ? nil : name("quantity"), filter: filter)
        return .comparison(.items(figure), pick(Comparator.allCases), count())
    }

    private mutating func itemFilter(of root: PropertyPath.Root) -> Expression {
        switch Int.random(in: 0..<3, using: &random) {
        case 0: .comparison(property(.item), pick(Comparator.allCases), value(orderedOnly: true))
        case 1: .comparison(property(.item), .equal, property(root == .cart ? .profile : .event))
        default:
            .conjunction([
                .existence(property(.item)),
                .comparison(
                    .path(PropertyPath(root: .item, segments: ["quantity"])), pick(Comparator.allCases), count()),
            ])
        }
    }

    /// A value that has an order where any comparator may stand before it.
    private mutating func value(orderedOnly: Bool) -> Expression {
        var found = value()
        while orderedOnly, found.kind == .boolean { found = value() }
        return found
    }
}
