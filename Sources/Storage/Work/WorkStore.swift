import Engine
import Values

/// The one queue: what is to be done, by range of buckets and moment.
public struct WorkStore: Sendable {
    public init() {}

    static let dueInRange = BulkQuery(
        [.int("bucket_range"), .int("now"), .int("most")],
        """
        SELECT work.due_at, work.kind, work.id, work.subject, work.workspace, work.payload, \(EventRow.columns)
        FROM work
        LEFT JOIN events ON work.kind = 0 AND events.sequence = work.id
        LEFT JOIN names ON names.name_id = events.name_id
        WHERE work.bucket_range = rows.bucket_range AND work.due_at <= rows.now
        ORDER BY work.due_at, work.kind, work.id LIMIT rows.most
        """)

    /// Up to `limit` items that are due, each range's in order; a range with much to do does not hide the others.
    ///
    /// - Parameter limit: at least the number of ranges, so that each gets a turn.
    public func due(
        in ranges: [BucketRange], now: Instant, limit: Int, on connection: any Connection
    ) throws -> [WaitingWork] {
        guard !ranges.isEmpty, limit > 0 else { return [] }
        let share = max(1, limit / ranges.count)
        var found = try due(in: ranges, now: now, most: share, on: connection)
        let full = ranges.indices.filter { found[$0].count == share }
        let left = limit - found.reduce(0) { $0 + $1.count }
        if !full.isEmpty, left >= full.count {
            let deeper = try due(in: full.map { ranges[$0] }, now: now, most: share + left / full.count, on: connection)
            for (index, work) in zip(full, deeper) { found[index] = work }
        }
        return Array(found.joined().prefix(limit))
    }

    private func due(
        in ranges: [BucketRange], now: Instant, most: Int, on connection: any Connection
    ) throws -> [[WaitingWork]] {
        var found = [[WaitingWork]](repeating: [], count: ranges.count)
        try connection.queryEach(WorkStore.dueInRange, count: ranges.count) { row, index in
            row.int(ranges[index].index)
            row.int(now.milliseconds)
            row.int(most)
        } row: { row, index in
            found[index].append(try WaitingWork(row))
        }
        return found
    }

    static let firstInRange = BulkQuery(
        [.int("bucket_range")],
        "SELECT due_at FROM work WHERE bucket_range = rows.bucket_range ORDER BY due_at LIMIT 1")

    /// When the earliest item of these ranges is due; nil where there is none.
    public func nextDue(in ranges: [BucketRange], on connection: any Connection) throws -> Instant? {
        var earliest: Int64?
        try connection.queryEach(WorkStore.firstInRange, count: ranges.count) { row, index in
            row.int(ranges[index].index)
        } row: { row, _ in
            earliest = min(earliest ?? .max, row.int(0))
        }
        return earliest.map(Instant.init(milliseconds:))
    }

    /// How many items are due, counted up to `limit`: counting a long queue would take as long as working on it.
    public func depth(now: Instant, upTo limit: Int = 100_000, on connection: any Connection) throws -> Int {
        var count = 0
        let counted = BulkQuery(
            [.int("bucket_range"), .int("now"), .int("most")],
            """
            SELECT count(*) FROM (
                SELECT 1 FROM work WHERE bucket_range = rows.bucket_range AND due_at <= rows.now LIMIT rows.most
            ) AS waiting
            """)
        try connection.queryEach(counted, count: BucketRange.count) { row, index in
            row.int(index)
            row.int(now.milliseconds)
            row.int(limit / BucketRange.count + 1)
        } row: { row, _ in
            count += Int(row.int(0))
        }
        return min(count, limit)
    }

    /// Has the owner of each subject do something; scheduling it again changes nothing.
    public func schedule(_ work: [WorkItem], in scope: WorkspaceScope, on connection: any Connection) throws {
        try WorkRow.insert(work.sorted { $0.range < $1.range }, in: scope, on: connection)
    }
}

/// Work that is due, with the event it is about and the workspace it belongs to.
public struct WaitingWork: Sendable {
    public let workspace: WorkspaceID
    public let work: DueWork
    /// Why the event cannot be read; such work is to be finished with a record, not retried.
    public let fault: StoredFormError?
    private let salts: [UInt8]

    public var item: WorkItem { work.item }
    public var event: Event? { work.event }

    init(_ row: Row) throws {
        guard let kind = WorkItem.Kind(rawValue: Int(row.int(1))) else {
            throw StoredFormError(what: "work of kind \(row.int(1))", reason: "it is of a newer release")
        }
        workspace = WorkspaceID(rawValue: row.int(4))
        let item = WorkItem(
            dueAt: Instant(milliseconds: row.int(0)), kind: kind, id: row.int(2),
            subject: IdentityKey(rawValue: row.int(3)), payload: row.text(5))
        guard kind == .event, !row.isNull(6) else {
            (work, fault, salts) = (DueWork(item: item), nil, [])
            return
        }
        do {
            let (event, salts) = try EventRow.read(row, from: 6)
            (work, fault, self.salts) = (DueWork(item: item, event: event), nil, salts)
        } catch let error as StoredFormError {
            (work, fault, salts) = (DueWork(item: item), error, [])
        }
    }

    /// The identities in the event's payload with the keys under which they are stored.
    public var identities: [LinkedIdentity] {
        (event?.envelope.identities ?? []).enumerated().map { index, identity in
            let salt = index < salts.count ? salts[index] : 0
            return LinkedIdentity(
                key: IdentityKey(identity, workspace: workspace, salt: salt), kind: identity.kind,
                value: identity.value)
        }
    }
}
