import Foundation
import Values

/// Rows of one table on their way from a backup into the database.
struct RestoredRows: Sendable {
    private struct Target: Sendable {
        let name: String
        let kinds: [StoredTable.Kind]
        let insert: BulkStatement
    }

    private let target: Target?
    private var rows: [[JSON]] = []

    /// Of a table that this release does not know: there is nothing to do with its rows.
    init(table: Never?) { target = nil }

    init(_ name: String, columns: [String], of reader: BackupReader) throws {
        guard let table = StoredTable.all.first(where: { $0.name == name && $0.backup == .kept }) else {
            throw reader.damaged("there is no table \(name)")
        }
        let known = try columns.map { column in
            guard let found = table.columns.first(where: { $0.name == column }) else {
                throw reader.damaged("the table \(name) has no column \(column)")
            }
            return found
        }
        let bulk = known.map { column -> BulkColumn in
            switch column.kind {
            case .int: .int(column.name)
            case .text: .text(column.name)
            case .blob: .blob(column.name)
            }
        }
        target = Target(
            name: name, kinds: known.map(\.kind),
            insert: .insert(into: name, bulk, conflict: "ON CONFLICT DO NOTHING"))
    }

    var name: String? { target?.name }
    var count: Int { rows.count }

    mutating func add(_ row: [JSON]) { rows.append(row) }
    mutating func removeAll() { rows = [] }

    func store(in database: any Database) async throws {
        guard let target, !rows.isEmpty else { return }
        try await database.write(lane: .jobs) { [rows] connection in
            try connection.run(target.insert, count: rows.count) { binder, index in
                for (kind, value) in zip(target.kinds, rows[index]) {
                    switch kind {
                    case .int: binder.int(value.number?.integer)
                    case .text: try binder.text(value.string)
                    case .blob: binder.blob(value.string.flatMap { Data(base64Encoded: $0) }.map(Array.init))
                    }
                }
            }
        }
    }
}

/// A person that was erased, as the database remembers it.
struct Tombstone: Sendable {
    let hash: [UInt8]
    let workspace: Int64
    let at: Instant

    static func all(on connection: any Connection) throws -> [Tombstone] {
        try connection.all("SELECT tombstone, workspace, erased_at FROM erasures") {
            Tombstone(hash: $0.bytes(0), workspace: $0.int(1), at: Instant(milliseconds: $0.int(2)))
        }
    }

    static func store(_ tombstones: [Tombstone], on connection: any Connection) throws {
        for tombstone in tombstones {
            try connection.execute(
                """
                INSERT INTO erasures (tombstone, workspace, erased_at) VALUES ($1, $2, $3)
                ON CONFLICT (tombstone) DO UPDATE SET erased_at = excluded.erased_at
                WHERE erasures.erased_at < excluded.erased_at
                """, [.blob(tombstone.hash), .int(tombstone.workspace), .int(tombstone.at.milliseconds)])
        }
    }
}
