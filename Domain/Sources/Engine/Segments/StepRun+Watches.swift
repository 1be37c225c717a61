import Conditions
import Values

extension StepRun {
    /// A watched condition began or ceased to hold.
    mutating func say(_ condition: CompiledCondition, _ segment: Segment, holds: Bool, order: Int64, depth: Int) {
        let name = holds ? FlowWatch.begins : FlowWatch.ceases
        let properties: JSONObject = [
            "watch": .string(String(segment.id)), "condition": .string(condition.condition.text),
        ]
        // A flow may ask for one direction only; nobody hears of the other.
        let asked = TimelineEvent(name: name, occurredAt: now, order: 0, body: .tree(properties))
        guard !definitions.flows(triggeredBy: asked).isEmpty || !definitions.pausedFlows(triggeredBy: asked).isEmpty
        else { return }
        emit(
            name, properties,
            effect: Int(truncatingIfNeeded: segment.id), at: now, order: order, depth: depth)
    }

    /// Sets the timer of a date anew, and says so where its moment has come.
    mutating func follow(_ rule: DateRule, _ segment: Segment, _ manner: Manner, order: Int64, depth: Int) {
        let known = profile.watched[segment.id]
        let value = rule.value(in: customer.subject.properties)
        let zone = customer.subject.zone
        if manner == .live, let planned = known?.wakesAt, let come = due(rule, value, planned, zone) {
            emit(
                FlowWatch.date,
                [
                    "watch": .string(String(segment.id)), "property": .string(rule.property),
                    "date": .string(come.date.text), "years": .number(Number(come.years)),
                ], effect: Int(truncatingIfNeeded: segment.id), at: come.at, order: order, depth: depth)
        }
        let next = rule.next(of: value, after: now, in: zone)?.at
        if let next { nextWake = min(nextWake ?? next, next) }
        guard next != known?.wakesAt || known?.version != segment.version else { return }
        profile.watched[segment.id] = next.map {
            WatchedVerdict(holds: false, since: now, wakesAt: $0, version: segment.version)
        }
        isProfileChanged = true
    }

    /// The occurrence that has come: the planned one, if the date is still that, or one that a move to another zone put
    /// from the hours ahead into the hours that have passed.
    private func due(_ rule: DateRule, _ value: JSON, _ planned: Instant, _ zone: Zone) -> DateRule.Occurrence? {
        let before = TimeSpan(milliseconds: 1)
        if planned <= now {
            let found = rule.next(of: value, after: planned - before, in: zone)
            return found?.at == planned ? found : nil
        }
        guard let moved = rule.next(of: value, after: now - StepRun.widestMove, in: zone), moved.at <= now,
            planned - moved.at <= StepRun.widestMove
        else { return nil }
        return moved
    }

    /// Zones lie at most 26 hours apart (UTC-12 to UTC+14).
    private static let widestMove = TimeSpan.hours(26)
}

extension DateRule {
    func value(in properties: JSONObject) -> JSON {
        var current: JSON? = .object(properties)
        for part in path { current = current?[part] }
        return current ?? .null
    }
}
