import Conditions
import Values

extension StepRun {
    /// Emits an event of the engine's own; it is stepped in the same decision, at most sixteen deep.
    ///
    /// - Parameter place: among the events of its moment, where that is known when it is read again.
    mutating func emit(
        _ name: String, _ properties: JSONObject, effect: Int, at moment: Instant, order: Int64, depth: Int,
        place: Int64? = nil, authority: Event.Authority = .engine
    ) {
        guard depth < StepRun.maximumDepth else {
            log(
                .derivedEventsStopped,
                "“\(name)” was not emitted: \(StepRun.maximumDepth) events already follow from one another")
            return
        }
        var hash = StableHash()
        hash.combine(profile.key.rawValue)
        hash.combine(name)
        hash.combine(Int64(effect))
        hash.combine(moment.milliseconds)
        hash.combine(order)
        var id = hash.finishSigned()
        // What happens again at one moment, such as a tag that is given, taken and given by events that come together, is
        // another event: it is stored, and what it starts is another journey.
        while decision.derivedEvents.contains(where: { $0.effectID == id }) {
            var again = StableHash()
            again.combine(id)
            id = again.finishSigned()
        }
        decision.derivedEvents.append(
            DerivedEvent(
                profile: profile.key, name: name, occurredAt: moment, effectID: id, properties: properties))
        // After every stored event of its moment, and beside other emitted ones rather than in their place.
        let place = place ?? Int64(bitPattern: 1 << 62 | UInt64(bitPattern: id) >> 2)
        let event = TimelineEvent(name: name, occurredAt: moment, order: place, body: .tree(properties))
        emitted.append(event)
        pending.append(PendingEvent(event: event, depth: depth + 1, authority: authority))
    }

    /// Emits an event on behalf of the step at hand.
    mutating func emit(_ name: String, _ properties: JSONObject, ordinal: Int64 = 0) {
        emit(
            name, properties, effect: Int(truncatingIfNeeded: journey.effectID(step: step?.id ?? "", ordinal: ordinal)),
            at: now, order: 0, depth: depth, authority: journey.authority)
    }

    /// Steps the events that this step emitted, and those that they emit.
    mutating func stepPending() {
        let outer = depth
        defer { depth = outer }
        while !pending.isEmpty {
            let next = pending.removeFirst()
            depth = next.depth
            insert(next.event)
            react(to: next.event, authority: next.authority, depth: next.depth)
        }
    }
}
