import Conditions
import Values

extension ColumnFile {
    /// One profile as it was put in, or as much of it as a condition requires.
    ///
    /// Cost: some microseconds an event whose properties are read.
    func subject(_ row: Int, for requirements: Requirements? = nil) -> Subject {
        var subject = Subject(zone: zones[Int(zoneOfProfile[row])])
        if requirements.map({ !$0.profileProperties.isEmpty }) ?? true {
            subject.properties = properties.value(row)?.object ?? JSONObject()
        }
        if requirements.map(\.readsState) ?? true { read(row, into: &subject) }
        for (name, table) in events where requirements.map({ $0.eventNames.contains(name) }) ?? true {
            let isRead = requirements.map { $0.needsEventProperties.contains(name) } ?? true
            for event in table.range(row) {
                subject.timeline.insert(
                    TimelineEvent(
                        name: name, occurredAt: Instant(milliseconds: table.times[event]),
                        order: table.order(event), body: isRead ? table.eventBody(event) : .absent))
            }
        }
        return subject
    }

    private func read(_ row: Int, into subject: inout Subject) {
        var facts = ProfileFacts()
        for (input, column) in self.facts {
            if let value = column.value(row) { facts.set(input, value) }
        }
        facts.predictions = predictions.value(row)?.object ?? JSONObject()
        func names(_ set: ProfileSet) -> Set<String> { sets[set]?.names(row) ?? [] }
        subject.consents = names(.consents)
        subject.memberships = names(.memberships)
        facts.lists = names(.lists)
        facts.tags = names(.tags)
        facts.suppressions = names(.suppressions)
        facts.coupons = names(.coupons)
        for name in names(.topics) {
            let parts = name.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            if parts.count == 2 { facts.topics[parts[0], default: []].insert(parts[1]) }
        }
        subject.facts = facts
    }
}

extension EventTable {
    func eventBody(_ row: Int) -> EventBody {
        let body = bodies.body(row)
        return body.object.map(EventBody.tree) ?? .bytes(body.bytes)
    }
}
