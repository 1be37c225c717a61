import Engine
import Values

/// The identities that link facts join to some identity, however many steps away, and the facts themselves.
public struct LinkNeighbourhood: Sendable {
    public var facts: [LinkFact]
    /// Every identity of the facts, and those asked for, with whom it belongs to.
    public var identities: [IdentityKey: StoredIdentity]
    /// Whether there are more than were followed.
    public var isCut: Bool
}

extension CustomerStore {
    /// A person has a handful; a shared till or a test script has thousands, and is cut here.
    public static let maximumNeighbourhood = 256

    /// Follows link facts outwards from `keys`.
    ///
    /// Cost: one query for each step away, one more for the identities.
    public func links(of keys: [IdentityKey], on connection: any Connection) throws -> LinkNeighbourhood {
        var reached = Set(keys)
        var frontier = Array(reached)
        var rows: [LinkRow] = []
        var isCut = false
        while !frontier.isEmpty {
            var next: Set<IdentityKey> = []
            for row in try links(from: frontier, on: connection) {
                rows.append(row)
                guard !reached.contains(row.other.key) else { continue }
                if reached.count < CustomerStore.maximumNeighbourhood {
                    reached.insert(row.other.key)
                    next.insert(row.other.key)
                } else {
                    isCut = true
                }
            }
            frontier = next.sorted()
        }
        let identities = try identities(Array(reached), on: connection)
        var known = identities.mapValues(\.identity)
        for row in rows where known[row.other.key] == nil { known[row.other.key] = row.other }
        // Both sides of a fact are stored; each is one fact.
        let facts = Set(rows.compactMap { row in known[row.key].map { row.fact(from: $0) } })
        return LinkNeighbourhood(
            facts: facts.sorted { ($0.occurredAt, $0.messageHash) < ($1.occurredAt, $1.messageHash) },
            identities: identities, isCut: isCut)
    }

    static let linksByKey = """
        SELECT identity_key, other_key, occurred_at, message_hash, other_kind, other_value, authority, relation
        FROM links WHERE identity_key IN (list($1)) ORDER BY identity_key, other_key, occurred_at, message_hash
        """

    private func links(from keys: [IdentityKey], on connection: any Connection) throws -> [LinkRow] {
        try connection.all(CustomerStore.linksByKey, [.list(keys.map(\.rawValue))]) { try LinkRow($0) }
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
