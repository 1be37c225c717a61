import Values

extension BatchStep {
    /// Finds the home profile of each subject.
    mutating func route(_ due: [DueWork], _ reader: some CustomerReader) throws -> [Route] {
        let subjects = Set(due.map(\.item.subject))
        var rows: [IdentityKey: IdentityRow] = [:]
        for row in try reader.identities(Array(subjects).sorted()) { rows[row.identity.key] = row }
        links.note(rows.values)
        let shared = due.compactMap { work -> LinkedIdentity? in
            guard work.item.kind == .event, let row = rows[work.item.subject], row.identity.kind == .anonymous,
                row.owner != row.identity.key
            else { return nil }
            return row.identity
        }
        let claimants = try claimants(of: Set(shared), reader)
        let heirs = try heirs(
            of: due.filter { (rows[$0.item.subject]?.owner ?? $0.item.subject) != $0.item.subject }, reader)
        return due.map { work in
            let row = rows[work.item.subject]
            var home = row?.owner ?? work.item.subject
            if let heir = heirs[work.item.subject], work.item.isOfState { home = heir }
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

    /// Of work for the state of profiles that joined others: where that state went.
    ///
    /// A browser passes on to whoever claims it next; the journeys and messages of whoever had it stay theirs.
    private func heirs(
        of work: [DueWork], _ reader: some CustomerReader
    ) throws -> [IdentityKey: ProfileKey] {
        let subjects = Set(work.lazy.filter(\.item.isOfState).map(\.item.subject))
        guard !subjects.isEmpty else { return [:] }
        return Dictionary(
            try reader.profiles(subjects.sorted()).compactMap { row in row.movedTo.map { (row.key, $0) } },
            uniquingKeysWith: { first, _ in first })
    }

    private struct Claimant {
        var from: Instant
        var owner: ProfileKey
    }

    /// Of anonymous ids that are linked: who claimed them since when.
    private func claimants(
        of anonymous: Set<LinkedIdentity>, _ reader: some CustomerReader
    ) throws -> [IdentityKey: [Claimant]] {
        guard !anonymous.isEmpty else { return [:] }
        let keys = Set(anonymous.map(\.key))
        let facts = try reader.facts(of: anonymous.sorted { $0.key < $1.key }).sorted(by: LinkFact.precedes)
        let known = Set(facts.flatMap { [$0.first, $0.second] }.filter(\.kind.isKnown).map(\.key))
        var owners: [IdentityKey: ProfileKey] = [:]
        for row in try reader.identities(known.sorted()) { owners[row.identity.key] = row.owner }
        var result: [IdentityKey: [Claimant]] = [:]
        for fact in facts {
            let (side, other) = fact.first.kind.isKnown ? (fact.second, fact.first) : (fact.first, fact.second)
            guard keys.contains(side.key), other.kind.isKnown else { continue }
            result[side.key, default: []].append(
                Claimant(from: fact.occurredAt, owner: owners[other.key] ?? other.key))
        }
        return result
    }
}

extension WorkItem {
    /// Whether it is for a profile's state, wherever that went, and not for whoever has the identity now.
    fileprivate var isOfState: Bool {
        switch kind {
        case .journeyDue, .conditionDue, .messageDue: true
        case .command: Command(payload: payload)?.isOfState ?? false
        case .event, .relink, .absorb, .segmentBuild: false
        }
    }
}

extension Command {
    /// Whether it answers to a journey or a message of a profile.
    fileprivate var isOfState: Bool {
        switch self {
        case .consent, .coupon, .clearAgain, .refused, .undelivered, .receipt, .answer, .act, .noticed: true
        case .suppress, .release, .evaluate, .list, .start, .tick, .move, .happen, .join: false
        }
    }
}
