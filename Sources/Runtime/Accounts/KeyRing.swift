import Crypto
import Engine
import Storage
import Synchronization
import Values

/// Which write keys are known, remembered so that the hot path asks the database once a key.
public final class KeyRing: Sendable {
    private let database: any Database
    private let store = APIKeyStore()
    private let known = Mutex<[String: Entry]>([:])
    private let clock: SystemClock

    private struct Entry {
        let source: SourceKey?
        let readAt: Instant
    }

    /// A revoked key works for at most so long on another process; an unknown one is not asked about at every try.
    static let rememberedFor = TimeSpan.seconds(10)
    /// Tried keys remembered at most: guessing must not fill the memory.
    static let most = 1_000

    init(database: any Database, clock: SystemClock) {
        self.database = database
        self.clock = clock
    }

    /// The source that a key stands for; nil where it is unknown or revoked.
    ///
    /// - Throws: `DatabaseError` where nobody can tell: a client must not take that for a refusal and drop its events.
    public func source(for key: String) async throws -> SourceKey? {
        let now = clock.now()
        if let entry = known.withLock({ $0[key] }), now - entry.readAt < KeyRing.rememberedFor { return entry.source }
        let hash = KeyRing.hash(key)
        let found: SourceKey?
        do { found = try await database.read { [store] in try store.source(hash, on: $0) } } catch {
            // The database is gone: what was known a moment ago still holds.
            if let entry = known.withLock({ $0[key] }) { return entry.source }
            throw error
        }
        known.withLock { known in
            if known.count >= KeyRing.most { known = [:] }
            known[key] = Entry(source: found, readAt: now)
        }
        return found
    }

    public func forget() { known.withLock { $0 = [:] } }

    /// Keys are long and random, so a plain hash is enough to keep them out of the database.
    static func hash(_ key: String) -> [UInt8] { Array(SHA256.hash(data: Array(key.utf8))) }
}
