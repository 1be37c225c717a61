import Engine
import Values

extension CustomerStore {
    static let linksByKey = """
        SELECT identity_key, other_key, occurred_at, message_hash, other_kind, other_value, authority, relation
        FROM links WHERE identity_key IN (list($1)) ORDER BY identity_key, other_key, occurred_at, message_hash
        """

    /// The facts that these identities stand in, on either side.
    public func facts(of keys: [IdentityKey], on connection: any Connection) throws -> [LinkFact] {
        guard !keys.isEmpty else { return [] }
        let known = try identities(keys, on: connection)
        var seen: Set<LinkFact> = []
        return try connection.all(CustomerStore.linksByKey, [.list(keys.map(\.rawValue))]) { try LinkRow($0) }
            .compactMap { row in known[row.key].map { row.fact(from: $0.identity) } }
            .filter { seen.insert($0).inserted }
    }

    /// The facts reachable from an identity, at most `limit` identities wide, and who owns each identity now.
    ///
    /// A shared browser leads to strangers: its facts are read, not followed. Cost: two queries for each step away.
    public func cluster(of key: IdentityKey, limit: Int, on connection: any Connection) throws -> LinkCluster {
        var reached: Set<IdentityKey> = [key]
        var browsers: Set<IdentityKey> = []
        var frontier = [key]
        var found: Set<LinkFact> = []
        while !frontier.isEmpty, reached.count < limit {
            let step = try facts(of: frontier, on: connection)
            found.formUnion(step)
            frontier = []
            for side in step.flatMap({ [$0.first, $0.second] }) where reached.insert(side.key).inserted {
                if side.kind.isKnown { frontier.append(side.key) } else { browsers.insert(side.key) }
            }
        }
        found.formUnion(try facts(of: browsers.sorted(), on: connection))
        let owners = try identities(reached.sorted(), on: connection).mapValues(\.owner)
        return LinkCluster(
            facts: found.sorted { ($0.occurredAt, $0.messageHash) < ($1.occurredAt, $1.messageHash) }, owners: owners)
    }
}

/// A link fact as one of its sides has it.
struct LinkRow {
    let key: IdentityKey
    let other: LinkedIdentity
    let occurredAt: Instant
    let messageHash: Int64
    let authority: Event.Authority
    let relation: LinkFact.Relation

    init(_ row: Row) throws {
        guard let kind = Identity.Kind(rawValue: Int(row.int(4))),
            let authority = Event.Authority(rawValue: Int(row.int(6))),
            let relation = LinkFact.Relation(rawValue: Int(row.int(7)))
        else { throw StoredFormError(what: "a link of identity \(row.int(0))", reason: "it is of a newer release") }
        key = IdentityKey(rawValue: row.int(0))
        other = LinkedIdentity(key: IdentityKey(rawValue: row.int(1)), kind: kind, value: row.text(5))
        occurredAt = Instant(milliseconds: row.int(2))
        messageHash = row.int(3)
        self.authority = authority
        self.relation = relation
    }

    func fact(from identity: LinkedIdentity) -> LinkFact {
        LinkFact(
            first: identity, second: other, occurredAt: occurredAt, messageHash: messageHash, authority: authority,
            relation: relation)
    }
}
