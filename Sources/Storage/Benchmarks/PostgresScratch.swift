/// A database of a benchmark's own on a PostgreSQL server, so that it touches nothing that is there.
public struct PostgresScratch: Sendable {
    public let url: String
    private let server: String
    private let name: String

    /// - Parameter server: `postgresql://user:password@host:port/database`; the user may create databases.
    public init(server: String, name: String) throws {
        self.server = server
        self.name = name
        try PostgresLink(PostgresAddress(url: server, schema: nil)).run("CREATE DATABASE \"\(name)\"")
        // The path, between the host and the parameters, names the database.
        let parts = server.split(separator: "?", maxSplits: 1)
        let whole = String(parts[0])
        let begin = whole.range(of: "://").map { $0.upperBound } ?? whole.startIndex
        let path = whole[begin...].firstIndex(of: "/") ?? whole.endIndex
        url = "\(whole[..<path])/\(name)" + (parts.count > 1 ? "?\(parts[1])" : "")
    }

    public func remove() {
        try? PostgresLink(PostgresAddress(url: server, schema: nil)).run("DROP DATABASE \"\(name)\" WITH (FORCE)")
    }
}
