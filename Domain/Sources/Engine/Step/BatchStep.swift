import Conditions
import Values

/// Steps a batch of due work: reads who it concerns, steps each customer, and gathers what is to be written.
///
/// A pure function of what the reader answers: the same work, rows, time and definitions give the same batch.
public struct BatchStep {
    let definitions: Definitions
    let now: Instant
    let leases: [BucketRange: Lease]
    private(set) var batch: StepBatch
    /// Customers as they are after the batch, for the cache; valid once the batch has been committed.
    public private(set) var stepped: [Customer] = []
    /// Profiles whose cached state is out of date after the batch.
    public private(set) var stale: [ProfileKey] = []

    public static let clusterLimit = 256
    /// A profile that moved says where to; longer chains mean a fault.
    static let maximumMoves = 16

    public init(leases: [Lease], now: Instant, definitions: Definitions) {
        self.definitions = definitions
        self.now = now
        self.leases = Dictionary(uniqueKeysWithValues: leases.map { ($0.range, $0) })
        batch = StepBatch(leases: leases)
    }

    /// Steps the work; `cached` gives customers that are still as they were committed.
    public mutating func run(
        _ due: [DueWork], reader: some CustomerReader, cached: (ProfileKey) -> Customer?
    ) throws -> StepBatch {
        let routes = try route(due, reader)
        let groups = gather(due, routes)
        let customers = try load(groups, routes, reader, cached)
        let claims = try claims(for: groups, reader)
        var claimed = claims
        for (group, customer) in zip(groups, customers) {
            try step(group, customer, reader, &claimed)
        }
        batch.leases = touchedLeases(groups)
        return batch
    }

    /// The work of one person, in the order in which it is stepped.
    struct Group {
        var home: ProfileKey
        var items: [DueWork]
    }

    /// Finds the home profile of each subject.
    private func route(_ due: [DueWork], _ reader: some CustomerReader) throws -> [Route] {
        let subjects = Set(due.map(\.item.subject))
        var rows: [IdentityKey: IdentityRow] = [:]
        for row in try reader.identities(Array(subjects).sorted()) { rows[row.identity.key] = row }
        let shared = due.compactMap { work -> IdentityKey? in
            guard work.item.kind == .event, let row = rows[work.item.subject], row.identity.kind == .anonymous,
                row.owner != row.identity.key
            else { return nil }
            return row.identity.key
        }
        let claimants = try claimants(of: Set(shared), reader)
        return due.map { work in
            let row = rows[work.item.subject]
            var home = row?.owner ?? work.item.subject
            if let event = work.event, let claims = claimants[work.item.subject],
                let claim = claims.last(where: { $0.from <= event.occurredAt }) ?? claims.first
            {
                home = claim.owner
            }
            return Route(home: home, identity: row)
        }
    }

    struct Route {
        var home: ProfileKey
        var identity: IdentityRow?
    }

    private struct Claimant {
        var from: Instant
        var owner: ProfileKey
    }

    /// Of anonymous ids that are linked: who claimed them since when.
    private func claimants(
        of anonymous: Set<IdentityKey>, _ reader: some CustomerReader
    ) throws -> [IdentityKey: [Claimant]] {
        guard !anonymous.isEmpty else { return [:] }
        let facts = try reader.facts(of: anonymous.sorted()).sorted(by: LinkFact.precedes)
        let known = Set(facts.flatMap { [$0.first, $0.second] }.filter(\.kind.isKnown).map(\.key))
        var owners: [IdentityKey: ProfileKey] = [:]
        for row in try reader.identities(known.sorted()) { owners[row.identity.key] = row.owner }
        var result: [IdentityKey: [Claimant]] = [:]
        for fact in facts {
            let (side, other) = fact.first.kind.isKnown ? (fact.second, fact.first) : (fact.first, fact.second)
            guard anonymous.contains(side.key), other.kind.isKnown else { continue }
            result[side.key, default: []].append(
                Claimant(from: fact.occurredAt, owner: owners[other.key] ?? other.key))
        }
        return result
    }

    private func gather(_ due: [DueWork], _ routes: [Route]) -> [Group] {
        var groups: [Group] = []
        var index: [ProfileKey: Int] = [:]
        for (work, route) in zip(due, routes) {
            if let place = index[route.home] {
                groups[place].items.append(work)
            } else {
                index[route.home] = groups.count
                groups.append(Group(home: route.home, items: [work]))
            }
        }
        for place in groups.indices { groups[place].items.sort(by: BatchStep.precedes) }
        return groups
    }

