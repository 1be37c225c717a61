import Engine
import Values

extension StepStore {
    private static let insertLinks = BulkStatement.insert(
        into: "links",
        [
            .int("identity_key"), .int("other_key"), .int("occurred_at"), .int("message_hash"), .int("other_kind"),
            .text("other_value"), .int("authority"), .int("relation"),
        ], conflict: "ON CONFLICT DO NOTHING")

    private static let identityColumns: [BulkColumn] = [
        .int("identity_key"), .int("workspace"), .int("kind"), .text("value"), .int("profile_key"),
        .int("first_seen_at"),
    ]

    private static let insertIdentities = BulkStatement.insert(
        into: "identities", identityColumns, conflict: "ON CONFLICT DO NOTHING")

    /// Stores each fact with both of its sides, and the identities that no event was filed under.
    func write(links: [LinkFact], in scope: WorkspaceScope, on connection: any Connection) throws {
        let sides = links.flatMap { [(fact: $0, key: $0.first, other: $0.second), ($0, $0.second, $0.first)] }
            .sorted { $0.key.key < $1.key.key }
        try connection.run(StepStore.insertIdentities, count: sides.count) { row, index in
            let (fact, identity, _) = sides[index]
            try StepStore.bind(identity, owner: identity.key, scope, seenAt: fact.occurredAt, to: &row)
        }
        try connection.run(StepStore.insertLinks, count: sides.count) { row, index in
            let (fact, identity, other) = sides[index]
            row.int(identity.key.rawValue)
            row.int(other.key.rawValue)
            row.int(fact.occurredAt.milliseconds)
            row.int(fact.messageHash)
            row.int(other.kind.rawValue)
            try row.text(other.value)
            row.int(fact.authority.rawValue)
            row.int(fact.relation.rawValue)
        }
    }

    private static let upsertOwners = BulkStatement.insert(
        into: "identities", identityColumns,
        conflict: "ON CONFLICT (identity_key) DO UPDATE SET profile_key = excluded.profile_key")

    func write(
        owners: [IdentityOwner], in scope: WorkspaceScope, now: Instant, on connection: any Connection
    ) throws {
        // PostgreSQL refuses two rows for one key: only the last one counts.
        let last = Dictionary(owners.map { ($0.identity.key, $0) }, uniquingKeysWith: { $1 }).values
            .sorted { $0.identity.key < $1.identity.key }
        try connection.run(StepStore.upsertOwners, count: last.count) { row, index in
            try StepStore.bind(last[index].identity, owner: last[index].profile, scope, seenAt: now, to: &row)
        }
    }

    private static func bind(
        _ identity: LinkedIdentity, owner: ProfileKey, _ scope: WorkspaceScope, seenAt: Instant,
        to row: inout RowBinder
    ) throws {
        row.int(identity.key.rawValue)
        row.int(scope.id)
        row.int(identity.kind.rawValue)
        try row.text(identity.value)
        row.int(owner.rawValue)
        row.int(seenAt.milliseconds)
    }

    private static let insertClaims = BulkStatement.insert(
        into: "object_claims",
        [.int("object_key"), .int("identity_key"), .int("kind"), .text("value"), .int("event")],
        key: ["object_key"], conflict: "ON CONFLICT DO NOTHING")

    /// - Throws: `StepConflict.claimsTaken` where another event has claimed an object since the customer was loaded.
    func write(claims: [ObjectClaim], on connection: any Connection) throws {
        let claims = claims.sorted { $0.key < $1.key }
        let isNew = try connection.runReporting(StepStore.insertClaims, count: claims.count) { row, index in
            row.int(claims[index].key)
            row.int(claims[index].identity.key.rawValue)
            row.int(claims[index].identity.kind.rawValue)
            try row.text(claims[index].identity.value)
            row.int(claims[index].event)
        }
        let present = zip(claims, isNew).filter { !$0.1 }.map(\.0)
        guard !present.isEmpty else { return }
        let holders = try CustomerStore(sharing: intake).claims(present.map(\.key), on: connection)
        let taken = present.filter { holders[$0.key]?.event != $0.event }
        guard taken.isEmpty else { throw StepConflict.claimsTaken(taken.map(\.key)) }
    }

    private static let profileColumns: [BulkColumn] = [
        .int("profile_key"), .int("workspace"), .text("document"), .text("email"), .text("name"), .int("created_at"),
        .int("last_seen_at"), .int("seen_slot"),
    ]

    /// Leaves the indexed columns alone: SQLite would write their index entries anew though nothing changed.
    static let updateDocument = BulkStatement.update(
        "profiles", profileColumns,
        set: "document = rows.document, last_seen_at = rows.last_seen_at",
        where: """
            profiles.profile_key = rows.profile_key AND profiles.moved_to IS NULL \
            AND profiles.email IS NOT DISTINCT FROM rows.email AND profiles.name IS NOT DISTINCT FROM rows.name \
            AND profiles.seen_slot = rows.seen_slot
            """, key: ["profile_key"])

    private static let upsertProfile = BulkStatement.insert(
        into: "profiles", profileColumns,
        conflict: """
            ON CONFLICT (profile_key) DO UPDATE SET document = excluded.document, email = excluded.email, \
            name = excluded.name, last_seen_at = excluded.last_seen_at, seen_slot = excluded.seen_slot, \
            moved_to = NULL
            """)

    func write(profiles: [StoredProfile], in scope: WorkspaceScope, on connection: any Connection) throws {
        let last = Dictionary(profiles.map { ($0.key, $0) }, uniquingKeysWith: { $1 }).values
            .sorted { $0.key < $1.key }
        let isDone = try connection.runReporting(StepStore.updateDocument, count: last.count) { row, index in
            try StepStore.bind(last[index], scope, to: &row)
        }
        let rest = zip(last, isDone).filter { !$0.1 }.map(\.0)
        try connection.run(StepStore.upsertProfile, count: rest.count) { row, index in
            try StepStore.bind(rest[index], scope, to: &row)
        }
    }

    private static func bind(_ profile: StoredProfile, _ scope: WorkspaceScope, to row: inout RowBinder) throws {
        row.int(profile.key.rawValue)
        row.int(scope.id)
        try row.text(profile.document)
        try row.text(profile.email)
        try row.text(profile.name)
        row.int(profile.createdAt.milliseconds)
        row.int(profile.lastSeenAt.milliseconds)
        row.int(PeopleList.slot(of: profile.lastSeenAt))
    }

    private static let move = BulkStatement.insert(
        into: "profiles",
        [
            .int("profile_key"), .int("workspace"), .text("document"), .int("created_at"), .int("last_seen_at"),
            .int("moved_to"),
        ],
        conflict: """
            ON CONFLICT (profile_key) DO UPDATE SET document = '', email = NULL, name = NULL, \
            moved_to = excluded.moved_to
            """)

    func write(
        moved: [MovedProfile], in scope: WorkspaceScope, now: Instant, on connection: any Connection
    ) throws {
        let last = Dictionary(moved.map { ($0.key, $0) }, uniquingKeysWith: { $1 }).values.sorted { $0.key < $1.key }
        try connection.run(StepStore.move, count: last.count) { row, index in
            row.int(last[index].key.rawValue)
            row.int(scope.id)
            try row.text("")
            row.int(now.milliseconds)
            row.int(now.milliseconds)
            row.int(last[index].movedTo.rawValue)
        }
        for row in last { try CouponStore().move(from: row.key, to: row.movedTo, on: connection) }
    }
}
