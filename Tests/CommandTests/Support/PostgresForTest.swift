import Foundation

@testable import Storage

/// A database of a test's own on the PostgreSQL at hand, dropped by `drop`.
struct PostgresForTest {
    let url: String
    private let server: String
    private let name: String

    init() throws {
        guard let server = Peers.postgres, var parts = URLComponents(string: server) else {
            throw TestFault("CARTWHEEL_TEST_POSTGRES is not an address")
        }
        self.server = server
        name = "command_" + UUID().uuidString.prefix(13).lowercased().replacing("-", with: "_")
        try PostgresLink(PostgresAddress(url: server, schema: nil)).run("CREATE DATABASE \(name)")
        parts.path = "/" + name
        url = parts.string ?? ""
    }

    /// The same database, reached through a port of this machine.
    func url(throughPort port: Int) -> String {
        guard var parts = URLComponents(string: url) else { return url }
        parts.host = "127.0.0.1"
        parts.port = port
        return parts.string ?? ""
    }

    var hostAndPort: (host: String, port: Int) {
        let parts = URLComponents(string: url)
        return (parts?.host ?? "127.0.0.1", parts?.port ?? 5432)
    }

    func drop() {
        try? PostgresLink(PostgresAddress(url: server, schema: nil)).run("DROP DATABASE IF EXISTS \(name) WITH (FORCE)")
    }

    /// One key for every process on the database, as an installation has it.
    static let environment = ["CARTWHEEL_KEY": String(repeating: "0f", count: 32)]
}
