/// Which release of PostgreSQL a database is.
public enum DatabaseVersion {
    /// The oldest that Cartwheel is tested on.
    public static let oldestPostgres = 15

    /// - Returns: its major version; nil for SQLite, which is built in.
    public static func postgres(on connection: any Connection) throws -> Int? {
        guard connection.dialect == .postgres else { return nil }
        // 150004 is 15.4.
        let sql = "SELECT CAST(current_setting('server_version_num') AS BIGINT)"
        return try connection.first(sql, []) { Int($0.int(0) / 10_000) }
    }
}
