/// Numbers for events, taken before they are stored, so that an event's work can be written beside it.
enum SequenceAllocator {
    /// As many numbers in ascending order; those of a transaction that rolls back may be lost, never used twice.
    static func take(_ count: Int, on connection: any Connection) throws -> [Int64] {
        guard count > 0 else { return [] }
        switch connection.dialect {
        case .sqlite:
            let sql = "UPDATE sequences SET last = last + $1 WHERE name = 'events' RETURNING last"
            guard let last = try connection.first(sql, [.int(Int64(count))], { $0.int(0) }) else {
                throw DatabaseError.failed("the row of the event numbers is missing", sql: sql)
            }
            return ((last - Int64(count) + 1)...last).map { $0 }
        case .postgres:
            let sql = "SELECT nextval('event_sequence') FROM generate_series(1, $1)"
            return try connection.all(sql, [.int(Int64(count))]) { $0.int(0) }.sorted()
        }
    }
}
