import Engine
import Values

/// What is watched of everybody on behalf of live flows, and the builds that put down who meets it already.
public struct FlowWatchStore: Sendable {
    public init() {}

    /// Of watches that are being built, the build, by the watch's id.
    public func builds(in scope: WorkspaceScope, on connection: any Connection) throws -> [Int64: SegmentBuild] {
        var builds: [Int64: SegmentBuild] = [:]
        try connection.query(
            "SELECT watch, build FROM flow_watches WHERE workspace = $1 AND build IS NOT NULL", [.int(scope.id)]
        ) { builds[$0.int(0)] = SegmentBuild(id: $0.int(1)) }
        return builds
    }

    /// Begins a build for watches that are new, and lets go of those that nobody asks for, in the transaction that changes
    /// which flows are live.
    ///
    /// - Parameter total: profiles, for showing how far it is.
    public func reconcile(
        with wanted: [FlowWatch], total: Int, now: Instant, in scope: WorkspaceScope, on connection: any Connection
    ) throws {
        let known = Set(
            try connection.all("SELECT watch FROM flow_watches WHERE workspace = $1", [.int(scope.id)]) { $0.int(0) })
        let ids = Set(wanted.map(\.id))
        try connection.execute(
            "DELETE FROM flow_watches WHERE workspace = $1 AND watch IN (list($2))",
            [.int(scope.id), .list(known.subtracting(ids).sorted())])
        var added = known
        let new = wanted.filter { added.insert($0.id).inserted }
        guard !new.isEmpty else { return }
        var hash = StableHash()
        for watch in new { hash.combine(watch.id) }
        hash.combine(now.milliseconds)
        hash.combine(try DefinitionStore().currentVersion(in: scope, on: connection))
        let build = SegmentBuild(id: hash.finishSigned())
        for watch in new {
            try connection.execute(
                """
                INSERT INTO flow_watches (workspace, watch, text, build, created_at) VALUES ($1, $2, $3, $4, $5)
                """,
                [
                    .int(scope.id), .int(watch.id), .text(watch.text), .int(build.id), .int(now.milliseconds),
                ])
        }
        try SegmentStore().begin(build: build, total: total, now: now, in: scope, on: connection)
    }
}
