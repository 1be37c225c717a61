import Engine
import Values

extension SegmentStore {
    /// Begins a walk over all profiles for the segments that are stored as being built by it: a piece of work in every
    /// range, done by the range's owner.
    ///
    /// Cost: counts the profiles, some 100 ms a million where nobody counted them lately.
    public func begin(
        build: SegmentBuild, total: Int, now: Instant, in scope: WorkspaceScope, on connection: any Connection
    ) throws {
        try connection.execute(
            """
            INSERT INTO segment_builds (workspace, build, announces, total, examined, ranges_left, started_at)
            VALUES ($1, $2, $3, $4, 0, $5, $6)
            """,
            [
                .int(scope.id), .int(build.id), .int(build.announces ? 1 : 0), .int(Int64(total)),
                .int(Int64(BucketRange.count)), .int(now.milliseconds),
            ])
        let work = BucketRange.all.map { BuildWork(build: build.id).item(in: $0, at: now) }
        try WorkStore().schedule(work, in: scope, on: connection)
    }

    /// Builds that are under way, and the latest that were finished.
    public func builds(in scope: WorkspaceScope, on connection: any Connection) throws -> [StoredBuild] {
        let sql = """
            SELECT build, announces, total, examined, ranges_left, started_at, finished_at FROM segment_builds
            WHERE workspace = $1 ORDER BY started_at DESC, build LIMIT 200
            """
        return try connection.all(sql, [.int(scope.id)]) {
            StoredBuild(
                id: $0.int(0), announces: $0.int(1) == 1, total: Int($0.int(2)), examined: Int($0.int(3)),
                rangesLeft: Int($0.int(4)), startedAt: Instant(milliseconds: $0.int(5)),
                finishedAt: $0.optionalInt(6).map(Instant.init(milliseconds:)))
        }
    }

    /// Counts pieces that were done, in the transaction that did them; the last piece makes the segments live.
    func advance(
        _ pieces: [BuildProgress], now: Instant, in scope: WorkspaceScope, on connection: any Connection
    ) throws {
        for (build, pieces) in Dictionary(grouping: pieces, by: \.build).sorted(by: { $0.key < $1.key }) {
            let left = try connection.first(
                """
                UPDATE segment_builds SET examined = examined + $3, ranges_left = ranges_left - $4
                WHERE workspace = $1 AND build = $2 RETURNING ranges_left
                """,
                [
                    .int(scope.id), .int(build), .int(Int64(pieces.reduce(0) { $0 + $1.examined })),
                    .int(Int64(pieces.count { $0.isDone })),
                ]
            ) { $0.int(0) }
            guard left == 0 else { continue }
            try connection.execute(
                "UPDATE segment_builds SET finished_at = $3 WHERE workspace = $1 AND build = $2",
                [.int(scope.id), .int(build), .int(now.milliseconds)])
            try connection.execute(
                "UPDATE segments SET state = 'live', build = NULL WHERE workspace = $1 AND build = $2",
                [.int(scope.id), .int(build)])
            try connection.execute(
                "UPDATE flow_watches SET build = NULL WHERE workspace = $1 AND build = $2",
                [.int(scope.id), .int(build)])
            try DefinitionStore().countUp(in: scope, on: connection)
        }
    }
}
