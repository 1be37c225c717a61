import Conditions
import Values

extension BatchStep {
    /// Loads each group's customer; nil where the profile lies in a range that somebody else leases, or has moved.
    mutating func load(
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
        try loadTimelines(&loaded, groups, reader)
        return loaded
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

        /// Gives the customer a history, in place.
        mutating func take(_ timeline: Timeline) {
            switch consume self {
            case .here(var customer):
                customer.take(timeline)
                self = .here(customer)
            case let other: self = other
            }
        }
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

    private func loadTimelines(
        _ loaded: inout [Loaded], _ groups: [Group], _ reader: some CustomerReader
    ) throws {
        var requests: [TimelineRequest] = []
        var places: [IdentityKey: [(place: Int, owned: ProfileIdentity)]] = [:]
        var lacking: [Int] = []
        for (index, group) in groups.enumerated() {
            guard case .here(let customer) = loaded[index], !customer.hasTimeline,
                (definitions.needTimeline(group.items, customer.profile)
                    || customer.isNew && !definitions.segmentSet.holdingForNobody.isEmpty
                    || !definitions.segmentSet.building.isEmpty)
            else { continue }
            let firsts = BatchStep.firstsInTurn(group.items[...])
            for owned in customer.profile.identities {
                let below = firsts[owned.identity.key]
                requests.append(
                    TimelineRequest(identity: owned.identity.key, intervals: owned.intervals, below: below))
                places[owned.identity.key, default: []].append((index, owned))
            }
            lacking.append(index)
        }
        for index in lacking { loaded[index].take(Timeline()) }
        guard !requests.isEmpty else { return }
        var timelines: [Int: [TimelineEvent]] = [:]
        let unstepped = Set(groups.flatMap(\.items).filter { $0.item.kind == .event }.map(\.item.id))
        for stored in try reader.timelines(requests, definitions.history) where !unstepped.contains(stored.event.order)
        {
            for (place, owned) in places[stored.identity] ?? [] where owned.owns(stored.event.occurredAt) {
                timelines[place, default: []].append(stored.event)
            }
        }
        for (place, events) in timelines {
            loaded[place].take(Timeline(stored: events, workspace: definitions.workspace))
        }
    }

    /// By identity, the first of its events that is stepped in its turn: it hides those that come after it, which have yet
    /// to be stepped. Those of a person's other identities lie in other ranges, which may be ahead: what was stepped of
    /// them stays to be seen. History, forwarded and put-off work comes out of turn.
    private static func firstsInTurn(_ items: ArraySlice<DueWork>) -> [IdentityKey: Int64] {
        Dictionary(
            items.lazy.filter(\.isInTurn).map { ($0.item.subject, $0.item.id) }, uniquingKeysWith: min)
    }

    /// The history of a person whose identities have changed, and what it makes of conditions and journeys.
    ///
    /// - Parameter waiting: work of theirs that has yet to be stepped, whose events are not history yet.
    func readAnew(
        _ run: inout StepRun, hiding waiting: ArraySlice<DueWork>, _ reader: some CustomerReader
    ) throws {
        let firsts = BatchStep.firstsInTurn(waiting)
        let hidden = Set(waiting.lazy.filter { $0.item.kind == .event }.map(\.item.id))
        let owned = run.profile.identities
        let requests = owned.map {
            TimelineRequest(
                identity: $0.identity.key, intervals: $0.intervals, below: firsts[$0.identity.key])
        }
        let history = try reader.timelines(requests, definitions.history).filter { stored in
            !hidden.contains(stored.event.order)
                && owned.contains { $0.identity.key == stored.identity && $0.owns(stored.event.occurredAt) }
        }
        run.begin(with: Timeline(stored: history.map(\.event), workspace: definitions.workspace))
    }

    func claims(for groups: [Group], _ reader: some CustomerReader) throws -> [Int64: ObjectClaim] {
        let keys = groups.flatMap(\.items).compactMap { work in
            work.event.flatMap { $0.objectKey(in: definitions.workspace) }
        }
        guard !keys.isEmpty else { return [:] }
        return Dictionary(
            try reader.claims(Array(Set(keys)).sorted()).map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    }
}

extension DueWork {
    /// Whether it is an event that is stepped in the order in which its identity's events were stored.
    fileprivate var isInTurn: Bool {
        item.kind == .event && item.dueAt == WorkItem.firstInLine && item.subject == event?.identity
    }
}
