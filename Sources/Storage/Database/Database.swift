import Engine

/// The one way to the database: synchronous closures, each on its connection's own thread.
///
/// A blocking call must never run on the cooperative pool: it would starve every other task of the process.
public protocol Database: Sendable {
    var dialect: Dialect { get }

    /// Runs `body` in one transaction: committed when it returns, rolled back when it throws.
    ///
    /// On SQLite there is one writer, whose time the lanes share. On PostgreSQL they share a small pool.
    /// - Throws: what `body` throws, or `DatabaseError`.
    @discardableResult
    func write<T: Sendable>(
        lane: WriteLane, durability: Durability, _ body: @escaping @Sendable (any Connection) throws -> T
    ) async throws -> T

    /// Runs `body` on a reader, in one snapshot of the database; it sees every transaction committed before.
    func read<T: Sendable>(
        lane: ReadLane, _ body: @escaping @Sendable (any Connection) throws -> T
    ) async throws -> T

    /// Finishes what is queued, then lets go of file and connections; later calls throw `DatabaseError.closed`.
    func close() async
}

extension Database {
    /// Runs `body` on a reader that nobody but other readers is served before.
    public func read<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
        try await read(lane: .usual, body)
    }

    /// Runs `body` in one transaction, which is on the disk when this returns.
    @discardableResult
    public func write<T: Sendable>(
        lane: WriteLane, _ body: @escaping @Sendable (any Connection) throws -> T
    ) async throws -> T {
        try await write(lane: lane, durability: .now, body)
    }
}

/// What waits for the writer: while all lanes have work, each gets its share of the writer's time.
public enum WriteLane: Int, Sendable, CaseIterable {
    case intake, engine, delivery, jobs

    /// A store waits for intake's answer, and the engine makes up what it falls behind: events come first. The engine
    /// keeps enough to go on in any flood.
    private var share: Double {
        switch self {
        case .intake: 8
        case .engine: 1
        case .delivery: 4
        case .jobs: 1
        }
    }

    static var shares: [Double] { allCases.map(\.share) }
}

/// Who reads: the engine has readers of its own, so that a long queue keeps nobody else waiting.
public enum ReadLane: Sendable {
    case usual
    /// Gives way to intake where both want a core, as it does at the writer.
    case engine
    /// Reads much of the database, such as a backtest: it keeps nobody's page waiting.
    case bulk
}

/// When a committed transaction survives a power failure; the death of the process it survives at once.
public enum Durability: Sendable {
    /// When the call returns: whatever is acknowledged, or seen by the world outside.
    case now
    /// With the next transaction committed `now`, whichever lane's, and never without those before it: what follows
    /// from stored rows, and would follow from them again.
    case soon
}

/// The workspace whose rows a repository call may touch.
public struct WorkspaceScope: Sendable, Hashable {
    public let workspace: WorkspaceID

    public init(_ workspace: WorkspaceID) { self.workspace = workspace }

    var id: Int64 { workspace.rawValue }
}
