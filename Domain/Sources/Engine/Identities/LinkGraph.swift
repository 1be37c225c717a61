import Values

/// The link facts around the people of a batch: those that are stored, read as they are needed, and those that the
/// batch itself states.
struct LinkGraph {
    private var facts: [IdentityKey: Set<LinkFact>] = [:]
    private var rows: [IdentityKey: IdentityRow] = [:]
    /// Decided in this batch and not stored yet.
    private var newOwners: [IdentityKey: ProfileKey] = [:]
    /// Identities whose row has been asked for, whether or not there is one.
    private var known: Set<IdentityKey> = []
    /// Identities whose facts have been read.
    private var read: Set<IdentityKey> = []

    /// A cluster is read up to so many identities.
    static let widest = 256
    /// So many steps away the clusters of a whole batch are read together; what lies further is read one by one.
    private static let stepsTogether = 3
    /// And so many identities at most: one crowded cluster must not be read for everybody.
    private static let mostTogether = 4_096

    mutating func add(_ fact: LinkFact) {
        facts[fact.first.key, default: []].insert(fact)
        facts[fact.second.key, default: []].insert(fact)
    }

    mutating func setOwner(of key: IdentityKey, to profile: ProfileKey) { newOwners[key] = profile }

    /// Who owns an identity; nil where no row says so.
    func owner(of key: IdentityKey) -> ProfileKey? { newOwners[key] ?? rows[key]?.owner }

    /// Reads what lies around these identities, for all of them together.
    ///
    /// Cost: two queries for each step away; one step for people whose identities are not linked yet.
    mutating func readAhead(around keys: Set<IdentityKey>, _ reader: some CustomerReader) throws {
        var frontier = keys
        for _ in 0..<LinkGraph.stepsTogether where !frontier.isEmpty && known.count < LinkGraph.mostTogether {
            try readFacts(of: frontier, reader)
            frontier = Set(frontier.flatMap { neighbours(of: $0) }.filter { !read.contains($0) })
        }
        try readRows(of: frontier, reader)
    }

    /// The facts reachable from these identities over known ones, and who owns each identity now.
    ///
    /// A shared browser leads to strangers: its facts are read, not followed, unless it is where the search begins.
    mutating func cluster(of keys: [IdentityKey], _ reader: some CustomerReader) throws -> LinkCluster {
        var reached = Set(keys)
        var browsers: Set<IdentityKey> = []
        var found: Set<LinkFact> = []
        var frontier = reached
        while !frontier.isEmpty, reached.count < LinkGraph.widest {
            try readFacts(of: frontier, reader)
            var next: Set<IdentityKey> = []
            for fact in frontier.flatMap({ facts[$0] ?? [] }) where found.insert(fact).inserted {
                for side in [fact.first, fact.second] where reached.insert(side.key).inserted {
                    if side.kind.isKnown { next.insert(side.key) } else { browsers.insert(side.key) }
                }
            }
            frontier = next
        }
        try readFacts(of: browsers, reader)
        for browser in browsers { found.formUnion(facts[browser] ?? []) }
        try readRows(of: reached, reader)
        var owners: [IdentityKey: ProfileKey] = [:]
        for key in reached { owners[key] = owner(of: key) }
        return LinkCluster(facts: found.sorted(by: LinkFact.precedes), owners: owners)
    }

    private func neighbours(of key: IdentityKey) -> [IdentityKey] {
        (facts[key] ?? []).map { $0.first.key == key ? $0.second.key : $0.first.key }
    }

    private mutating func readFacts(of keys: Set<IdentityKey>, _ reader: some CustomerReader) throws {
        // Not `subtracting`, whose cost is linear in all that has been read.
        let new = keys.filter { !read.contains($0) }
        guard !new.isEmpty else { return }
        try readRows(of: new, reader)
        for key in new { read.insert(key) }
        // An identity without a row stands in no stored fact.
        let stored = new.sorted().compactMap { rows[$0]?.identity }
        guard !stored.isEmpty else { return }
        for fact in try reader.facts(of: stored) { add(fact) }
    }

    private mutating func readRows(of keys: Set<IdentityKey>, _ reader: some CustomerReader) throws {
        let new = keys.filter { !known.contains($0) }
        guard !new.isEmpty else { return }
        for key in new { known.insert(key) }
        note(try reader.identities(new.sorted()))
    }

    /// Takes in rows that were read for another reason.
    mutating func note(_ found: some Sequence<IdentityRow>) {
        for row in found {
            rows[row.identity.key] = row
            known.insert(row.identity.key)
        }
    }
}
