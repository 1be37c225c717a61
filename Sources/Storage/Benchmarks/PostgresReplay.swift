/// The raw limit of a run's intake on PostgreSQL: its rows, written once more into the same tables and indexes in
/// batches of the same size through libpq, as prepared statements over binary arrays, one round trip a table.
///
/// Of the ways PostgreSQL has, arrays (`unnest`) are the fastest that leaves out duplicates. Only the writing is timed.
public enum PostgresReplay {
    /// - Parameters:
    ///   - url: the finished run's database; the rows go into a schema of their own in it, which is dropped afterwards.
    ///   - batch: events in one transaction.
    /// - Returns: events a second.
    public static func intake(of url: String, batch: Int) throws -> Double {
        try intake(of: url, batch: batch) { _ in }
    }

    /// - Parameter whenWritten: is given the new schema before it is dropped.
    static func intake(
        of url: String, batch: Int, whenWritten: (PostgresConnection) throws -> Void
    ) throws -> Double {
        let source = try PostgresConnection(PostgresAddress(url: url, schema: nil), number: 0)
        let target = try PostgresLimitSchema(url: url, name: "replay")
        defer { target.remove() }
        let tables = try PostgresReplay.tables.enumerated().map { index, table in
            try target.link.prepare("replay\(index)", table.write, table.parameters([]))
            return (name: "replay\(index)", table: table)
        }
        let count = Int(try source.first("SELECT count(*) FROM events") { $0.int(0) } ?? 0)
        let batches = max(1, (count + batch - 1) / batch)
        let clock = ContinuousClock()
        var spent = Duration.zero
        try source.transaction("BEGIN") {
            for table in tables { try source.executeScript("DECLARE \(table.name) CURSOR FOR \(table.table.read)") }
            var left = try tables.map { try Remainder(of: $0.table, on: source) }
            for number in 1...batches {
                var parameters: [PostgresParameters] = []
                for (index, table) in tables.enumerated() {
                    let wanted = left[index].next(upTo: Double(number) / Double(batches))
                    var rows: [[Value]] = []
                    try source.query("FETCH \(wanted) FROM \(table.name)", []) { row in
                        rows.append(table.table.columns.enumerated().map { Value(row, $0.offset, $0.element) })
                    }
                    parameters.append(table.table.parameters(rows))
                }
                spent += try clock.measure {
                    try target.link.run("BEGIN")
                    for (table, rows) in zip(tables, parameters) {
                        _ = try target.link.execute(table.name, rows, sql: table.table.write)
                    }
                    try target.link.commit()
                }
            }
        }
        try whenWritten(target.connection)
        return Double(count) / (spent / .seconds(1))
    }

    /// How far a table has been read, so that all are through at the same time.
    private struct Remainder {
        let total: Int
        var taken = 0

        init(of table: Table, on source: PostgresConnection) throws {
            total = Int(try source.first("SELECT count(*) FROM (\(table.read)) AS rows") { $0.int(0) } ?? 0)
        }

        mutating func next(upTo share: Double) -> Int {
            let wanted = Int((Double(total) * share).rounded())
            defer { taken = wanted }
            return wanted - taken
        }
    }

    private enum Value {
        case int(Int64?)
        case bytes([UInt8])

        init(_ row: Row, _ column: Int, _ kind: BulkColumn.Kind) {
            self = kind == .int ? .int(row.optionalInt(column)) : .bytes(row.bytes(column))
        }
    }

    private struct Table {
        let columns: [BulkColumn.Kind]
        let read: String
        let write: String

        func parameters(_ rows: [[Value]]) -> PostgresParameters {
            let arrays = PostgresArrays(columns: columns.count, rows: rows.count)
            for (column, value) in rows.lazy.flatMap({ $0.enumerated() }) {
                switch value {
                case .int(let value): arrays.append(value, to: column)
                case .bytes(let bytes): bytes.withUnsafeBufferPointer { arrays.append($0, to: column) }
                }
            }
            return PostgresParameters(arrays, columns.map { BulkColumn(name: "", kind: $0) }, count: rows.count)
        }
    }

    private static let tables = [
        Table(
            columns: [.int, .int, .int, .text, .int],
            read: """
                SELECT identity_key, workspace, CAST(kind AS int8), value, first_seen_at FROM identities
                ORDER BY first_seen_at, identity_key
                """,
            write: """
                INSERT INTO identities (identity_key, workspace, kind, value, profile_key, first_seen_at)
                SELECT key, workspace, kind, value, key, seen FROM
                unnest($1::int8[], $2::int8[], $3::int8[], $4::text[], $5::int8[]) AS rows(key, workspace, kind, value, seen)
                """),
        // The hash of a message's id is not kept with its event: any number is as scattered.
        Table(
            columns: [.int, .int, .int],
            read: """
                SELECT identity_key, hashint8extended(sequence, 1), received_at / 86400000 FROM events ORDER BY sequence
                """,
            write: """
                INSERT INTO event_dedupe SELECT * FROM unnest($1::int8[], $2::int8[], $3::int8[]) AS rows
                ON CONFLICT DO NOTHING
                """),
        Table(
            columns: [.int, .int, .int, .int, .int, .int, .int, .int, .text, .text],
            read: """
                SELECT sequence, identity_key, occurred_at, received_at, CAST(call AS int8), CAST(flags AS int8), name_id,
                context_id, properties, envelope FROM events ORDER BY sequence
                """,
            write: """
                INSERT INTO events SELECT * FROM unnest($1::int8[], $2::int8[], $3::int8[], $4::int8[], $5::int8[],
                $6::int8[], $7::int8[], $8::int8[], $9::text[], $10::text[]) AS rows
                """),
        Table(
            columns: [.int, .int, .int],
            read: "SELECT (identity_key >> 58) & 63, sequence, identity_key FROM events ORDER BY sequence",
            write: """
                INSERT INTO work SELECT range, 0, 0, id, subject, 1, ''
                FROM unnest($1::int8[], $2::int8[], $3::int8[]) AS rows(range, id, subject)
                """),
    ]
}
