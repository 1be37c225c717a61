import Engine
import Foundation
import Values

extension Backup {
    /// Rows written in one transaction.
    private static let rowsRestoredAtOnce = 1000
    /// The row of `sequences` that says that a restore has not come to its end.
    private static let marker = "restoring"

    /// Whether a restore was cut short: the database is incomplete, and to be restored again before it is used.
    public func isHalfRestored(on connection: any Connection) throws -> Bool {
        try connection.first("SELECT 1 FROM sequences WHERE name = $1", [.text(Backup.marker)]) { _ in true } ?? false
    }

    /// Puts a backup in the place of what the database holds; secrets stay as they are, everybody is signed out.
    ///
    /// The whole file is checked before anything is changed. People erased since the backup was made are erased again.
    /// - Parameters:
    ///   - force: replaces what is there; a database that holds anything is left alone otherwise.
    ///   - key: by which erased people are recognised.
    ///   - intake: whose memory of stored rows is cleared.
    @discardableResult
    public func restore(
        _ path: String, into database: any Database, force: Bool = false, recognisingErasedBy key: TombstoneKey,
        sharing intake: IntakeStore, now: Instant,
        progress: @escaping @Sendable (BackupProgress) -> Void = { _ in }
    ) async throws -> BackupManifest {
        let manifest = try inspect(path)
        let erased = try await database.write(lane: .jobs) { connection in
            try Backup.check(force: force || isHalfRestored(on: connection), now: now, on: connection)
            let erased = try Tombstone.all(on: connection)
            try Backup.clear(on: connection)
            // Kept from the first moment: a restore cut short forgets no erasure.
            try Tombstone.store(erased, on: connection)
            return erased
        }
        try await load(path, manifest, into: database, progress: progress)
        try await database.write(lane: .jobs) { connection in
            try Tombstone.store(erased, on: connection)
            try Backup.finish(manifest, on: connection)
        }
        intake.forgetIdentities()
        try await eraseAgain(erased.filter { $0.at > manifest.madeAt }, key, intake, now: now, in: database)
        return manifest
    }

    private static func check(force: Bool, now: Instant, on connection: any Connection) throws {
        let alive = try connection.first(
            "SELECT owner FROM lease_owners WHERE seen_at > $1",
            [.int((now - LeaseStore.duration).milliseconds)]
        ) { $0.text(0) }
        if let alive { throw BackupError.inUse(owner: alive) }
        guard !force else { return }
        for table in StoredTable.all where table.backup == .kept {
            let holds = try connection.first("SELECT 1 FROM \(table.name) LIMIT 1") { _ in true }
            if holds == true { throw BackupError.notEmpty(table: table.name) }
        }
    }

    private static func clear(on connection: any Connection) throws {
        for table in StoredTable.all where table.backup == .kept { try connection.execute("DELETE FROM \(table.name)") }
        try connection.execute("DELETE FROM sessions")
        try connection.execute("UPDATE leases SET owner = NULL, epoch = epoch + 1, expires_at = 0")
        try connection.execute(
            "INSERT INTO sequences (name, last) VALUES ($1, 1) ON CONFLICT (name) DO NOTHING", [.text(marker)])
        try setIdentities("BY DEFAULT", on: connection)
    }

    /// Of PostgreSQL's numbered tables: whether their numbers may be given.
    private static func setIdentities(_ rule: String, on connection: any Connection) throws {
        guard connection.dialect == .postgres else { return }
        for (table, column) in try identities(on: connection) {
            try connection.executeScript("ALTER TABLE \(table) ALTER COLUMN \(column) SET GENERATED \(rule)")
        }
    }

    private static func identities(on connection: any Connection) throws -> [(table: String, column: String)] {
        try connection.all(
            """
            SELECT CAST(table_name AS TEXT), CAST(column_name AS TEXT) FROM information_schema.columns
            WHERE table_schema = current_schema() AND is_identity = 'YES'
            """
        ) { ($0.text(0), $0.text(1)) }
    }

    private static func finish(_ manifest: BackupManifest, on connection: any Connection) throws {
        let newest = try connection.first("SELECT max(sequence) FROM events") { $0.optionalInt(0) ?? 0 }
        let last = max(manifest.lastEvent, newest ?? 0)
        switch connection.dialect {
        case .sqlite: try connection.execute("UPDATE sequences SET last = $1 WHERE name = 'events'", [.int(last)])
        case .postgres:
            try connection.query("SELECT setval('event_sequence', $1)", [.int(max(1, last))]) { _ in }
            for (table, column) in try identities(on: connection) {
                try connection.query(
                    """
                    SELECT setval(pg_get_serial_sequence('\(table)', '\(column)'), COALESCE(max(\(column)), 1))
                    FROM \(table)
                    """, []
                ) { _ in }
            }
        }
        try setIdentities("ALWAYS", on: connection)
        try JourneyPlaces.countAnew(on: connection)
        for statement in SegmentTables.restoring(connection.dialect) { try connection.execute(statement) }
        try connection.execute("DELETE FROM sequences WHERE name = $1", [.text(marker)])
    }

    private func load(
        _ path: String, _ manifest: BackupManifest, into database: any Database,
        progress: @Sendable (BackupProgress) -> Void
    ) async throws {
        var reader = try BackupReader(path: path)
        defer { reader.close() }
        _ = try reader.next()
        var rows = RestoredRows(table: nil)
        var done = 0
        while let line = try reader.next() {
            if let row = line.array {
                rows.add(row)
                if rows.count < Backup.rowsRestoredAtOnce { continue }
            }
            done += rows.count
            try await rows.store(in: database)
            if let name = rows.name, rows.count > 0 {
                progress(BackupProgress(table: name, rowsDone: done, rowsTotal: manifest.totalRows))
            }
            rows.removeAll()
            if let name = line["table"]?.string {
                rows = try RestoredRows(name, columns: line["columns"]?.array?.compactMap(\.string) ?? [], of: reader)
            }
        }
    }

    private func eraseAgain(
        _ erased: [Tombstone], _ key: TombstoneKey, _ intake: IntakeStore, now: Instant, in database: any Database
    ) async throws {
        let remembered = ErasedIdentities(key: key)
        for (workspace, tombstones) in Dictionary(grouping: erased, by: \.workspace) {
            let scope = WorkspaceScope(WorkspaceID(rawValue: workspace))
            let wanted = Set(tombstones.map(\.hash))
            let people = try await database.read { connection in
                var people: Set<ProfileKey> = []
                let sql = "SELECT kind, value, profile_key FROM identities WHERE workspace = $1"
                try connection.query(sql, [.int(workspace)]) { row in
                    guard let kind = Identity.Kind(rawValue: Int(row.int(0))) else { return }
                    let identity = Identity(stored: kind, value: row.text(1))
                    if wanted.contains(key.tombstone(of: identity, workspace: scope.workspace)) {
                        people.insert(ProfileKey(rawValue: row.int(2)))
                    }
                }
                return people
            }
            let erasure = Erasure(sharing: intake, remembering: remembered)
            for person in people.sorted() { try await erasure.erase(person, now: now, in: scope, from: database) }
        }
    }
}
