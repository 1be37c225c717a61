import Testing

@testable import Storage

@Suite("Registry of personal data")
struct StoredTableTests {
    @Test(
        "every table and column of the schema is classified, and none that is not there",
        arguments: TestDatabase.reachable)
    func isComplete(kind: TestDatabase) async throws {
        try await kind.open { database in
            let stored = try await database.read { connection in
                try StoredTableTests.columns(on: connection)
            }
            let classified = StoredTable.all.flatMap { table in table.columns.map { "\(table.name).\($0.name)" } }
            #expect(Set(classified).count == classified.count)
            #expect(stored.subtracting(classified) == [], "classify these in StoredTable+All.swift")
            #expect(Set(classified).subtracting(stored) == [])
        }
    }

    @Test("every table is walked by columns it has", arguments: StoredTable.all.indices)
    func keys(number: Int) {
        let table = StoredTable.all[number]
        #expect(!table.key.isEmpty && Set(table.key).isSubset(of: table.columns.map(\.name)), "\(table.name)")
    }

    private static func columns(on connection: any Connection) throws -> Set<String> {
        switch connection.dialect {
        case .sqlite:
            let sql = """
                SELECT tables.name || '.' || columns.name FROM sqlite_master AS tables, pragma_table_info(tables.name)
                    AS columns
                WHERE tables.type = 'table' AND tables.name NOT LIKE 'sqlite_%'
                """
            return Set(try connection.all(sql) { $0.text(0) })
        case .postgres:
            let sql = """
                SELECT CAST(table_name || '.' || column_name AS TEXT) FROM information_schema.columns
                WHERE table_schema = current_schema() AND is_generated = 'NEVER'
                """
            return Set(try connection.all(sql) { $0.text(0) })
        }
    }
}
