import Engine

/// The one way to the database: synchronous closures, each on its connection's own thread.
///
/// A blocking call must never run on the cooperative pool: it would starve every other task of the process.
public protocol Database: Sendable {
    var dialect: Dialect { get }

    /// Runs `body` in one transaction: committed when it returns, rolled back when it throws.
    ///
    /// On SQLite there is one writer; the lanes take turns. On PostgreSQL the lanes share a small pool.
    /// - Throws: what `body` throws, or `DatabaseError`.
    @discardableResult
    func write<T: Sendable>(
        lane: WriteLane, _ body: @escaping @Sendable (any Connection) throws -> T
    ) async throws -> T

    /// Runs `body` on a reader, in one snapshot of the database; it sees every transaction committed before.
    func read<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T

    /// Finishes what is queued, then lets go of file and connections; later calls throw `DatabaseError.closed`.
    func close() async
}

/// Whose turn it is at the writer: lanes with waiting work are served in rotation.
public enum WriteLane: Int, Sendable, CaseIterable {
    case intake, engine, delivery, jobs
}

/// The workspace whose rows a repository call may touch.
public struct WorkspaceScope: Sendable, Hashable {
    public let workspace: WorkspaceID

    public init(_ workspace: WorkspaceID) { self.workspace = workspace }

    var id: Int64 { workspace.rawValue }
}
