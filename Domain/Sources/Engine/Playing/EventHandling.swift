import Conditions

/// What has to be done with an event of a past that is played through.
package enum EventHandling: Sendable {
    /// Nothing asks for it.
    case ignored
    /// Something may look back at it, but nothing follows from it at once.
    case remembered
    /// It may start or end journeys, change a segment's answer, or say something of the person.
    case stepped
}

extension Definitions {
    /// What an event of this name asks for; the same for every person.
    package func handling(of name: String, call: Event.Call) -> EventHandling {
        if call == .identify || call == .group { return .stepped }
        if mayStartFlow(name) || segmentSet.touches(.event(name)) || isAwaited(name) { return .stepped }
        if RFMFigures.events.contains(name), needs.facts.contains(.rfm) { return .stepped }
        if Cart.eventNames.contains(name), asksForEmptiedCarts || needs.facts.contains(.cart) { return .stepped }
        guard history.names.contains(name) else { return .ignored }
        // Of several copies of one order only the first counts.
        return ObjectIdentity.table[name] == nil ? .remembered : .stepped
    }

    /// Whether journeys under way may end or go on by it.
    private func isAwaited(_ name: String) -> Bool {
        flows.contains { flow in
            let steps = flow.steps.map(\.kind)
            let waits = steps.compactMap { $0 as? WaitForConditionStep }.map(\.condition.requirements)
            return flow.endingEvents.contains(name) || waits.contains { $0.eventNames.contains(name) }
                || steps.contains { ($0 as? WaitForStep)?.events.contains(name) ?? false }
        }
    }

    /// Whether the cart of a past has to be followed: something asks for the event that tells of an empty one.
    package var asksForEmptiedCarts: Bool {
        mayStartFlow(Cart.emptiedEvent) || segmentSet.touches(.event(Cart.emptiedEvent))
            || history.names.contains(Cart.emptiedEvent) || isAwaited(Cart.emptiedEvent)
    }

    /// Events that change a cart.
    package static var cartEvents: Set<String> { Cart.eventNames }

    /// Whether some condition, of flows, segments or exclusions, looks at this event.
    package func hasCondition(on name: String) -> Bool {
        (flows.flatMap(\.conditions).map(\.requirements) + segmentSet.all.map(\.requirements) + exclusions.requirements)
            .contains { $0.eventNames.contains(name) }
    }

    /// Whether some condition or step looks for events of this name in the history.
    package func looksBack(at name: String) -> Bool {
        hasCondition(on: name) || flows.flatMap(\.steps).contains { $0.kind.eventsLookedBackAt.contains(name) }
    }

    /// Properties of the person that conditions and the hours of sending read.
    package var propertiesRead: Set<String> {
        let all = flows.flatMap(\.conditions).map(\.requirements) + segmentSet.all.map(\.requirements)
        var names: Set<String> = ["timezone"]
        for requirements in all + exclusions.requirements {
            names.formUnion(requirements.profileProperties)
            if requirements.facts.contains(.place) { names.formUnion(["address", "country", "country_code", "city"]) }
            if requirements.facts.contains(.locale) { names.formUnion(["locale", "language"]) }
        }
        if !settings.hoursByCountry.isEmpty { names.formUnion(["address", "country", "country_code"]) }
        return names
    }

    /// Whether nothing is kept of people beside the flows' own journeys: no segments, stages, scores or watches.
    package var watchesNobody: Bool { segmentSet.all.isEmpty }
}
