import Engine
import Synchronization
import Values

/// How an identity is remembered once its person is erased: a hash that only this installation can make.
public struct TombstoneKey: Sendable {
    private let code: @Sendable ([UInt8]) -> [UInt8]

    /// - Parameter code: HMAC-SHA256 under a key kept outside the database, or a code as strong. A key that changes
    ///   makes every tombstone meaningless.
    public init(_ code: @escaping @Sendable ([UInt8]) -> [UInt8]) { self.code = code }

    func tombstone(of identity: Identity, workspace: WorkspaceID) -> [UInt8] {
        code(Array("\(workspace.rawValue)\n\(identity.kind.rawValue)\n\(identity.value)".utf8))
    }
}

/// Whose data were erased, and when: what intake, imports and a restore must not bring back.
///
/// Intake refuses an event where `isErased` of any identity it carries, at the moment it occurred: history, resends and
/// imports stay out, and who comes back later is taken in as somebody new. An import of profiles refuses a row with an
/// identity that has an `erasedAt` at all, unless the row tells a later consent. Kept in memory: asking costs nothing
/// until somebody was erased, then about a microsecond an identity.
public final class ErasedIdentities: Sendable {
    private let key: TombstoneKey
    private let known = Mutex<[[UInt8]: Instant]>([:])

    public init(key: TombstoneKey) { self.key = key }

    /// Reads what is stored; to be called at the start, and every few seconds where other processes may erase.
    public func load(in scope: WorkspaceScope, on connection: any Connection) throws {
        var read: [[UInt8]: Instant] = [:]
        let sql = "SELECT tombstone, erased_at FROM erasures WHERE workspace = $1"
        try connection.query(sql, [.int(scope.id)]) { read[$0.bytes(0)] = Instant(milliseconds: $0.int(1)) }
        known.withLock { [read] known in known.merge(read) { max($0, $1) } }
    }

    /// When a person with this identity was last erased; nil where none was.
    public func erasedAt(_ identity: Identity, in scope: WorkspaceScope) -> Instant? {
        guard known.withLock({ !$0.isEmpty }) else { return nil }
        let tombstone = key.tombstone(of: identity, workspace: scope.workspace)
        return known.withLock { $0[tombstone] }
    }

    /// Whether what happened to this identity at `moment` is of a person erased since.
    public func isErased(_ identity: Identity, at moment: Instant, in scope: WorkspaceScope) -> Bool {
        erasedAt(identity, in: scope).map { moment <= $0 } ?? false
    }

    /// Adds tombstones, in the transaction at hand and, once it is committed, in memory.
    func add(
        _ identities: [Identity], at now: Instant, in scope: WorkspaceScope, on connection: any Connection
    ) throws {
        let tombstones = identities.map { key.tombstone(of: $0, workspace: scope.workspace) }
        for tombstone in tombstones {
            try connection.execute(
                """
                INSERT INTO erasures (tombstone, workspace, erased_at) VALUES ($1, $2, $3)
                ON CONFLICT (tombstone) DO UPDATE SET erased_at = excluded.erased_at
                """, [.blob(tombstone), .int(scope.id), .int(now.milliseconds)])
        }
        connection.afterCommit {
            self.known.withLock { known in
                for tombstone in tombstones { known[tombstone] = now }
            }
        }
    }
}
