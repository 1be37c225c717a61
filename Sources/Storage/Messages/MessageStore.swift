import Engine
import Values

/// Messages on their way out: from cleared to handed over, and what became of them.
public struct MessageStore: Sendable {
    /// A message cleared by policy may be handed over for so long; after that policy is asked again.
    public static let clearance = TimeSpan.seconds(30)

    let leases = LeaseStore()
    let ledger = LedgerStore()

    public init() {}

    /// The messages with these ids; those that do not exist are missing.
    public func messages(_ ids: [Int64], on connection: any Connection) throws -> [Int64: Message] {
        let sql = "SELECT \(MessageRow.columns) FROM messages WHERE id IN (list($1))"
        return Dictionary(
            try connection.all(sql, [.list(ids)]) { try MessageRow.read($0) }.map { ($0.id, $0) },
            uniquingKeysWith: { $1 })
    }

    /// At most `limit` messages of a journey. Cost: the messages of the profiles with these keys.
    func messages(
        ofJourney journey: Int64, under keys: [ProfileKey], limit: Int, on connection: any Connection
    ) throws -> [Message] {
        let sql = """
            SELECT \(MessageRow.columns) FROM messages WHERE profile_key IN (list($1)) AND journey = $2
            ORDER BY created_at DESC, id DESC LIMIT $3
            """
        return try connection.all(
            sql, [.list(keys.map(\.rawValue)), .int(journey), .int(Int64(limit))]
        ) { try MessageRow.read($0) }
    }

    static let readyInRange = BulkQuery(
        [.int("bucket_range"), .int("earliest"), .int("now"), .int("most")],
        """
        SELECT \(MessageRow.columns), messages.workspace, messages.attempts FROM messages
        WHERE messages.state = 2 AND messages.bucket_range = rows.bucket_range
            AND messages.due_at > rows.earliest AND messages.due_at <= rows.now
        ORDER BY messages.due_at, messages.id LIMIT rows.most
        """)

    /// Messages of these ranges that may be handed over now, oldest first within a range.
    ///
    /// Nothing is taken yet: `commitSending` does that, and only once.
    ///
    /// - Parameter limit: each range gives an equal share of it.
    /// - Returns: the messages, and whether some range may hold more than its share.
    public func claimReady(
        in ranges: [BucketRange], now: Instant, limit: Int, on connection: any Connection
    ) throws -> (ready: [ReadyMessage], hasMore: Bool) {
        var ready: [ReadyMessage] = []
        let share = max(1, limit / max(1, ranges.count))
        var counts = [Int](repeating: 0, count: ranges.count)
        try connection.queryEach(MessageStore.readyInRange, count: ranges.count) { row, index in
            row.int(ranges[index].index)
            row.int((now - MessageStore.clearance).milliseconds)
            row.int(now.milliseconds)
            row.int(Int64(share))
        } row: { row, index in
            counts[index] += 1
            ready.append(
                ReadyMessage(
                    message: try MessageRow.read(row),
                    workspace: WorkspaceID(rawValue: row.int(MessageRow.columnCount)),
                    attempts: Int(row.int(MessageRow.columnCount + 1))))
        }
        return (Array(ready.prefix(limit)), ready.count > limit || counts.contains { $0 >= share })
    }

    static let overdueInRange = BulkQuery(
        [.int("bucket_range"), .int("latest"), .int("most")],
        """
        SELECT messages.id, messages.profile_key, messages.workspace, messages.due_at FROM messages
        WHERE messages.state = 2 AND messages.bucket_range = rows.bucket_range AND messages.due_at <= rows.latest
        ORDER BY messages.due_at, messages.id LIMIT rows.most
        """)

    /// Has policy asked again about messages whose clearance has passed; asking twice changes nothing.
    /// - Returns: how many there are.
    @discardableResult
    public func askAgain(
        in ranges: [BucketRange], now: Instant, limit: Int, on connection: any Connection
    ) throws -> Int {
        var asking: [WorkspaceScope: [WorkItem]] = [:]
        try connection.queryEach(MessageStore.overdueInRange, count: ranges.count) { row, index in
            row.int(ranges[index].index)
            row.int((now - MessageStore.clearance).milliseconds)
            row.int(max(1, limit / max(1, ranges.count)))
        } row: { row, _ in
            var hash = StableHash()
            hash.combine(row.int(0))
            hash.combine(row.int(3))
            let command: JSON = ["clear_again": ["message": .number(Number(row.int(0)))]]
            asking[WorkspaceScope(WorkspaceID(rawValue: row.int(2))), default: []].append(
                WorkItem(
                    dueAt: WorkItem.firstInLine, kind: .command, id: hash.finishSigned(),
                    subject: IdentityKey(rawValue: row.int(1)), payload: command.text))
        }
        for (scope, work) in asking { try WorkRow.insert(work, in: scope, on: connection) }
        return asking.values.reduce(0) { $0 + $1.count }
    }

    /// When the next message of these ranges may go, at or after `now`; nil where none waits.
    public func nextReady(
        in ranges: [BucketRange], now: Instant, on connection: any Connection
    ) throws -> Instant? {
        let next = BulkQuery(
            [.int("bucket_range"), .int("now")],
            """
            SELECT due_at FROM messages WHERE state = 2 AND bucket_range = rows.bucket_range AND due_at >= rows.now
            ORDER BY due_at LIMIT 1
            """)
        var earliest: Int64?
        try connection.queryEach(next, count: ranges.count) { row, index in
            row.int(ranges[index].index)
            row.int(now.milliseconds)
        } row: { row, _ in
            earliest = min(earliest ?? .max, row.int(0))
        }
        return earliest.map(Instant.init(milliseconds:))
    }
}

/// A message that delivery may render and hand over.
public struct ReadyMessage: Sendable, Hashable {
    public let message: Message
    public let workspace: WorkspaceID
    /// How often it was handed over before.
    public let attempts: Int
}