    /// Events before everything else, in the order in which they were stored; then by time.
    private static func precedes(_ a: DueWork, _ b: DueWork) -> Bool {
        switch (a.item.kind == .event, b.item.kind == .event) {
        case (true, true): return a.item.id < b.item.id
        case (true, false): return true
        case (false, true): return false
        case (false, false):
            if a.item.dueAt != b.item.dueAt { return a.item.dueAt < b.item.dueAt }
            if a.item.kind != b.item.kind { return a.item.kind.rawValue < b.item.kind.rawValue }
            return a.item.id < b.item.id
        }
    }

    private func touchedLeases(_ groups: [Group]) -> [Lease] {
        let ranges = Set(groups.flatMap { [$0.home.bucket.range] + $0.items.map(\.item.range) })
        return ranges.sorted().compactMap { leases[$0] }
    }
}

extension BatchStep {
    /// Loads each group's customer; nil where the profile lies in a range that somebody else leases, or has moved.
    private mutating func load(
        _ groups: [Group], _ routes: [Route], _ reader: some CustomerReader, _ cached: (ProfileKey) -> Customer?
    ) throws -> [Loaded] {
        var loaded: [Loaded] = groups.map { group in
            guard leases[group.home.bucket.range] != nil else { return .elsewhere(group.home) }
            return cached(group.home).map(Loaded.here) ?? .missing
        }
        let wanted = zip(groups, loaded).filter { $0.1.isMissing }.map(\.0.home)
        var rows: [ProfileKey: ProfileRow] = [:]
        for row in try reader.profiles(wanted) { rows[row.key] = row }
        let back = try returned(rows.values.filter { $0.movedTo != nil }.map(\.key), reader)
        for (index, group) in groups.enumerated() where loaded[index].isMissing {
            if let row = rows[group.home], !back.contains(row.key) {
                if let movedTo = row.movedTo {
                    loaded[index] = .elsewhere(movedTo)
                    continue
                }
                let profile = try Profile(key: row.key, document: row.document)
                loaded[index] = .here(Customer(profile: profile, timeline: nil, definitions: definitions))
            } else {
                var customer = Customer(profile: new(group), timeline: nil, definitions: definitions)
                customer.isNew = true
                loaded[index] = .here(customer)
            }
        }
        return try withTimelines(loaded, groups, reader)
    }

    /// Profiles that moved away and are homes again: an earlier fact came late. They begin anew; what is known of the
    /// person is on its way to them.
    private func returned(_ moved: [ProfileKey], _ reader: some CustomerReader) throws -> Set<ProfileKey> {
        guard !moved.isEmpty else { return [] }
        return Set(try reader.identities(moved.sorted()).filter { $0.owner == $0.identity.key }.map(\.owner))
    }

    enum Loaded {
        case here(Customer)
        case elsewhere(ProfileKey)
        case missing

        var isMissing: Bool { if case .missing = self { true } else { false } }
    }

    private func new(_ group: Group) -> Profile {
        let events = group.items.compactMap(\.event)
        var profile = Profile(key: group.home, createdAt: events.map(\.occurredAt).min() ?? now)
        profile.steppedAt = .distantPast
        let named = events.lazy.filter { $0.identity == group.home }.compactMap { event in
            event.envelope.identities.first {
                IdentityKey($0, workspace: definitions.workspace) == group.home
            } ?? event.envelope.identities.max { $0.kind < $1.kind }
        }.first
        if let named {
            profile.identities = [
                ProfileIdentity(
                    identity: LinkedIdentity(key: group.home, kind: named.kind, value: named.value),
                    intervals: [.always])
            ]
        }
        return profile
    }

