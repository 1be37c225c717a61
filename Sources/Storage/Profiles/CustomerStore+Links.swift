import Engine
import Values

extension CustomerStore {
    static let linksByKey = """
        SELECT identity_key, other_key, occurred_at, message_hash, other_kind, other_value, authority, relation
        FROM links WHERE identity_key IN (list($1)) ORDER BY identity_key, other_key, occurred_at, message_hash
        """

    /// The facts that these identities stand in, on either side.
    public func facts(of identities: [LinkedIdentity], on connection: any Connection) throws -> [LinkFact] {
        guard !identities.isEmpty else { return [] }
        let known = Dictionary(identities.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        var seen: Set<LinkFact> = []
        return try connection.all(CustomerStore.linksByKey, [.list(known.keys.map(\.rawValue))]) { try LinkRow($0) }
            .compactMap { row in known[row.key].map(row.fact(from:)) }
            .filter { seen.insert($0).inserted }
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
