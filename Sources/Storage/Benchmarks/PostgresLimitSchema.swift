import Foundation

/// A schema of its own with our tables, driven through libpq.
final class PostgresLimitSchema {
    let connection: PostgresConnection
    private let name: String

    init(url: String, name: String) throws {
        self.name = "\(name)_\(getpid())"
        try PostgresLink(PostgresAddress(url: url, schema: nil)).run("CREATE SCHEMA \"\(self.name)\"")
        connection = try PostgresConnection(PostgresAddress(url: url, schema: self.name), number: 0)
        try Migrations.apply(to: connection) { [connection] body in try connection.transaction("BEGIN") { try body() } }
    }

    var link: PostgresLink { connection.link }

    func remove() { try? link.run("DROP SCHEMA \"\(name)\" CASCADE") }
}
