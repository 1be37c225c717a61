import Conditions

/// Which events of a person's history the definitions read, and of which of them more than the time.
///
/// The rest is not loaded: most of what a shop sends is asked for by no condition.
public struct HistoryNeeds: Sendable, Hashable {
    /// Canonical names of the events that some condition or step looks back at.
    public private(set) var names: Set<String>
    /// Those of them whose properties are read; a subset of `names`.
    public private(set) var bodies: Set<String>

    init(flows: [Flow], segments: [Segment], others: [Requirements] = []) {
        // A receipt that was told before is recognised by its message.
        bodies = Set(Channel.receipts.keys)
        bodies.formUnion(flows.flatMap(\.steps).flatMap(\.kind.eventsLookedBackAt))
        // A command to start a flow that was told before is recognised by what it carries.
        let told = [ManualTrigger.event, FlowSchedule.event] + CatalogEvent.allCases.map(\.rawValue)
        bodies.formUnion(told.filter { flows.flatMap(\.triggers).contains($0) })
        if flows.contains(where: \.takesInPast) { bodies.insert(ManualTrigger.event) }
        names = bodies
        for requirements in segments.map(\.requirements) + others + flows.flatMap(\.conditions).map(\.requirements) {
            names.formUnion(requirements.eventNames)
            bodies.formUnion(requirements.needsEventProperties)
            // What customers are rated by.
            if requirements.facts.contains(.rfm) { bodies.formUnion(RFMFigures.events) }
        }
        names.formUnion(bodies)
        // Copies of one order are told by its id.
        bodies.formUnion(names.intersection(ObjectIdentity.table.keys))
    }

    /// No other events than these.
    func limited(to names: Set<String>) -> HistoryNeeds {
        var needs = self
        needs.names.formIntersection(names)
        needs.bodies.formIntersection(names)
        return needs
    }

    /// What else is read where somebody asks why: of a flow its own conditions, live or not, and what its triggers carry.
    func explaining(_ flow: Flow) -> HistoryNeeds {
        let own = HistoryNeeds(flows: [flow], segments: [])
        var needs = self
        needs.names.formUnion(own.names.union(flow.triggers))
        needs.bodies.formUnion(own.bodies.union(flow.triggers))
        return needs
    }

    /// These, with their properties.
    public init(all names: Set<String>) {
        self.names = names
        bodies = names
    }
}
