extension BenchPeople {
    /// Reads every event and profile, and counts their bytes: what the database alone needs to hand them over.
    ///
    /// Cost: the whole of both tables, row by row.
    public static func bytesOfPast(on connection: any Connection) throws -> Int {
        var bytes = 0
        try connection.query("SELECT identity_key, occurred_at, properties FROM events") {
            bytes += $0.bytes(2).count
        }
        try connection.query("SELECT profile_key, document FROM profiles") { bytes += $0.bytes(1).count }
        return bytes
    }
}
