import Values

/// The time by which leases expire: the database's, so that machines whose clocks differ agree.
public struct DatabaseClock: Sendable {
    private let systemTime: @Sendable () -> Instant

    /// - Parameter systemTime: what SQLite goes by, which shares the machine with its one process.
    public init(systemTime: @escaping @Sendable () -> Instant) { self.systemTime = systemTime }

    /// Cost: a round trip on PostgreSQL.
    public func now(on connection: any Connection) throws -> Instant {
        switch connection.dialect {
        case .sqlite: return systemTime()
        case .postgres:
            let sql = "SELECT CAST(floor(extract(epoch FROM clock_timestamp()) * 1000) AS BIGINT)"
            guard let time = try connection.first(sql, [], { $0.int(0) }) else {
                throw DatabaseError.failed("no time came back", sql: sql)
            }
            return Instant(milliseconds: time)
        }
    }
}
