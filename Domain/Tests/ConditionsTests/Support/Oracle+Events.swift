import Values

@testable import Conditions

extension Oracle {
    /// Counting the span forward from the moment, as the reference says.
    func end(of span: CalendarSpan, from moment: Instant, in zone: Zone? = nil) -> Instant {
        let zone = zone ?? subject.zone
        return switch span.unit {
        case .second: moment + .seconds(span.count)
        case .minute: moment + .minutes(span.count)
        case .hour: moment + .hours(span.count)
        case .day: moment + .days(span.count)
        case .week: moment + .weeks(span.count)
        case .month: zone.adding(months: Int(span.count), to: moment)
        case .year: zone.adding(months: Int(span.count) * 12, to: moment)
        }
    }

    func zone(_ choice: ZoneChoice) -> Zone {
        switch choice {
        case .shopper: subject.zone
        case .workspace: subject.workspace.zone
        case .named(let name): Zone(name)!
        }
    }

    func isIn(_ window: EventWindow, _ event: TimelineEvent, at now: Instant) -> Bool {
        guard event.occurredAt <= now else { return false }
        let zone = zone(window.zone)
        let (day, today) = (zone.local(event.occurredAt).date, zone.local(now).date)
        switch window.reach {
        case nil: break
        case .last(let span): if now >= end(of: span, from: event.occurredAt, in: zone) { return false }
        case .between(let newest, let oldest):
            if now < end(of: newest, from: event.occurredAt, in: zone) { return false }
            if now >= end(of: oldest, from: event.occurredAt, in: zone) { return false }
        case .this(let unit): if number(of: unit, today) != number(of: unit, day) { return false }
        case .previous(let unit): if number(of: unit, today) != number(of: unit, day) + 1 { return false }
        }
        switch window.since {
        case nil: break
        case .trigger:
            guard let trigger else { return false }
            guard (event.occurredAt, event.order) > (trigger.occurredAt, trigger.order) else { return false }
        case .mark(let mark):
            let isDay = mark.text.count == 10
            if isDay ? text(day) < mark.text : event.occurredAt < Instant(iso8601: mark.text)! { return false }
        }
        if let until = window.until {
            let isDay = until.text.count == 10
            if isDay ? text(day) > until.text : event.occurredAt >= Instant(iso8601: until.text)! { return false }
        }
        return true
    }

    private func text(_ date: CivilDate) -> String {
        String(Instant(milliseconds: date.dayNumber * 86_400_000).iso8601.prefix(10))
    }

    func counts(_ event: TimelineEvent, _ aggregate: Aggregate, at now: Instant) -> Bool {
        event.name == aggregate.event && isIn(aggregate.window, event, at: now)
            && aggregate.filter.map { holds($0, at: now, of: Scope(event: event)) } ?? true
    }

    func figure(_ aggregate: Aggregate, at now: Instant, in currency: String?) -> Found {
        let counted = events.filter { counts($0, aggregate, at: now) }
        func read(_ event: TimelineEvent) -> Found {
            look(PropertyPath(root: .event, segments: aggregate.property), of: Scope(event: event), in: currency)
        }
        func numbers() -> [Number] {
            counted.reversed().compactMap { if case .json(.number(let number)) = read($0) { number } else { nil } }
        }
        func figure(_ number: Number?) -> Found { number.map { .json(.number($0)) } ?? .absent }
        func property(_ event: TimelineEvent?) -> Found {
            guard let event else { return .absent }
            return aggregate.property.isEmpty ? .moment(event.occurredAt) : read(event)
        }
        switch aggregate.function {
        case .any: return .json(.bool(!counted.isEmpty))
        case .none: return .json(.bool(counted.isEmpty))
        case .count: return figure(Number(counted.count))
        case .sum: return figure(numbers().reduce(.zero, +))
        case .average:
            let found = numbers()
            return figure(found.isEmpty ? nil : found.reduce(.zero, +).divided(by: Int64(found.count)))
        case .min: return figure(numbers().min())
        case .max: return figure(numbers().max())
        case .first: return property(counted.first)
        case .last: return property(counted.last)
        case .distinct:
            var different: [Found] = []
            for found in counted.map(read) where found != .absent && !different.contains(found) {
                different.append(found)
            }
            return figure(Number(different.count))
        case .most:
            let zone = zone(aggregate.window.zone)
            let most = counted.map { start in
                let end = end(of: aggregate.within!, from: start.occurredAt, in: zone)
                return counted.count { $0.occurredAt >= start.occurredAt && $0.occurredAt < end }
            }
            return figure(Number(most.max() ?? 0))
        }
    }

    func items(_ figure: ItemFigure, of scope: Scope) -> Found {
        var items: [JSON] = []
        if case .json(.array(let found)) = look(figure.list, of: scope) { items = found }
        let matching = items.filter { item in
            guard let filter = figure.filter else { return true }
            return holds(filter, at: .distantPast, of: Scope(event: scope.event ?? trigger, item: item))
        }
        let found = matching.map { look([figure.property ?? ""], in: $0) }.filter { $0 != .absent }
        let numbers = found.compactMap { if case .json(.number(let number)) = $0 { number } else { nil } }
        func number(_ number: Number?) -> Found { number.map { .json(.number($0)) } ?? .absent }
        switch figure.function {
        case .any: return .json(.bool(!matching.isEmpty))
        case .none: return .json(.bool(matching.isEmpty))
        case .count: return number(Number(matching.count))
        case .sum: return number(numbers.reduce(.zero, +))
        case .average:
            return number(numbers.isEmpty ? nil : numbers.reduce(.zero, +).divided(by: Int64(numbers.count)))
        case .min: return number(numbers.min())
        case .max: return number(numbers.max())
        case .distinct:
            return number(Number(found.enumerated().count { index, value in !found[..<index].contains(value) }))
        case .first, .last, .most: return .absent
        }
    }
}
