import Engine
import Values

extension LeaseStore {
    /// Who holds which ranges now; a range that nobody holds is missing.
    ///
    /// - Parameter now: the database's time, by `DatabaseClock`.
    public func owners(now: Instant, on connection: any Connection) throws -> [String: [BucketRange]] {
        let sql = "SELECT owner, bucket_range FROM leases WHERE owner IS NOT NULL AND expires_at > $1"
        let held = try connection.all(sql, [.int(now.milliseconds)]) {
            (owner: $0.text(0), range: BucketRange(index: Int($0.int(1))))
        }
        return Dictionary(grouping: held, by: \.owner).mapValues { $0.map(\.range).sorted() }
    }
}
