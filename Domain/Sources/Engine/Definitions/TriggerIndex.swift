import Conditions
import Values

/// Which flows an event may start.
///
/// Cost: a look-up by name; where flows ask for a value, one reading of the event and a look-up a property asked for.
struct TriggerIndex: Sendable {
    private struct Entry {
        /// Flows that any event of this name may start.
        var any: [Int] = []
        /// By property, then by its value.
        var keyed: [String: [String: [Int]]] = [:]
    }

    private var entries: [String: Entry] = [:]

    init(_ flows: [Flow]) {
        for (position, flow) in flows.enumerated() {
            for trigger in flow.starts { add(trigger.event, trigger.kind.key, position) }
            if flow.takesInPast { add(ManualTrigger.event, TriggerKey("flow", flow.slug), position) }
        }
    }

    private mutating func add(_ event: String, _ key: TriggerKey?, _ position: Int) {
        var entry = entries[event] ?? Entry()
        if let key {
            let known = entry.keyed[key.property]?[key.value] ?? []
            if !known.contains(position) { entry.keyed[key.property, default: [:]][key.value] = known + [position] }
        } else if !entry.any.contains(position) {
            entry.any.append(position)
        }
        entries[event] = entry
    }

    func knows(_ event: String) -> Bool { entries[event] != nil }

    /// Ascending, each once.
    func flows(for event: TimelineEvent) -> [Int] {
        guard let entry = entries[event.name] else { return [] }
        guard !entry.keyed.isEmpty else { return entry.any }
        let properties = event.body.object
        var found = Set(entry.any)
        for (property, byValue) in entry.keyed {
            guard let value = properties[property]?.identifierText else { continue }
            found.formUnion(byValue[value] ?? [])
        }
        return found.sorted()
    }
}