    private func withTimelines(
        _ loaded: [Loaded], _ groups: [Group], _ reader: some CustomerReader
    ) throws -> [Loaded] {
        var loaded = loaded
        var requests: [TimelineRequest] = []
        var places: [IdentityKey: [(place: Int, owned: ProfileIdentity)]] = [:]
        for (index, group) in groups.enumerated() {
            guard case .here(let customer) = loaded[index], !customer.hasTimeline,
                definitions.needTimeline(group.items, customer.profile)
            else { continue }
            // What is stepped in its turn hides later events; history, forwarded and put-off work comes out of turn,
            // and later events have been stepped before it.
            let below = group.items.lazy.filter(\.isInTurn).map(\.item.id).min()
            for owned in customer.profile.identities {
                requests.append(
                    TimelineRequest(identity: owned.identity.key, intervals: owned.intervals, below: below))
                places[owned.identity.key, default: []].append((index, owned))
            }
            var copy = Customer(profile: customer.profile, timeline: Timeline(), definitions: definitions)
            copy.isNew = customer.isNew
            loaded[index] = .here(copy)
        }
        guard !requests.isEmpty else { return loaded }
        var timelines: [Int: [Event]] = [:]
        let unstepped = Set(groups.flatMap(\.items).filter { $0.item.kind == .event }.map(\.item.id))
        for event in try reader.timelines(requests) where !unstepped.contains(event.sequence) {
            for (place, owned) in places[event.identity] ?? [] where owned.owns(event.occurredAt) {
                timelines[place, default: []].append(event)
            }
        }
        for (place, events) in timelines {
            guard case .here(let customer) = loaded[place] else { continue }
            var copy = Customer(
                profile: customer.profile,
                timeline: Timeline(stored: events, workspace: definitions.workspace), definitions: definitions)
            copy.isNew = customer.isNew
            loaded[place] = .here(copy)
        }
        return loaded
    }

    private func claims(for groups: [Group], _ reader: some CustomerReader) throws -> [Int64: ObjectClaim] {
        let keys = groups.flatMap(\.items).compactMap { work in
            work.event.flatMap { $0.objectKey(in: definitions.workspace) }
        }
        guard !keys.isEmpty else { return [:] }
        return Dictionary(
            try reader.claims(Array(Set(keys)).sorted()).map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    }

    private mutating func step(
        _ group: Group, _ loaded: Loaded, _ reader: some CustomerReader, _ claimed: inout [Int64: ObjectClaim]
    ) throws {
        switch loaded {
        case .missing: preconditionFailure("every group is loaded or lies elsewhere")
        case .elsewhere(let home): forward(group.items, to: home)
        case .here(let customer):
            var run = StepRun(
                customer: customer, definitions: definitions, now: now, cause: group.items[0].item.cause)
            for work in group.items {
                run.cause = work.item.cause
                try step(work, &run, reader, &claimed)
                batch.finishedWork.append(work.item)
                // What follows was routed by the old identities: it stays due and is routed anew.
                if run.movedTo != nil || run.areIdentitiesChanged { break }
            }
            finish(run)
        }
    }

    /// Work for a profile that lives in another bucket goes there, in the same transaction.
    private mutating func forward(_ items: [DueWork], to home: ProfileKey) {
        for work in items {
            batch.finishedWork.append(work.item)
            var item = work.item
            item.subject = home
            batch.scheduledWork.append(item)
        }
    }

    private mutating func finish(_ run: StepRun) {
        batch.add(run.decision)
        if run.movedTo != nil {
            stale.append(run.profile.key)
            return
        }
        var customer = run.customer
        if run.isProfileChanged || customer.isNew {
            customer.isNew = false
            customer.profile.steppedAt = run.now
            batch.profiles.append(StoredProfile(customer.profile))
        }
        if run.areIdentitiesChanged { stale.append(run.profile.key) } else { stepped.append(customer) }
    }
}

extension DueWork {
    /// Whether it is an event that is stepped in the order in which its identity's events were stored.
    fileprivate var isInTurn: Bool {
        item.kind == .event && item.dueAt == WorkItem.firstInLine && item.subject == event?.identity
    }
}

extension StoredProfile {
    init(_ profile: Profile) {
        self.init(
            key: profile.key, document: profile.document, email: profile.address(on: .email),
            name: profile.displayName, createdAt: profile.createdAt, lastSeenAt: profile.lastSeenAt)
    }
}

extension WorkItem {
    /// For the log: what led to a decision.
    var cause: String {
        switch kind {
        case .event: "event \(id)"
        case .relink: "link"
        case .absorb: "merge"
        case .command: "command"
        case .journeyDue: "journey \(id)"
        case .conditionDue: "condition \(id)"
        case .messageDue: "message \(id)"
        }
    }
}

extension Event {
    /// The key of the order or the like that the event is about; nil where it is about none.
    func objectKey(in workspace: WorkspaceID) -> Int64? {
        guard ObjectIdentity.table[name] != nil else { return nil }
        return ObjectIdentity(event: name, properties: EventBody.bytes(properties).object)?.key(workspace: workspace)
    }
}
