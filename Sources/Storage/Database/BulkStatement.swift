/// A statement that runs for many rows at once, written once for both databases.
///
/// In its texts `rows.name` is the value of the row at hand. SQLite runs it row by row, as a kept
/// prepared statement (the fastest it has); PostgreSQL gets all rows as arrays, in one round trip.
public struct BulkStatement: Sendable {
    let sqlite: String
    let postgres: String
    /// Like `postgres`, answering the keys of the rows that took effect.
    let reporting: String
    let columns: [BulkColumn]
    /// Where the key lies among `columns`.
    let key: [Int]

    /// - Parameter conflict: what follows the rows: "ON CONFLICT DO NOTHING" or the like.
    static func insert(
        into table: String, _ columns: [BulkColumn], key: [String] = [], conflict: String = ""
    ) -> BulkStatement {
        let names = columns.map(\.name).joined(separator: ", ")
        let values = columns.indices.map { "?\($0 + 1)" }.joined(separator: ", ")
        return BulkStatement(
            sqlite: "INSERT INTO \(table) (\(names)) VALUES (\(values)) \(conflict)",
            postgres: "INSERT INTO \(table) (\(names)) SELECT * FROM \(unnest(columns)) AS rows WHERE true \(conflict)",
            table: table, columns: columns, key: key)
    }

    static func update(
        _ table: String, _ columns: [BulkColumn], set assignments: String, where condition: String,
        key: [String] = []
    ) -> BulkStatement {
        BulkStatement(
            sqlite: naming(columns, in: "UPDATE \(table) SET \(assignments) WHERE \(condition)"),
            postgres: "UPDATE \(table) SET \(assignments) FROM \(unnest(columns)) AS rows(\(list(columns)))"
                + " WHERE \(condition)",
            table: table, columns: columns, key: key)
    }

    static func delete(
        from table: String, _ columns: [BulkColumn], where condition: String, key: [String] = []
    ) -> BulkStatement {
        BulkStatement(
            sqlite: naming(columns, in: "DELETE FROM \(table) WHERE \(condition)"),
            postgres: "DELETE FROM \(table) USING \(unnest(columns)) AS rows(\(list(columns))) WHERE \(condition)",
            table: table, columns: columns, key: key)
    }

    private init(sqlite: String, postgres: String, table: String, columns: [BulkColumn], key: [String]) {
        self.sqlite = sqlite
        self.postgres = postgres
        self.columns = columns
        self.key = key.map { name in
            guard let index = columns.firstIndex(where: { $0.name == name && $0.kind == .int }) else {
                preconditionFailure("\(name) is no integer column of this statement")
            }
            return index
        }
        reporting = postgres + " RETURNING " + key.map { "\(table).\($0)" }.joined(separator: ", ")
    }
}

/// A query that runs for many rows at once: `rows.name` in its text is the value of the row at hand,
/// `column IN (list(rows.name))` matches a list of keys.
public struct BulkQuery: Sendable {
    let sqlite: String
    let postgres: String
    let columns: [BulkColumn]

    init(_ columns: [BulkColumn], _ sql: String) {
        self.columns = columns
        var embedded = sql
        var lateral = sql
        for column in columns.map({ "rows.\($0.name)" }) {
            embedded.replace("(list(\(column)))", with: "(SELECT value FROM json_each(\(column)))")
            lateral.replace("IN (list(\(column)))", with: "= ANY (CAST(\(column) AS int8[]))")
        }
        sqlite = naming(columns, in: embedded)
        postgres =
            "SELECT rows.position, answer.* FROM \(unnest(columns)) WITH ORDINALITY AS rows(\(list(columns)), position)"
            + " CROSS JOIN LATERAL (\(lateral)) AS answer ORDER BY rows.position"
    }
}

/// A column of the rows that a bulk statement is given.
public struct BulkColumn: Sendable, Hashable {
    enum Kind: String { case int = "int8", text, blob = "bytea" }

    let name: String
    let kind: Kind

    static func int(_ name: String) -> BulkColumn { BulkColumn(name: name, kind: .int) }
    static func text(_ name: String) -> BulkColumn { BulkColumn(name: name, kind: .text) }
    static func blob(_ name: String) -> BulkColumn { BulkColumn(name: name, kind: .blob) }
}

private func list(_ columns: [BulkColumn]) -> String { columns.map(\.name).joined(separator: ", ") }

private func unnest(_ columns: [BulkColumn]) -> String {
    let arrays = columns.enumerated().map { "$\($0.offset + 1)::\($0.element.kind.rawValue)[]" }
    return "unnest(\(arrays.joined(separator: ", ")))"
}

/// Replaces each `rows.name` by the number of its parameter.
private func naming(_ columns: [BulkColumn], in sql: String) -> String {
    var parts = sql.split(separator: "rows.", omittingEmptySubsequences: false)
    let first = parts.removeFirst()
    return parts.reduce(String(first)) { text, part in
        let name = part.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        guard let index = columns.firstIndex(where: { $0.name == name }) else {
            preconditionFailure("the statement has no column \(name): \(sql)")
        }
        return text + "?\(index + 1)" + part.dropFirst(name.count)
    }
}
