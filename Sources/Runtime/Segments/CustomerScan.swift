import Conditions
import Engine
import Storage
import Values

/// A walk over everybody in the order of their keys, for what reads and writes nothing: previews and ranks.
///
/// A key is a hash, so however far it comes, it has seen a fair sample.
struct CustomerScan {
    let customers: CustomerStore
    let definitions: Definitions
    /// Events that are read of each.
    let names: Set<String>
    private(set) var last: ProfileKey?
    private(set) var isDone = false

    init(_ customers: CustomerStore, _ definitions: Definitions, reading names: Set<String>) {
        self.customers = customers
        self.definitions = definitions
        self.names = names
    }

    /// The next people, those who moved left out. Cost: some 50 µs each.
    mutating func next(_ limit: Int, on connection: any Connection) throws -> [Customer] {
        let rows = try customers.profiles(
            after: last, upTo: ProfileKey(rawValue: .max), limit: limit, on: connection)
        last = rows.last?.key ?? last
        isDone = rows.count < limit
        let profiles = try rows.filter { $0.movedTo == nil }.map { try Profile(key: $0.key, document: $0.document) }
        let timelines = try timelines(of: profiles, on: connection)
        return zip(profiles, timelines).map { Customer(profile: $0, timeline: $1, definitions: definitions) }
    }

    private func timelines(of profiles: [Profile], on connection: any Connection) throws -> [Timeline] {
        var events = [[TimelineEvent]](repeating: [], count: profiles.count)
        guard !names.isEmpty else { return events.map(Timeline.init) }
        var owners: [IdentityKey: [(place: Int, owned: ProfileIdentity)]] = [:]
        var requests: [TimelineRequest] = []
        for (place, profile) in profiles.enumerated() {
            for owned in profile.identities {
                requests.append(
                    TimelineRequest(identity: owned.identity.key, intervals: owned.intervals, below: nil))
                owners[owned.identity.key, default: []].append((place, owned))
            }
        }
        for found in try customers.timelines(requests, HistoryNeeds(all: names), on: connection) {
            for (place, owned) in owners[found.identity] ?? [] where owned.owns(found.event.occurredAt) {
                events[place].append(found.event)
            }
        }
        return events.map { Timeline(stored: $0, workspace: definitions.workspace) }
    }
}
