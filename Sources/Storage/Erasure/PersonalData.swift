import Engine
import Values

/// What is held about people, and where.
public enum PersonalData {
    /// Every column that tells something about a shopper, by table.
    public static let registry: [String: [String]] = Dictionary(
        uniqueKeysWithValues: StoredTable.all.filter(\.holdsPersonalData).map { table in
            (table.name, table.columns.filter { $0.content == .person }.map(\.name))
        })

    /// Everything that is held about a person, as one JSON object: who they are, what they did, what was sent to them,
    /// what was decided and why.
    ///
    /// Cost: by index; some 10 MB in memory for each 10,000 events.
    /// - Returns: nil where there is no such person.
    public static func export(
        _ profile: ProfileKey, in scope: WorkspaceScope, on connection: any Connection
    ) throws -> JSON? {
        guard
            let document = try connection.first(
                "SELECT document FROM profiles WHERE profile_key = $1 AND workspace = $2 AND moved_to IS NULL",
                [.int(profile.rawValue), .int(scope.id)], { $0.text(0) })
        else { return nil }
        let key = SQLValue.int(profile.rawValue)
        var export = JSONObject()
        export["profile"] = (try? JSON.parse(document)).map(SecretNames.masked) ?? .string(document)
        let person = try? Profile(key: profile, document: document)
        let owned = try CustomerStore.owned(profile, person, on: connection)
        export["identities"] = .array(
            owned.map { ["kind": .string($0.identity.name), "value": .string($0.identity.value)] })
        export["events"] = .array(try events(owned.flatMap(\.spans), on: connection))
        export["messages"] = .array(try messages(of: key, on: connection))
        export["log"] = .array(try log(of: key, on: connection))
        export["consents"] = .array(try ledger(owned.map(\.identity), in: scope, on: connection))
        export["segments"] = .array(try segments(of: profile, in: scope, on: connection))
        export["coupons"] = .array(
            try connection.all(
                """
                SELECT pool, code, assigned_at, expires_at FROM coupons
                WHERE profile_key = $1 AND profile_key IS NOT NULL
                """, [key]
            ) { row in
                [
                    "pool": .string(row.text(0)), "code": .string(row.text(1)), "assigned_at": .moment(row.int(2)),
                    "expires_at": row.optionalInt(3).map(JSON.moment) ?? .null,
                ]
            })
        export["tasks"] = .array(
            try connection.all(
                "SELECT title, details, created_at FROM tasks WHERE profile_key = $1 ORDER BY created_at", [key]
            ) { ["title": .string($0.text(0)), "details": .string($0.text(1)), "created_at": .moment($0.int(2))] })
        export["calls"] = .array(
            try connection.all(
                "SELECT kind, details, requested_at FROM effects WHERE profile_key = $1 ORDER BY requested_at", [key]
            ) { row in
                [
                    "kind": .string(EffectRequest.Kind(rawValue: Int(row.int(0)))?.name ?? ""),
                    "details": (try? JSON.parse(row.text(1))).map(SecretNames.masked) ?? .null,
                    "requested_at": .moment(row.int(2)),
                ]
            })
        export["audiences"] = .array(
            try connection.all(
                "SELECT audience, changed_at FROM audience_members WHERE profile_key = $1 AND is_member = 1", [key]
            ) { ["audience": .string($0.text(0)), "since": .moment($0.int(1))] })
        export["products"] = .array(try InterestStore.export(owned.map(\.key.rawValue), in: scope, on: connection))
        return .object(export)
    }

    private static func events(_ spans: [TimelineSpan], on connection: any Connection) throws -> [JSON] {
        let pages = TimelineList()
        var found: [JSON] = []
        var position: PagePosition? = .first
        while let next = position {
            let page = try pages.page(of: spans, at: next, limit: 1000, on: connection)
            for event in page.rows {
                found.append([
                    "event": .string(event.name), "occurred_at": .string(event.occurredAt.iso8601),
                    "received_at": .string(event.receivedAt.iso8601),
                    "properties": (try? JSON.parse(event.properties)).map(SecretNames.masked) ?? .null,
                    "details": (try? JSON.parse(event.envelope.rest)).map(SecretNames.masked) ?? .null,
                ])
            }
            position = page.older.map { .older(than: $0) }
        }
        return found
    }

    /// What a message was made of, its secrets aside.
    private static func context(_ text: String) -> JSON {
        (try? JSON.parse(Message.withoutSecrets(context: text))).map(SecretNames.masked) ?? .null
    }

    private static func log(of key: SQLValue, on connection: any Connection) throws -> [JSON] {
        let sql = "SELECT at, text, cause, inputs FROM log WHERE profile_key = $1 ORDER BY sequence"
        return try connection.all(sql, [key]) { row in
            var line: JSONObject = [
                "at": .moment(row.int(0)), "text": .string(row.text(1)), "cause": .string(row.text(2)),
            ]
            line["read"] = try? JSON.parse(row.text(3))
            return .object(line)
        }
    }

