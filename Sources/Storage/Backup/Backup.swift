import Foundation
import Values

/// Makes a copy of the whole database in one file, while everything goes on.
public struct Backup: Sendable {
    /// Rows read at once: a row of a message takes up to 100 KB.
    static let rowsAtOnce = 500

    public init() {}

    /// Writes everything as of one moment; an existing file is replaced only once the new one is whole.
    ///
    /// Cost: occupies one reader for the time it takes; some 50,000 rows a second.
    /// - Parameter progress: called after each stretch of rows.
    @discardableResult
    public func write(
        to path: String, from database: any Database, now: Instant,
        progress: @escaping @Sendable (BackupProgress) -> Void = { _ in }
    ) async throws -> BackupManifest {
        let partial = path + ".part"
        return try await database.read { connection in
            let file = try BackupFile(path: partial)
            var manifest = try Backup.head(now: now, on: connection)
            try file.write(manifest.head)
            let tables = StoredTable.all.filter { $0.backup == .kept }
            let total = try tables.reduce(0) { total, table in
                try total + (connection.first("SELECT count(*) FROM \(table.name)") { Int($0.int(0)) } ?? 0)
            }
            var done = 0
            for table in tables {
                try file.write(table.backupHead)
                var count = 0
                try Backup.walk(table, on: connection) { lines, rows in
                    try file.write(lines)
                    count += rows
                    progress(BackupProgress(table: table.name, rowsDone: done + count, rowsTotal: total))
                }
                manifest.rows[table.name] = count
                done += count
            }
            try file.finish(with: manifest, at: path)
            return manifest
        }
    }

    private static func head(now: Instant, on connection: any Connection) throws -> BackupManifest {
        let last =
            switch connection.dialect {
            case .sqlite: "SELECT last FROM sequences WHERE name = 'events'"
            case .postgres: "SELECT last_value FROM event_sequence"
            }
        return BackupManifest(
            schema: Migrations.latest, madeAt: now, database: connection.dialect == .sqlite ? "sqlite" : "postgres",
            lastEvent: try connection.first(last) { $0.int(0) } ?? 0)
    }

    /// Hands out the table's rows as JSON lines, in the order of its key, a stretch at a time.
    private static func walk(
        _ table: StoredTable, on connection: any Connection, _ body: ([UInt8], Int) throws -> Void
    ) throws {
        let columns = table.columns.map(\.name).joined(separator: ", ")
        let key = table.key.joined(separator: ", ")
        let places = table.key.map { name in table.columns.firstIndex { $0.name == name }! }
        let numbers = places.indices.map { "$\($0 + 1)" }.joined(separator: ", ")
        var last: [SQLValue] = []
        while true {
            let beyond = last.isEmpty ? "" : "WHERE (\(key)) > (\(numbers))"
            var writer = BackupLines()
            var count = 0
            try connection.query(
                "SELECT \(columns) FROM \(table.name) \(beyond) ORDER BY \(key) LIMIT \(rowsAtOnce)", last
            ) { row in
                writer.add(row, of: table)
                count += 1
                if count == rowsAtOnce { last = places.map { value(of: row, $0, table.columns[$0].kind) } }
            }
            if count > 0 { try body(writer.bytes, count) }
            guard count == rowsAtOnce else { return }
        }
    }

    private static func value(of row: Row, _ column: Int, _ kind: StoredTable.Kind) -> SQLValue {
        switch kind {
        case .int: .int(row.int(column))
        case .text: .text(row.text(column))
        case .blob: .blob(row.bytes(column))
        }
    }
}

/// Rows as they stand in a backup.
struct BackupLines {
    private(set) var bytes: [UInt8] = []

    mutating func add(_ row: Row, of table: StoredTable) {
        var writer = JSONWriter()
        writer.beginArray()
        for (index, column) in table.columns.enumerated() {
            if row.isNull(index) {
                writer.null()
                continue
            }
            switch column.kind {
            case .int: writer.integer(row.int(index))
            case .text: writer.string(row.text(index))
            case .blob: writer.string(Data(row.bytes(index)).base64EncodedString())
            }
        }
        writer.endArray()
        bytes += writer.bytes
        bytes.append(UInt8(ascii: "\n"))
    }
}

extension BackupManifest {
    var head: [UInt8] {
        let json: JSONObject = [
            "cartwheel_backup": .number(Number(BackupManifest.format)), "schema": .number(Number(schema)),
            "made_at": .string(madeAt.iso8601), "database": .string(database),
            "last_event": .number(Number(lastEvent)),
        ]
        return Array((JSON.object(json).text + "\n").utf8)
    }

    func foot(checksum: String) -> [UInt8] {
        let counts = rows.sorted { $0.key < $1.key }.map {
            JSONObject.Member(key: $0.key, value: .number(Number($0.value)))
        }
        let json: JSONObject = ["rows": .object(JSONObject(counts)), "checksum": .string(checksum)]
        return Array((JSON.object(json).text + "\n").utf8)
    }
}

extension StoredTable {
    var backupHead: [UInt8] {
        let json: JSONObject = ["table": .string(name), "columns": .array(columns.map { .string($0.name) })]
        return Array((JSON.object(json).text + "\n").utf8)
    }
}
