import Values

/// Counts tries to sign in; what they are counted by is told apart by keyed hashes, so the rows name nobody.
public struct SignInTryStore: Sendable {
    public init() {}

    /// Tries of one name since it was last forgotten.
    public struct Tries: Sendable, Hashable {
        public var count: Int
        public var last: Instant

        public init(count: Int, last: Instant) {
            self.count = count
            self.last = last
        }
    }

    /// What is known of these names; names without tries are missing. Cost: a row by key each.
    public func tries(of names: [Int64], on connection: any Connection) throws -> [Int64: Tries] {
        var tries: [Int64: Tries] = [:]
        try connection.query(
            "SELECT name_key, count, last_at FROM sign_in_tries WHERE name_key IN (list($1))", [.list(names)]
        ) { tries[$0.int(0)] = Tries(count: Int($0.int(1)), last: Instant(milliseconds: $0.int(2))) }
        return tries
    }

    /// The same, and keeps other transactions from counting these names until this one is over.
    public func hold(_ names: [Int64], now: Instant, on connection: any Connection) throws -> [Int64: Tries] {
        var tries: [Int64: Tries] = [:]
        // In one order everywhere, so that two never wait for each other.
        for name in Set(names).sorted() {
            tries[name] = try connection.first(
                """
                INSERT INTO sign_in_tries (name_key, count, last_at) VALUES ($1, 0, $2)
                ON CONFLICT (name_key) DO UPDATE SET count = sign_in_tries.count RETURNING count, last_at
                """, [.int(name), .int(now.milliseconds)]
            ) { Tries(count: Int($0.int(0)), last: Instant(milliseconds: $0.int(1))) }
        }
        return tries
    }

    /// A try of each of these names began; those whose last lies before `oldest` begin anew.
    public func count(_ names: [Int64], now: Instant, oldest: Instant, on connection: any Connection) throws {
        try connection.execute(
            """
            UPDATE sign_in_tries SET count = CASE WHEN last_at <= $3 THEN 1 ELSE count + 1 END, last_at = $2
            WHERE name_key IN (list($1))
            """, [.list(Set(names).sorted()), .int(now.milliseconds), .int(oldest.milliseconds)])
    }

    /// Forgets the tries of one name.
    public func forget(_ name: Int64, on connection: any Connection) throws {
        try connection.execute("DELETE FROM sign_in_tries WHERE name_key = $1", [.int(name)])
    }

    /// Takes one try of a name back.
    public func takeBack(_ name: Int64, on connection: any Connection) throws {
        try connection.execute(
            "UPDATE sign_in_tries SET count = count - 1 WHERE name_key = $1 AND count > 0", [.int(name)])
    }

    /// Forgets names whose last try lies before `oldest`, at most `limit` of them.
    /// - Returns: how many.
    @discardableResult
    public func purge(before oldest: Instant, limit: Int, on connection: any Connection) throws -> Int {
        try connection.execute(
            """
            DELETE FROM sign_in_tries WHERE name_key IN (
                SELECT name_key FROM sign_in_tries WHERE last_at <= $1 ORDER BY last_at LIMIT $2)
            """, [.int(oldest.milliseconds), .int(Int64(limit))])
    }

    /// Forgets the names that were quiet longest where more than `most` are known. Cost: reads an index of the table.
    public func shrink(to most: Int, on connection: any Connection) throws {
        try connection.execute(
            """
            DELETE FROM sign_in_tries WHERE name_key IN (
                SELECT name_key FROM sign_in_tries ORDER BY last_at DESC, name_key LIMIT $2 OFFSET $1)
            """, [.int(Int64(most)), .int(Int64(most))])
    }
}