    private static func messages(of profile: SQLValue, on connection: any Connection) throws -> [JSON] {
        let sql = """
            SELECT messages.id, messages.channel, messages.address, messages.state, messages.reason,
                messages.created_at, messages.sent_at, messages.context, message_bodies.subject, message_bodies.plain
            FROM messages LEFT JOIN message_bodies ON message_bodies.message_id = messages.id
            WHERE messages.profile_key = $1 ORDER BY messages.created_at
            """
        var found: [(id: Int64, json: JSONObject)] = []
        try connection.query(sql, [profile]) { row in
            let json: JSONObject = [
                "channel": .string(Channel(rawValue: Int(row.int(1)))?.name ?? ""), "address": .string(row.text(2)),
                "state": .string(Message.State(rawValue: Int(row.int(3)))?.name ?? ""), "reason": .string(row.text(4)),
                "created_at": .moment(row.int(5)), "sent_at": row.optionalInt(6).map(JSON.moment) ?? .null,
                "context": context(row.text(7)),
                "subject": row.optionalText(8).map(JSON.string) ?? .null,
                "text": row.optionalText(9).map(JSON.string) ?? .null,
            ]
            found.append((row.int(0), json))
        }
        let store = MessageStore()
        return try found.map { id, json in
            var json = json
            json["events"] = .array(
                try store.events(of: id, on: connection).map {
                    ["at": .string($0.at.iso8601), "kind": .string("\($0.kind)"), "detail": .string($0.detail)]
                })
            return .object(json)
        }
    }

    /// Segments, lists and tags that the person is in, and what they entered and left as far as it is kept.
    private static func segments(
        of profile: ProfileKey, in scope: WorkspaceScope, on connection: any Connection
    ) throws -> [JSON] {
        let names = """
            SELECT segment AS id, name FROM segments WHERE workspace = $1
            UNION ALL SELECT label, name FROM labels WHERE workspace = $1
            """
        let members = try connection.all(
            """
            SELECT names.name, memberships.since FROM (\(names)) AS names JOIN memberships
                ON memberships.workspace = $1 AND memberships.segment = names.id AND memberships.profile_key = $2
            ORDER BY memberships.since, names.name
            """, [.int(scope.id), .int(profile.rawValue)]
        ) { row -> JSON in ["name": .string(row.text(0)), "since": .moment(row.int(1))] }
        let changes = try connection.all(
            """
            SELECT names.name, changes.at, changes.is_member FROM membership_changes AS changes
                JOIN (\(names)) AS names ON names.id = changes.segment
            WHERE changes.profile_key = $2
            UNION ALL
            SELECT names.name, memberships.since, 1 FROM memberships
                JOIN (\(names)) AS names ON names.id = memberships.segment
            WHERE memberships.profile_key = $2 AND memberships.cause <> \(SegmentChange.Cause.build.rawValue)
            ORDER BY 2, 1
            """, [.int(scope.id), .int(profile.rawValue)]
        ) { row -> JSON in
            ["name": .string(row.text(0)), row.int(2) == 1 ? "entered_at" : "left_at": .moment(row.int(1))]
        }
        return members + changes
    }

    private static func ledger(
        _ identities: [Identity], in scope: WorkspaceScope, on connection: any Connection
    ) throws -> [JSON] {
        let keys = identities.flatMap { identity in
            Channel.allCases.filter { $0.addressKind == identity.kind }
                .map { LedgerEntry.addressKey(identity.value, channel: $0) }
        }
        let sql = """
            SELECT channel, statement, at, source FROM ledger WHERE workspace = $1 AND address_key IN (list($2))
            ORDER BY at
            """
        return try connection.all(sql, [.int(scope.id), .list(keys)]) { row in
            let statement = LedgerEntry.Statement(rawValue: Int(row.int(1)))
            return [
                "channel": .string(Channel(rawValue: Int(row.int(0)))?.name ?? ""),
                "statement": .string(statement.map { "\($0)" } ?? ""), "at": .moment(row.int(2)),
                "source": .string(row.text(3)),
            ]
        }
    }
}

extension JSON {
    fileprivate static func moment(_ milliseconds: Int64) -> JSON {
        .string(Instant(milliseconds: milliseconds).iso8601)
    }
}

extension CustomerStore {
    /// The identities of a person with the stretches in which they are theirs: as stored, and as their document says.
    static func owned(
        _ profile: ProfileKey, _ document: Profile?, on connection: any Connection
    ) throws -> [ErasureSubject.Owned] {
        var owned: [IdentityKey: ErasureSubject.Owned] = [:]
        let sql = "SELECT identity_key, kind, value FROM identities WHERE profile_key = $1"
        try connection.query(sql, [.int(profile.rawValue)]) { row in
            guard let kind = Identity.Kind(rawValue: Int(row.int(1))) else { return }
            let key = IdentityKey(rawValue: row.int(0))
            owned[key] = ErasureSubject.Owned(key: key, identity: Identity(stored: kind, value: row.text(2)))
        }
        for theirs in document?.identities ?? [] {
            let key = theirs.identity.key
            let spans = theirs.intervals.map {
                TimelineSpan(identity: key, from: $0.from, until: $0.until ?? .distantFuture)
            }
            owned[key] = ErasureSubject.Owned(
                key: key, identity: theirs.identity.identity, intervals: theirs.intervals == [.always] ? [] : spans)
        }
        return owned.values.sorted { $0.key < $1.key }
    }
}
