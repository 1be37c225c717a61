import Engine
import Values

extension StoredCustomers {
    public func profiles(in range: BucketRange, after: ProfileKey?, limit: Int) throws -> [ProfileRow] {
        try store.profiles(after: after ?? range.beforeFirst, upTo: range.lastKey, limit: limit, on: connection)
    }

    public func pendingEvent(in range: BucketRange, after id: Int64) throws -> Int64? {
        try connection.first(
            CustomerStore.pendingEvent,
            [
                .int(Int64(range.index)), .int(WorkItem.firstInLine.milliseconds),
                .int(Int64(WorkItem.Kind.event.rawValue)), .int(id),
            ]
        ) { $0.int(0) }
    }
}

extension BucketRange {
    /// Nil at the lowest of all keys.
    fileprivate var beforeFirst: ProfileKey? {
        firstKey.rawValue == .min ? nil : IdentityKey(rawValue: firstKey.rawValue - 1)
    }
}

extension CustomerStore {
    static let pendingEvent = """
        SELECT id FROM work WHERE bucket_range = $1 AND due_at = $2 AND kind = $3 AND id > $4 ORDER BY id LIMIT 1
        """

    static let profilesInOrder = """
        SELECT profile_key, document, moved_to FROM profiles WHERE profile_key > $1 AND profile_key <= $2
        ORDER BY profile_key LIMIT $3
        """

    /// Profiles by their keys, those that moved included. Cost: reads the rows asked for, which lie in this order.
    ///
    /// - Parameter after: nil begins at the lowest key of all.
    public func profiles(
        after: ProfileKey?, upTo last: ProfileKey, limit: Int, on connection: any Connection
    ) throws -> [ProfileRow] {
        try connection.all(
            CustomerStore.profilesInOrder,
            [.int(after?.rawValue ?? .min), .int(last.rawValue), .int(Int64(limit))]
        ) { row in
            ProfileRow(
                key: ProfileKey(rawValue: row.int(0)), document: row.text(1),
                movedTo: row.optionalInt(2).map(ProfileKey.init(rawValue:)))
        }
    }
}
