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

    func holds(_ expression: Expression, at now: Instant, of event: TimelineEvent? = nil) -> Bool {
        value(expression, at: now, of: event) == .json(.bool(true))
    }

    func value(_ expression: Expression, at now: Instant, of event: TimelineEvent? = nil) -> Found {
        func truth(_ answer: Bool) -> Found { .json(.bool(answer)) }
        switch expression {
        case .literal(let literal): return literal.json.map { .json($0) } ?? .absent
        case .path(let path): return look(path, of: event)
        case .comparison(.ago(let span), let comparator, let right):
            return truth(age(of: value(right, at: now, of: event), comparator.exchanged, span, now))
        case .comparison(let left, let comparator, .ago(let span)):
            return truth(age(of: value(left, at: now, of: event), comparator, span, now))
        case .comparison(let left, let comparator, let right):
            return truth(compare(value(left, at: now, of: event), comparator, value(right, at: now, of: event)))
        case .inclusion(let element, let list):
            guard case .json(.array(let items)) = value(list, at: now, of: event) else { return truth(false) }
            let found = value(element, at: now, of: event)
            return truth(items.contains { compare(found, .equal, .json($0)) })
        case .existence(let operand): return truth(value(operand, at: now, of: event) != .absent)
        case .negation(let operand): return truth(!holds(operand, at: now, of: event))
        case .conjunction(let operands): return truth(operands.allSatisfy { holds($0, at: now, of: event) })
        case .disjunction(let operands): return truth(operands.contains { holds($0, at: now, of: event) })
        case .aggregate(let aggregate): return figure(aggregate, at: now)
        case .ago: return .absent
        case .consent(let channel): return truth(subject.consents.contains(channel))
        case .membership(let name): return truth(subject.memberships.contains(name))
        }
    }

    private func look(_ path: PropertyPath, of event: TimelineEvent?) -> Found {
        switch path.root {
        case .event: look(path.segments, in: event?.body)
        case .profile: look(path.segments, in: .tree(subject.properties))
        case .trigger: look(path.segments, in: trigger?.body)
        }
    }

    private func look(_ segments: [String], in body: EventBody?) -> Found {
        var json: JSON
        switch body {
        case nil, .absent: return .absent
        case .tree(let object): json = .object(object)
        case .bytes(let bytes): json = (try? JSON.parse(bytes)) ?? .null
        }
        for segment in segments { json = json[segment] ?? .null }
        return json == .null ? .absent : .json(json)
    }

    /// Counting the span forward from the moment, as the reference says.
    func end(of span: CalendarSpan, from moment: Instant) -> Instant {
        switch span.unit {
        case .second: moment + .seconds(span.count)
        case .minute: moment + .minutes(span.count)
        case .hour: moment + .hours(span.count)
        case .day: moment + .days(span.count)
        case .week: moment + .weeks(span.count)
        case .month: subject.zone.adding(months: Int(span.count), to: moment)
        case .year: subject.zone.adding(months: Int(span.count) * 12, to: moment)
        }
    }

    private func age(of value: Found, _ comparator: Comparator, _ span: CalendarSpan, _ now: Instant) -> Bool {
        if value == .absent { return false }
        guard let moment = moment(value) else { return comparator == .notEqual }
        return verdict(comparator, order(end(of: span, from: moment), now))
    }

    private func moment(_ value: Found) -> Instant? {
        switch value {
        case .moment(let moment): moment
        case .json(.string(let text)): Instant(iso8601: text)
        case .json, .absent: nil
        }
    }

    private func order<T: Comparable>(_ left: T, _ right: T) -> Int { left < right ? -1 : left > right ? 1 : 0 }

    private func verdict(_ comparator: Comparator, _ order: Int) -> Bool {
        switch comparator {
        case .equal: order == 0
        case .notEqual: order != 0
        case .less: order < 0
        case .atMost: order <= 0
        case .greater: order > 0
        case .atLeast: order >= 0
        }
    }

    func compare(_ left: Found, _ comparator: Comparator, _ right: Found) -> Bool {
        switch (left, right) {
        case (.absent, _), (_, .absent): return false
        case (.moment, _), (_, .moment):
            guard let first = moment(left), let second = moment(right) else { return comparator == .notEqual }
            return verdict(comparator, order(first, second))
        case (.json(.number(let first)), .json(.number(let second))): return verdict(comparator, order(first, second))
        case (.json(.string(let first)), .json(.string(let second))):
            let bytes = (Array(first.utf8), Array(second.utf8))
            let isLess = bytes.0.lexicographicallyPrecedes(bytes.1)
            return verdict(comparator, bytes.0 == bytes.1 ? 0 : isLess ? -1 : 1)
        case (.json(let first), .json(let second)):
            let isSame = first == second
            return comparator == .equal ? isSame : comparator == .notEqual && !isSame
        }
    }

    private func counts(_ event: TimelineEvent, _ aggregate: Aggregate, at now: Instant) -> Bool {
        guard event.name == aggregate.event, event.occurredAt <= now else { return false }
        if let last = aggregate.window.last, now >= end(of: last, from: event.occurredAt) { return false }
        if aggregate.window.sinceTrigger {
            guard let trigger else { return false }
            guard (event.occurredAt, event.order) > (trigger.occurredAt, trigger.order) else { return false }
        }
        return aggregate.filter.map { holds($0, at: now, of: event) } ?? true
    }

    private func figure(_ aggregate: Aggregate, at now: Instant) -> Found {
        let counted = events.filter { counts($0, aggregate, at: now) }
        let numbers = counted.reversed().compactMap { event -> Number? in
            if case .json(.number(let number)) = look(aggregate.property, in: event.body) { number } else { nil }
        }
        func figure(_ number: Number?) -> Found { number.map { .json(.number($0)) } ?? .absent }
        func property(_ event: TimelineEvent?) -> Found {
            guard let event else { return .absent }
            return aggregate.property.isEmpty ? .moment(event.occurredAt) : look(aggregate.property, in: event.body)
        }
        switch aggregate.function {
        case .any: return .json(.bool(!counted.isEmpty))
        case .none: return .json(.bool(counted.isEmpty))
        case .count: return figure(Number(counted.count))
        case .sum: return figure(numbers.reduce(.zero, +))
        case .average: return figure(numbers.isEmpty ? nil : numbers.reduce(.zero, +).divided(by: Int64(numbers.count)))
        case .min: return figure(numbers.min())
        case .max: return figure(numbers.max())
        case .first: return property(counted.first)
        case .last: return property(counted.last)
        }
    }
}
