import Conditions
import Engine
import Values

extension ModelStore: CustomerReader {
    public func identities(_ keys: [IdentityKey]) -> [IdentityRow] { keys.compactMap { identities[$0] } }

    public func shelf(_ keys: [ProductKey]) -> [ProductKey: ShelfState] {
        catalog.filter { keys.contains($0.key) }
    }

    public func facts(of identities: [LinkedIdentity]) -> [LinkFact] {
        Array(Set(identities.flatMap { linkIndex[$0.key] ?? [] }))
    }

    public func profiles(_ keys: [ProfileKey]) -> [ProfileRow] { keys.compactMap { profiles[$0] } }

    public func profiles(in range: BucketRange, after: ProfileKey?, limit: Int) -> [ProfileRow] {
        profiles.keys.filter { key in key.bucket.range == range && (after.map { $0 < key } ?? true) }.sorted()
            .prefix(limit).compactMap { profiles[$0] }
    }

    public func pendingEvent(in range: BucketRange, after id: Int64) -> Int64? {
        work.items.lazy.filter {
            $0.range == range && $0.kind == .event && $0.dueAt == WorkItem.firstInLine && $0.id > id
        }.map(\.id).min()
    }

    /// No more than the needs, so that a step that reads more than it said is found out.
    public func timelines(_ requests: [TimelineRequest], _ needs: HistoryNeeds) -> [HistoryEvent] {
        requests.flatMap { request in
            (eventIndex[request.identity] ?? []).map { events[$0] }.filter { event in
                needs.names.contains(event.name) && event.sequence < request.below ?? .max
                    && request.intervals.contains { $0.contains(event.occurredAt) }
            }
        }.map { event in
            HistoryEvent(
                identity: event.identity,
                event: TimelineEvent(
                    name: event.name, occurredAt: event.occurredAt, order: event.sequence,
                    body: needs.bodies.contains(event.name) ? .bytes(event.properties) : .absent))
        }
    }

    public func claims(_ keys: [Int64]) -> [ObjectClaim] { keys.compactMap { claims[$0] } }
    public func messages(_ ids: [Int64]) -> [Message] { ids.compactMap { messages[$0] } }

    public func messages(ofJourney journey: Int64, under keys: [ProfileKey], limit: Int) -> [Message] {
        let keys = Set(keys)
        return Array(
            messages.values.filter { $0.journey == journey && keys.contains($0.profile) }.sorted { $0.id < $1.id }
                .prefix(limit))
    }
}
