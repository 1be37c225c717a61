import Values

@testable import Conditions

/// A slow, obviously right evaluator: whether a condition holds at one instant, by looking at every event each time.
struct Oracle {
    let subject: Subject
    let events: [TimelineEvent]
    let trigger: TimelineEvent?

    init(_ subject: Subject, trigger: TimelineEvent?) {
        self.subject = subject
        events = subject.timeline.inOrder()
        self.trigger = trigger
    }

    enum Found: Equatable {
        case absent, moment(Instant), json(JSON)
    }

    /// What a `where` is asked of.
    struct Scope {
        var event: TimelineEvent?
        var item: JSON?
    }

    func holds(_ expression: Expression, at now: Instant, of scope: Scope = Scope()) -> Bool {
        value(expression, at: now, of: scope) == .json(.bool(true))
    }

    func value(_ expression: Expression, at now: Instant, of scope: Scope = Scope(), in currency: String? = nil)
        -> Found
    {
        func truth(_ answer: Bool) -> Found { .json(.bool(answer)) }
        func found(_ expression: Expression) -> Found { value(expression, at: now, of: scope) }
        switch expression {
        case .literal(let literal): return literal.json.map { .json($0) } ?? .absent
        case .path(let path): return look(path, of: scope, in: currency)
        case .comparison(.ago(let span), let comparator, let right):
            return truth(age(of: found(right), comparator.exchanged, span, now))
        case .comparison(let left, let comparator, .ago(let span)):
            return truth(age(of: found(left), comparator, span, now))
        case .comparison(.age(let moment), let comparator, .literal(.duration(let span))):
            return truth(isDate(found(moment)) && age(of: found(moment), comparator.exchanged, span, now))
        case .comparison(.literal(.duration(let span)), let comparator, .age(let moment)):
            return truth(isDate(found(moment)) && age(of: found(moment), comparator, span, now))
        case .comparison(let left, let comparator, let right):
            let currency = self.currency(left) ?? self.currency(right)
            return truth(
                compare(
                    value(left, at: now, of: scope, in: currency), comparator,
                    value(right, at: now, of: scope, in: currency)))
        case .relation(let left, let relation, let right): return truth(related(found(left), relation, found(right)))
        case .inclusion(let element, let list):
            guard case .json(.array(let items)) = found(list) else { return truth(false) }
            let element = found(element)
            return truth(items.contains { compare(element, .equal, .json($0)) })
        case .existence(let operand): return truth(found(operand) != .absent)
        case .negation(let operand): return truth(!holds(operand, at: now, of: scope))
        case .conjunction(let operands): return truth(operands.allSatisfy { holds($0, at: now, of: scope) })
        case .disjunction(let operands): return truth(operands.contains { holds($0, at: now, of: scope) })
        case .aggregate(let aggregate): return figure(aggregate, at: now, in: currency)
        case .items(let figure): return items(figure, of: scope)
        case .sequence(let sequence): return truth(occurred(sequence, at: now))
        case .interest(let interest): return self.interest(interest, at: now)
        case .orders(let figure): return orders(figure, at: now, in: currency)
        case .engagement(let engagement): return truth(engaged(engagement, at: now))
        case .rank(let rank):
            let key = Printer.text(expression)
            guard let threshold = subject.workspace.thresholds[key] else { return truth(false) }
            let figure = value(rank.figure, at: now, of: scope, in: subject.workspace.currency)
            return truth(compare(figure, rank.end == .top ? .atLeast : .atMost, .json(.number(threshold))))
        case .day(.anniversary(let moment), let test): return truth(isAnniversary(found(moment), test, now))
        case .day(let moment, let test): return truth(isDay(found(moment), test, now))
        case .nearness(let place, let range): return truth(isNear(found(place), range))
        case .fact(let fact): return self.fact(fact)
        case .ago, .age, .anniversary: return .absent
        }
    }

    func currency(_ expression: Expression) -> String? {
        if case .literal(.money(_, let currency)) = expression { currency } else { nil }
    }
}
