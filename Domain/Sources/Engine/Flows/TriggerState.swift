import Conditions
import Values

/// What somebody meets who would have started a flow, had it been live: a member of the segment, on the list, with the tag,
/// for whom the condition holds, or whose date has come.
public enum TriggerState: Sendable {
    case segment(String)
    case list(String)
    case tag(String)
    case condition(CompiledCondition)
    /// A date that comes once: it has come, however long ago. An anniversary: it came today.
    case date(DateRule)

    /// What the trigger's event would carry; nil for whoever does not meet it.
    func properties(of customer: Customer, now: Instant) -> JSONObject? {
        switch self {
        case .segment(let name):
            return customer.subject.memberships.contains(name) ? ["segment": .string(name)] : nil
        case .list(let name): return customer.profile.lists[name] == nil ? nil : ["list": .string(name)]
        case .tag(let name): return customer.profile.tags[name] == nil ? nil : ["tag": .string(name)]
        case .condition(let condition):
            guard condition.evaluate(customer.subject, now: now).holds else { return nil }
            return ["condition": .string(condition.condition.text)]
        case .date(let rule):
            let value = rule.value(in: customer.subject.properties)
            guard let come = rule.past(of: value, at: now, in: customer.subject.zone) else { return nil }
            return [
                "property": .string(rule.property), "date": .string(come.date.text),
                "years": .number(Number(come.years)),
            ]
        }
    }

    /// Events that it looks back at.
    fileprivate var eventNames: Set<String> {
        if case .condition(let condition) = self { condition.requirements.eventNames } else { [] }
    }
}

extension Flow {
    /// Whether somebody can have met one of its triggers before it was live.
    public var takesInPast: Bool { starts.contains { $0.kind.state != nil } }

    /// What the first of its triggers that somebody meets already would have carried; nil where they meet none.
    public func metTrigger(of customer: Customer, now: Instant) -> JSONObject? {
        for start in starts {
            guard let properties = start.kind.state?.properties(of: customer, now: now) else { continue }
            let event = TimelineEvent(name: start.kind.event, occurredAt: now, order: .max, body: .tree(properties))
            guard let filter = start.filter else { return properties }
            if filter.evaluate(customer.subject, trigger: event, now: now).holds { return properties }
        }
        return nil
    }

    /// Events that it looks back at to find who meets a trigger already.
    public var namesForPast: Set<String> {
        starts.reduce(into: []) { names, start in
            guard let state = start.kind.state else { return }
            names.formUnion(state.eventNames)
            names.formUnion(start.filter?.requirements.eventNames ?? [])
        }
    }

    /// Whether the event is a start of it for somebody who meets one of its triggers already.
    func takesIn(_ event: TimelineEvent, _ customer: Customer, now: Instant) -> Bool {
        guard event.name == ManualTrigger.event, takesInPast else { return false }
        let properties = event.body.object
        return properties["flow"]?.string == slug && properties[FlowStart.pastName]?.bool == true
            && metTrigger(of: customer, now: now) != nil
    }
}

extension DateRule {
    /// When it came already: a date that comes once however long ago, an anniversary on this day.
    func past(of value: JSON, at now: Instant, in zone: Zone) -> Occurrence? {
        let midnight = zone.instant(LocalDateTime(date: zone.local(now).date))
        let before = isYearly ? midnight - TimeSpan(milliseconds: 1) : .distantPast
        guard let found = next(of: value, after: before, in: zone), found.at <= now else { return nil }
        return found
    }
}
