import Foundation
import CSQLite

/// Writes the schema's rows through SQLite's C interface: statements prepared once, parameters bound, nothing else.
final class SQLiteLimit {
    private let file: SQLiteLimitFile
    private let plan: SchemaBenchmark.Plan
    private var statements: [OpaquePointer] = []

    private static let intake = [
        "INSERT INTO event_dedupe VALUES (?1, ?2, 20833) ON CONFLICT DO NOTHING",
        "INSERT INTO events VALUES (?1, ?2, ?3, ?3, 1, 2, ?4, ?5, ?6, ?7)",
        "INSERT INTO work VALUES (?1, 0, 0, ?2, ?3, 1, '')",
        "INSERT INTO identities VALUES (?1, 1, 4, ?2, ?1, ?3)",
    ]

    private static let pipeline = [
        "DELETE FROM work WHERE bucket_range = ?1 AND due_at = 0 AND kind = 0 AND id = ?2",
        """
        INSERT INTO profiles (profile_key, workspace, document, email, created_at, last_seen_at)
        VALUES (?1, 1, ?2, ?3, ?4, ?4) ON CONFLICT (profile_key) DO UPDATE SET document = excluded.document
        """,
        """
        INSERT INTO log (profile_key, at, kind, subject, definitions_version, cause, text)
        VALUES (?1, ?2, 4, 1, 3, ?3, ?4)
        """,
        """
        INSERT INTO messages VALUES
        (?1, 1, ?2, ?3, 1, 1, 'reminder', ?1, 1, 1, ?4, ?1, 2, '', ?5, ?5, ?5, NULL, 0, ?6)
        """,
    ]

    init(directory: String, plan: SchemaBenchmark.Plan) throws {
        self.plan = plan
        file = try SQLiteLimitFile(directory: directory, name: "limit-\(plan.rows.rawValue)")
        statements = try (SQLiteLimit.intake + SQLiteLimit.pipeline).map(file.prepared)
    }

    func remove() {
        for statement in statements { sqlite3_finalize(statement) }
        file.remove()
    }

    func write(_ events: [BenchmarkEvent]) throws {
        try file.transaction { try writeIntake(events) }
        guard plan.rows == .pipeline else { return }
        try file.transaction { try writePipeline(events) }
    }

    private func writeIntake(_ events: [BenchmarkEvent]) throws {
        for event in events where event.isFirst {
            bind(3, 1, event.person)
            bind(3, 2, BenchmarkEvents.identity)
            bind(3, 3, BenchmarkEvents.now)
            try step(3)
        }
        for event in events {
            bind(0, 1, event.person)
            bind(0, 2, event.messageHash)
            try step(0)
        }
        for event in events {
            bind(1, 1, event.sequence)
            bind(1, 2, event.person)
            bind(1, 3, BenchmarkEvents.now)
            bind(1, 4, BenchmarkEvents.nameID)
            bind(1, 5, BenchmarkEvents.contextID)
            bind(1, 6, event.properties)
            bind(1, 7, BenchmarkEvents.envelope)
            try step(1)
        }
        for event in events {
            bind(2, 1, event.range)
            bind(2, 2, event.sequence)
            bind(2, 3, event.person)
            try step(2)
        }
    }

    private func writePipeline(_ events: [BenchmarkEvent]) throws {
        for event in events {
            bind(4, 1, event.range)
            bind(4, 2, event.sequence)
            try step(4)
            bind(5, 1, event.person)
            bind(5, 2, BenchmarkEvents.document)
            bind(5, 3, BenchmarkEvents.address)
            bind(5, 4, BenchmarkEvents.now)
            try step(5)
            bind(6, 1, event.person)
            bind(6, 2, BenchmarkEvents.now)
            bind(6, 3, BenchmarkEvents.cause)
            bind(6, 4, BenchmarkEvents.logText)
            try step(6)
            bind(7, 1, event.messageHash)
            bind(7, 2, event.range)
            bind(7, 3, event.person)
            bind(7, 4, BenchmarkEvents.address)
            bind(7, 5, BenchmarkEvents.now)
            bind(7, 6, BenchmarkEvents.messageContext)
            try step(7)
        }
    }

    private func bind(_ statement: Int, _ parameter: Int32, _ value: Int64) {
        sqlite3_bind_int64(statements[statement], parameter, value)
    }

    private func bind(_ statement: Int, _ parameter: Int32, _ text: [UInt8]) {
        text.withUnsafeBytes {
            let start = $0.baseAddress?.assumingMemoryBound(to: CChar.self)
            sqlite3_bind_text64(statements[statement], parameter, start, UInt64($0.count), copied, UInt8(SQLITE_UTF8))
        }
    }

    private func step(_ statement: Int) throws {
        guard sqlite3_step(statements[statement]) == SQLITE_DONE else {
            throw DatabaseError.failed(file.lastError, sql: "benchmark \(statement)")
        }
        sqlite3_reset(statements[statement])
    }
}
