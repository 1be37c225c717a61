/// Writes the schema's rows through libpq: prepared statements over binary arrays, one round trip a table.
final class PostgresLimit {
    private let schema: PostgresLimitSchema
    private let plan: SchemaBenchmark.Plan

    private static let intake = [
        """
        INSERT INTO event_dedupe SELECT person, hash, 20833
        FROM unnest($1::int8[], $2::int8[]) AS rows(person, hash) ON CONFLICT DO NOTHING
        """,
        """
        INSERT INTO events SELECT sequence, person, \(BenchmarkEvents.now), \(BenchmarkEvents.now), 1, 2,
        \(BenchmarkEvents.nameID), \(BenchmarkEvents.contextID), properties, envelope
        FROM unnest($1::int8[], $2::int8[], $3::text[], $4::text[]) AS rows(sequence, person, properties, envelope)
        """,
        """
        INSERT INTO work SELECT range, 0, 0, id, person, 1, ''
        FROM unnest($1::int8[], $2::int8[], $3::int8[]) AS rows(range, id, person)
        """,
        """
        INSERT INTO identities SELECT person, 1, 4, value, person, \(BenchmarkEvents.now)
        FROM unnest($1::int8[], $2::text[]) AS rows(person, value)
        """,
    ]

    private static let pipeline = [
        """
        DELETE FROM work USING unnest($1::int8[], $2::int8[]) AS rows(range, id)
        WHERE work.bucket_range = range AND work.due_at = 0 AND work.kind = 0 AND work.id = rows.id
        """,
        """
        INSERT INTO profiles (profile_key, workspace, document, email, created_at, last_seen_at)
        SELECT person, 1, document, email, 0, 0 FROM unnest($1::int8[], $2::text[], $3::text[])
        AS rows(person, document, email) ON CONFLICT (profile_key) DO UPDATE SET document = excluded.document
        """,
        """
        INSERT INTO log (profile_key, at, kind, subject, definitions_version, cause, text)
        SELECT person, 0, 4, 1, 3, cause, text FROM unnest($1::int8[], $2::text[], $3::text[]) AS rows(person, cause, text)
        """,
        """
        INSERT INTO messages SELECT id, 1, range, person, 1, 1, 'reminder', 1, 1, 1, address, 1, 2, '', 0, 0, 0, NULL,
        0, context FROM unnest($1::int8[], $2::int8[], $3::int8[], $4::text[], $5::text[])
        AS rows(id, range, person, address, context)
        """,
    ]

    init(url: String, plan: SchemaBenchmark.Plan) throws {
        self.plan = plan
        schema = try PostgresLimitSchema(url: url, name: "limit_\(plan.rows.rawValue)")
        let kinds: [[BulkColumn.Kind]] = [
            [.int, .int], [.int, .int, .text, .text], [.int, .int, .int], [.int, .text],
            [.int, .int], [.int, .text, .text], [.int, .text, .text], [.int, .int, .int, .text, .text],
        ]
        for (index, sql) in (PostgresLimit.intake + PostgresLimit.pipeline).enumerated() {
            let columns = kinds[index].map { BulkColumn(name: "", kind: $0) }
            let empty = PostgresParameters(PostgresArrays(columns: columns.count, rows: 0), columns, count: 0)
            try link.prepare("limit\(index)", sql, empty)
        }
    }

    func remove() { schema.remove() }

    private var link: PostgresLink { schema.link }

    func write(_ events: [BenchmarkEvent]) throws {
        try link.run("BEGIN")
        try run(3, events.filter(\.isFirst), [.int, .text]) {
            [.int($0.person), .bytes(BenchmarkEvents.identity)]
        }
        try run(0, events, [.int, .int]) { [.int($0.person), .int($0.messageHash)] }
        try run(1, events, [.int, .int, .text, .text]) {
            [.int($0.sequence), .int($0.person), .bytes($0.properties), .bytes(BenchmarkEvents.envelope)]
        }
        try run(2, events, [.int, .int, .int]) { [.int($0.range), .int($0.sequence), .int($0.person)] }
        try link.commit()
        guard plan.rows == .pipeline else { return }
        // A person has one profile row, however many of the batch's events are theirs.
        let people = Dictionary(events.map { ($0.person, $0) }, uniquingKeysWith: { first, _ in first }).values
        try link.run("BEGIN")
        try run(4, events, [.int, .int]) { [.int($0.range), .int($0.sequence)] }
        try run(5, Array(people), [.int, .text, .text]) {
            [.int($0.person), .bytes(BenchmarkEvents.document), .bytes(BenchmarkEvents.address)]
        }
        try run(6, events, [.int, .text, .text]) {
            [.int($0.person), .bytes(BenchmarkEvents.cause), .bytes(BenchmarkEvents.logText)]
        }
        try run(7, events, [.int, .int, .int, .text, .text]) {
            [
                .int($0.messageHash), .int($0.range), .int($0.person), .bytes(BenchmarkEvents.address),
                .bytes(BenchmarkEvents.messageContext),
            ]
        }
        try link.commit()
    }

    private enum Field {
        case int(Int64)
        case bytes([UInt8])
    }

    private func run(
        _ statement: Int, _ events: [BenchmarkEvent], _ kinds: [BulkColumn.Kind], _ fields: (BenchmarkEvent) -> [Field]
    ) throws {
        let arrays = PostgresArrays(columns: kinds.count, rows: events.count)
        for event in events {
            for (column, field) in fields(event).enumerated() {
                switch field {
                case .int(let value): arrays.append(value, to: column)
                case .bytes(let bytes): bytes.withUnsafeBufferPointer { arrays.append($0, to: column) }
                }
            }
        }
        let columns = kinds.map { BulkColumn(name: "", kind: $0) }
        _ = try link.execute(
            "limit\(statement)", PostgresParameters(arrays, columns, count: events.count), sql: "benchmark \(statement)"
        )
    }
}
