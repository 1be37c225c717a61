import Engine
import Values

extension WorkStore {
    static let pausedInRange = BulkQuery(
        [.int("bucket_range"), .int("earliest"), .text("paused"), .int("most")],
        """
        SELECT work.due_at, work.kind, work.id, work.subject, work.payload FROM work
        WHERE work.bucket_range = rows.bucket_range AND work.due_at >= rows.earliest
            AND NOT (work.due_at IN (list(rows.paused)))
        ORDER BY work.due_at, work.kind, work.id LIMIT rows.most
        """)

    /// Payloads of one form, whose numbers have as many digits: the least is of the earliest.
    static let pausedSinceQuery = """
        SELECT min(payload), count(*) FROM (
            SELECT payload FROM work
            WHERE bucket_range IN (list($1)) AND due_at = $2 AND kind = $3 AND workspace = $4 LIMIT $5
        ) AS waiting
        """
    /// Where more wait, the earliest is not looked for.
    private static let mostLookedAt: Int64 = 10_000

    /// Since when the journey would have gone on that waits for a paused flow the longest; nil where none does, and
    /// `pausedAt` where very many do: it was due at about that moment.
    public func pausedSince(
        _ flow: Int64, pausedAt: Instant?, in scope: WorkspaceScope, on connection: any Connection
    ) throws -> Instant? {
        let found = try connection.first(
            WorkStore.pausedSinceQuery,
            [
                .list(BucketRange.all.map { Int64($0.index) }), .int(PausedWork.moment(of: flow).milliseconds),
                .int(Int64(WorkItem.Kind.journeyDue.rawValue)), .int(scope.id), .int(WorkStore.mostLookedAt),
            ]
        ) { (payload: $0.optionalText(0), count: $0.int(1)) }
        let earliest = found?.payload.flatMap { PausedWork(payload: $0)?.dueSince }
        guard let found, found.count >= WorkStore.mostLookedAt else { return earliest }
        return [earliest, pausedAt].compactMap { $0 }.min()
    }

    /// Makes work due that waited for flows which are no longer paused, up to `limit` items of each range.
    ///
    /// For the owner of the ranges, whose steps put such work aside: nobody else's come between. Doing it twice
    /// changes nothing.
    /// - Returns: how many items; below `limit` there is no more.
    public func resume(
        in ranges: [BucketRange], except paused: Set<Int64>, now: Instant, limit: Int, in scope: WorkspaceScope,
        on connection: any Connection
    ) throws -> Int {
        let kept = paused.map { PausedWork.moment(of: $0).milliseconds }.sorted()
        var found: [WorkItem] = []
        try connection.queryEach(WorkStore.pausedInRange, count: ranges.count) { row, index in
            row.int(ranges[index].index)
            row.int(PausedWork.earliest.milliseconds)
            try row.list(kept)
            row.int(max(1, limit / max(1, ranges.count)))
        } row: { row, _ in
            guard let kind = WorkItem.Kind(rawValue: Int(row.int(1))) else { return }
            found.append(
                WorkItem(
                    dueAt: Instant(milliseconds: row.int(0)), kind: kind, id: row.int(2),
                    subject: IdentityKey(rawValue: row.int(3)), payload: row.text(4)))
        }
        guard !found.isEmpty else { return 0 }
        _ = try WorkRow.delete(found, on: connection)
        let again = found.map { item in
            WorkItem(dueAt: now, kind: item.kind, id: item.id, subject: item.subject, payload: item.payload)
        }
        try WorkRow.insert(again.sorted { $0.range < $1.range }, in: scope, on: connection)
        return found.count
    }
}
