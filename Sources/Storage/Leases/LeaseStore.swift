import Engine
import Values

/// Which process owns which ranges of buckets; 64 rows shared fairly by the processes that are alive.
public struct LeaseStore: Sendable {
    /// A lease not renewed for so long is free: its owner's machine is gone. It is renewed every half second.
    public static let duration = TimeSpan.seconds(4)

    public init() {}

    /// Says that the owner is alive, and takes free or expired ranges up to its fair share.
    ///
    /// - Parameter now: the database's time, by `DatabaseClock`.
    /// - Returns: the leases newly taken; each has a higher epoch than any before.
    public func acquire(owner: String, now: Instant, on connection: any Connection) throws -> [Lease] {
        let share = try beat(owner, now: now, on: connection)
        let held = try self.held(by: owner, on: connection).count
        guard held < share else { return [] }
        let free = try connection.all(
            """
            SELECT bucket_range FROM leases WHERE owner IS NULL OR expires_at <= $1
            ORDER BY bucket_range LIMIT $2 \(connection.dialect.skippingLocked)
            """, [.int(now.milliseconds), .int(Int64(share - held))]
        ) { $0.int(0) }
        let taken = try connection.all(
            """
            UPDATE leases SET owner = $1, epoch = epoch + 1, expires_at = $2
            WHERE bucket_range IN (list($3)) AND (owner IS NULL OR expires_at <= $4)
            RETURNING bucket_range, epoch
            """,
            [.text(owner), .int((now + LeaseStore.duration).milliseconds), .list(free), .int(now.milliseconds)],
            LeaseStore.lease)
        return taken.sorted { $0.range < $1.range }
    }

    /// Renews what the owner holds, and gives up what is more than its fair share.
    ///
    /// - Returns: the leases held from now on; any other lease of the owner is lost, and its cache with it.
    public func renew(owner: String, now: Instant, on connection: any Connection) throws -> [Lease] {
        let share = try beat(owner, now: now, on: connection)
        let held = try self.held(by: owner, on: connection)
        try release(held.dropFirst(share).map(\.range), owner: owner, on: connection)
        let renewed = try connection.all(
            """
            UPDATE leases SET expires_at = $2 WHERE owner = $1 AND bucket_range IN (list($3))
            RETURNING bucket_range, epoch
            """,
            [
                .text(owner), .int((now + LeaseStore.duration).milliseconds),
                .list(held.prefix(share).map { Int64($0.range.index) }),
            ], LeaseStore.lease)
        return renewed.sorted { $0.range < $1.range }
    }

    /// Gives ranges up, so that another may take them at once.
    public func release(_ ranges: [BucketRange], owner: String, on connection: any Connection) throws {
        guard !ranges.isEmpty else { return }
        try connection.execute(
            "UPDATE leases SET owner = NULL, expires_at = 0 WHERE owner = $1 AND bucket_range IN (list($2))",
            [.text(owner), .list(ranges.map { Int64($0.index) })])
    }

    /// Gives everything up: the process is stopping.
    public func leave(owner: String, on connection: any Connection) throws {
        try connection.execute("UPDATE leases SET owner = NULL, expires_at = 0 WHERE owner = $1", [.text(owner)])
        try connection.execute("DELETE FROM lease_owners WHERE owner = $1", [.text(owner)])
    }

    public func held(by owner: String, on connection: any Connection) throws -> [Lease] {
        let sql = "SELECT bucket_range, epoch FROM leases WHERE owner = $1 ORDER BY bucket_range"
        return try connection.all(sql, [.text(owner)], LeaseStore.lease)
    }

    /// The ranges among these leases that belong to a later epoch now; the others are held until the transaction ends.
    func lost(_ leases: [Lease], on connection: any Connection) throws -> [BucketRange] {
        guard !leases.isEmpty else { return [] }
        let sql = """
            SELECT bucket_range, epoch FROM leases WHERE bucket_range IN (list($1))
            ORDER BY bucket_range \(connection.dialect.holdingRows)
            """
        let current = Set(try connection.all(sql, [.list(leases.map { Int64($0.range.index) })], LeaseStore.lease))
        return leases.filter { !current.contains($0) }.map(\.range)
    }

    /// Records that the owner is alive and answers how many ranges are its fair share.
    private func beat(_ owner: String, now: Instant, on connection: any Connection) throws -> Int {
        try connection.execute(
            """
            INSERT INTO lease_owners (owner, seen_at) VALUES ($1, $2)
            ON CONFLICT (owner) DO UPDATE SET seen_at = excluded.seen_at
            """, [.text(owner), .int(now.milliseconds)])
        let oldest = (now - LeaseStore.duration).milliseconds
        let alive = try connection.first("SELECT count(*) FROM lease_owners WHERE seen_at > $1", [.int(oldest)]) {
            Int($0.int(0))
        }
        let owners = max(1, alive ?? 1)
        return (BucketRange.count + owners - 1) / owners
    }

    private static func lease(_ row: Row) -> Lease {
        Lease(range: BucketRange(index: Int(row.int(0))), epoch: row.int(1))
    }
}
