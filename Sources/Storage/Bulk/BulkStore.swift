import Engine
import Values

/// Commands that many people are given: where each has come to outlives the process.
public struct BulkStore: Sendable {
    public init() {}

    private static let columns =
        "bulk, flow, name, selection, payload, author, created_at, cursor_key, given, finished_at, cursor_since"

    /// One with this id that was begun before is left alone.
    /// - Returns: whether it is new.
    @discardableResult
    public func begin(_ bulk: BulkCommand, in scope: WorkspaceScope, on connection: any Connection) throws -> Bool {
        try connection.execute(
            """
            INSERT INTO bulk_commands (
                workspace, bulk, flow, name, selection, payload, author, created_at, cursor_key, given)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0) ON CONFLICT DO NOTHING
            """,
            [
                .int(scope.id), .int(bulk.id), .int(bulk.flow), .text(bulk.name.withoutNUL),
                .text(bulk.selection.text), .text(bulk.payload), .text(bulk.author),
                .int(bulk.createdAt.milliseconds), .int(bulk.cursor.profile.rawValue),
            ]) > 0
    }

    /// Gives the next page of the oldest that is open its command, in the transaction at hand.
    ///
    /// Cost: some 10 µs a person. Of a selection by journeys, reads every profile's document.
    /// - Returns: what it has come to; nil where none is open.
    public func advance(
        limit: Int, now: Instant, in scope: WorkspaceScope, on connection: any Connection
    ) throws -> BulkCommand? {
        let found = try connection.first(
            """
            SELECT \(BulkStore.columns) FROM bulk_commands WHERE workspace = $1 AND finished_at IS NULL
            ORDER BY created_at, bulk LIMIT 1 \(connection.dialect.skippingLocked)
            """, [.int(scope.id)], BulkCommand.init)
        guard var bulk = found else { return nil }
        let page = try page(of: bulk, limit: limit, now: now, in: scope, on: connection)
        let work = page.people.map { profile -> WorkItem in
            var hash = StableHash()
            hash.combine("bulk")
            hash.combine(bulk.id)
            hash.combine(profile.rawValue)
            return WorkItem(
                dueAt: now, kind: .command, id: hash.finishSigned(), subject: profile, payload: bulk.payload)
        }
        try WorkStore().schedule(work, in: scope, on: connection)
        bulk.given += page.people.count
        bulk.cursor = page.cursor ?? bulk.cursor
        if page.isLast { bulk.finishedAt = now }
        try connection.execute(
            """
            UPDATE bulk_commands SET cursor_key = $3, cursor_since = $4, given = $5, finished_at = $6
            WHERE workspace = $1 AND bulk = $2
            """,
            [
                .int(scope.id), .int(bulk.id), .int(bulk.cursor.profile.rawValue),
                .int(bulk.cursor.since.milliseconds), .int(Int64(bulk.given)),
                .optional(bulk.finishedAt?.milliseconds),
            ])
        return bulk
    }

    private struct People {
        var people: [ProfileKey]
        /// Behind which the next page begins.
        var cursor: MemberPlace?
        var isLast: Bool
    }

    private func page(
        of bulk: BulkCommand, limit: Int, now: Instant, in scope: WorkspaceScope, on connection: any Connection
    ) throws -> People {
        guard case .interested(let audience) = bulk.selection else {
            let people = try people(of: bulk, limit: limit, in: scope, on: connection)
            return People(people: people.map(\.profile), cursor: people.last, isLast: people.count < limit)
        }
        let found = try InterestStore.people(
            of: audience, after: bulk.cursor.profile.rawValue, limit: limit, in: scope, on: connection)
        try InterestStore.settle(audience, of: Set(found.map(\.identity)).sorted(), now: now, in: scope, on: connection)
        // Two browsers of one person are one person.
        var known: Set<ProfileKey> = []
        return People(
            people: found.map(\.profile).filter { known.insert($0).inserted },
            cursor: found.last.map {
                MemberPlace(since: bulk.cursor.since, profile: ProfileKey(rawValue: $0.identity))
            },
            isLast: found.count < limit)
    }

    private func people(
        of bulk: BulkCommand, limit: Int, in scope: WorkspaceScope, on connection: any Connection
    ) throws -> [MemberPlace] {
        let sql: String
        var arguments: [SQLValue] = [.int(scope.id), .int(bulk.cursor.profile.rawValue), .int(Int64(limit))]
        switch bulk.selection {
        case .members(let group):
            sql = """
                SELECT profile_key, since FROM memberships
                WHERE workspace = $1 AND segment = $4 AND (since, profile_key) > ($5, $2)
                    AND since <= $6
                ORDER BY since, profile_key LIMIT $3
                """
            // Whoever enters meanwhile was not meant.
            arguments += [
                .int(group), .int(bulk.cursor.since.milliseconds), .int(bulk.createdAt.milliseconds),
            ]
        case .everybody:
            sql = """
                SELECT profile_key, 0 FROM profiles WHERE workspace = $1 AND profile_key > $2 AND moved_to IS NULL
                ORDER BY profile_key LIMIT $3
                """
        case .journeys(let flow):
            sql = """
                SELECT profile_key, 0 FROM profiles WHERE workspace = $1 AND profile_key > $2 AND moved_to IS NULL
                    AND document LIKE $4 ORDER BY profile_key LIMIT $3
                """
            arguments.append(.text("%\"flow\":\(flow),%"))
        case .interested: preconditionFailure("people of a product are walked by the identities that showed interest")
        }
        return try connection.all(sql, arguments) {
            MemberPlace(since: Instant(milliseconds: $0.int(1)), profile: ProfileKey(rawValue: $0.int(0)))
        }
    }

    /// Newest first.
    public func list(
        ofFlow flow: Int64? = nil, limit: Int, in scope: WorkspaceScope, on connection: any Connection
    ) throws -> [BulkCommand] {
        try connection.all(
            """
            SELECT \(BulkStore.columns) FROM bulk_commands WHERE workspace = $1 AND ($2 = 0 OR flow = $2)
            ORDER BY created_at DESC, bulk LIMIT $3
            """, [.int(scope.id), .int(flow ?? 0), .int(Int64(limit))], BulkCommand.init)
    }

    func forget(before moment: Instant, limit: Int, on connection: any Connection) throws -> Int {
        try connection.execute(
            """
            DELETE FROM bulk_commands WHERE (workspace, bulk) IN (
                SELECT workspace, bulk FROM bulk_commands WHERE finished_at < $1 LIMIT $2)
            """, [.int(moment.milliseconds), .int(Int64(limit))])
    }
}
