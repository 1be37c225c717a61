import Conditions
import Engine
import Storage
import Values

/// A walk over everybody in the order of their keys, or over those of some ranges, for what reads and writes nothing:
/// previews, their columns, and ranks.
///
/// A key is a hash, so however far it comes, it has seen a fair sample.
struct CustomerScan {
    let customers: CustomerStore
    let definitions: Definitions
    /// Events that are read of each.
    let names: Set<String>
    /// Keys that are left, in their order.
    private var stretches: [Stretch]

    private struct Stretch: Sendable {
        /// Nil begins at the lowest of all.
        var after: ProfileKey?
        var last: ProfileKey
    }

    init(
        _ customers: CustomerStore, _ definitions: Definitions, reading names: Set<String>,
        in ranges: [BucketRange] = BucketRange.all
    ) {
        self.customers = customers
        self.definitions = definitions
        self.names = names
        stretches = []
        for range in ranges.sorted(by: { $0.firstKey.rawValue < $1.firstKey.rawValue }) {
            let first = range.firstKey.rawValue
            let before = first == .min ? nil : ProfileKey(rawValue: first - 1)
            if let end = stretches.last?.last, end == before {
                stretches[stretches.count - 1].last = range.lastKey
            } else {
                stretches.append(Stretch(after: before, last: range.lastKey))
            }
        }
    }

    var isDone: Bool { stretches.isEmpty }

    /// The key up to which the stretch at hand was walked; nil at its begin.
    var reached: ProfileKey? { stretches.first?.after }

    /// Begins behind a key of the first stretch.
    mutating func goOn(after key: ProfileKey?) {
        if let key, !stretches.isEmpty { stretches[0].after = key }
    }

    /// The next people, those who moved left out. Cost: some 50 µs each.
    mutating func next(_ limit: Int, on connection: any Connection) throws -> [Customer] {
        var rows: [ProfileRow] = []
        while rows.count < limit, let stretch = stretches.first {
            let wanted = limit - rows.count
            let found = try customers.profiles(
                after: stretch.after, upTo: stretch.last, limit: wanted, on: connection)
            rows += found
            if found.count == wanted, let end = found.last {
                stretches[0].after = end.key
            } else {
                stretches.removeFirst()
            }
        }
        return try customers(rows, on: connection)
    }

    /// The people of these rows, those who moved left out.
    func customers(_ rows: [ProfileRow], on connection: any Connection) throws -> [Customer] {
        let profiles = try rows.filter { $0.movedTo == nil }.map { try Profile(key: $0.key, document: $0.document) }
        let timelines = try timelines(of: profiles, on: connection)
        return zip(profiles, timelines).map { Customer(profile: $0, timeline: $1, definitions: definitions) }
    }

    /// These people, those who moved left out.
    func customers(_ keys: [ProfileKey], on connection: any Connection) throws -> [Customer] {
        let rows = try customers.profiles(keys, on: connection).values.filter { $0.movedTo == nil }
        let profiles = try rows.map { try Profile(key: $0.key, document: $0.document) }
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
