import Engine
import Values

/// Erases everything that is known of a person, in short transactions that the rest of the program runs between.
///
/// What remains: a keyed hash of each identity, and the ledger's lines about their addresses, which are hashes too, so
/// that a stop is never forgotten. Figures that were counted stay counted.
public struct Erasure: Sendable {
    let intake: IntakeStore
    let erased: ErasedIdentities
    let ledger = LedgerStore()

    /// - Parameters:
    ///   - intake: whose memory of stored identities is cleared.
    ///   - erased: learns of the erasure as soon as it is begun.
    public init(sharing intake: IntakeStore, remembering erased: ErasedIdentities) {
        self.intake = intake
        self.erased = erased
    }

    /// Erases a person, from begin to end; what is cut short goes on with `resume`.
    ///
    /// - Parameter progress: called after each stretch of rows; the rows are counted first where there is one.
    /// - Returns: false where there is no such person.
    @discardableResult
    public func erase(
        _ profile: ProfileKey, now: Instant, in scope: WorkspaceScope, from database: any Database,
        progress: (@Sendable (ErasureProgress) -> Void)? = nil
    ) async throws -> Bool {
        let begun = try await database.write(lane: .jobs) { try begin(profile, now: now, in: scope, on: $0) }
        guard let begun else { return false }
        try await finish(begun, now: now, in: scope, from: database, progress: progress)
        return true
    }

    /// Goes on with every erasure that was cut short; to be called at the start.
    /// - Returns: how many there were.
    @discardableResult
    public func resume(now: Instant, in scope: WorkspaceScope, from database: any Database) async throws -> Int {
        let pending = try await database.read { connection in
            try connection.all(
                "SELECT profile_key FROM erasure_jobs WHERE workspace = $1 ORDER BY begun_at", [.int(scope.id)]
            ) { ProfileKey(rawValue: $0.int(0)) }
        }
        for profile in pending { try await finish(profile, now: now, in: scope, from: database) }
        return pending.count
    }

    private func finish(
        _ profile: ProfileKey, now: Instant, in scope: WorkspaceScope, from database: any Database,
        progress: (@Sendable (ErasureProgress) -> Void)? = nil
    ) async throws {
        intake.forgetIdentities()
        let total = progress == nil ? 0 : try await database.read { try extent(profile, on: $0) }
        var done = 0
        while let phase = try await database.write(lane: .jobs, { try advance(profile, now: now, in: scope, on: $0) }) {
            // A phase's last stretch is seldom a whole one.
            done = min(done + stretch(of: phase), total)
            progress?(ErasureProgress(rowsDone: done, rowsTotal: total))
        }
        progress?(ErasureProgress(rowsDone: total, rowsTotal: total))
        intake.forgetIdentities()
    }

    /// Says for ever that the person is erased, stops everything to their addresses, and takes away who they are;
    /// the rest goes bit by bit.
    ///
    /// - Returns: the key under which `advance` goes on; nil where there is no such person.
    func begin(
        _ profile: ProfileKey, now: Instant, in scope: WorkspaceScope, on connection: any Connection
    ) throws -> ProfileKey? {
        guard let subject = try subject(profile, in: scope, on: connection) else { return nil }
        let lines = subject.identities.flatMap { owned in
            Channel.allCases.filter { $0.addressKind == owned.identity.kind }.map {
                LedgerEntry(
                    address: owned.identity.value, channel: $0, statement: .suppressed, at: now,
                    source: "the person was erased")
            }
        }
        try connection.execute(
            "UPDATE ledger SET source = '' WHERE workspace = $1 AND address_key IN (list($2))",
            [.int(scope.id), .list(lines.map(\.addressKey))])
        try ledger.append(lines, in: scope, on: connection)
        try erased.add(
            subject.identities.filter { !$0.isShared }.map(\.identity), at: now, in: scope, on: connection)
        try deletePerson(subject, now: now, on: connection)
        try connection.execute(
            """
            INSERT INTO erasure_jobs (profile_key, workspace, begun_at, subject) VALUES ($1, $2, $3, $4)
            ON CONFLICT (profile_key) DO UPDATE SET subject = excluded.subject
            """,
            [
                .int(subject.profile.rawValue), .int(scope.id), .int(now.milliseconds), .text(subject.document),
            ])
        return subject.profile
    }

    /// The person as they are stored now, those who joined them included.
    private func subject(
        _ profile: ProfileKey, in scope: WorkspaceScope, on connection: any Connection
    ) throws -> ErasureSubject? {
        let row = try connection.first(
            "SELECT moved_to, document FROM profiles WHERE profile_key = $1 AND workspace = $2",
            [.int(profile.rawValue), .int(scope.id)]
        ) { (movedTo: $0.optionalInt(0), document: $0.text(1)) }
        guard let row else { return nil }
        if let home = row.movedTo, home != profile.rawValue {
            return try subject(ProfileKey(rawValue: home), in: scope, on: connection)
        }
        var profiles = [profile]
        // Who joined somebody who joined this person is found step by step.
        var frontier = profiles
        while !frontier.isEmpty {
            frontier = try connection.all(
                "SELECT profile_key FROM profiles WHERE moved_to IN (list($1))", [.list(frontier.map(\.rawValue))]
            ) { ProfileKey(rawValue: $0.int(0)) }.filter { !profiles.contains($0) }
            profiles += frontier
        }
        let document = try? Profile(key: profile, document: row.document)
        let owned = try profiles.flatMap { key in
            try CustomerStore.owned(key, key == profile ? document : nil, on: connection)
        }
        // What the document knows of a shared device comes first.
        let distinct = Dictionary(owned.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        return ErasureSubject(
            profile: profile, profiles: profiles, identities: distinct.values.sorted { $0.key < $1.key })
    }
}
