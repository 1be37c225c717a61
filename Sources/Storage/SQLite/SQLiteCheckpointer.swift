import CSQLite
import Foundation

/// Copies the write-ahead log into the database file on a thread of its own, so that commits need not wait for it.
///
/// SQLite would do it within the commit that fills the log, which then takes as long as writing 64 MB at random.
/// Here a second connection copies while the writer goes on, again and again until little is left of what came
/// meanwhile. The writer itself copies that short rest, and waits a moment for readers of the log to end, so that the
/// log begins anew: with readers at all times it never would by itself, and grew until every commit copied.
/// Source: https://www.sqlite.org/wal.html#ckpt
final class SQLiteCheckpointer: @unchecked Sendable {
    /// 64 MB of 4 KB pages: fewer, larger copies measured half again as fast as SQLite's 4 MB.
    static let pages = 16_384
    /// What is left for the writer to copy, in pages: a few milliseconds' worth.
    private static let shortRest = 512
    /// Copies in a row, each of what came during the one before; a fast writer always leaves some.
    private static let rounds = 6
    /// By how many times `pages` the log may grow while it is copied.
    private static let lead = 3
    /// How long the writer waits for readers: somewhat longer than the engine reads for a batch.
    private static let patience = Duration.milliseconds(150)

    private enum State {
        case idle, wanted, copying, copied, closed
    }

    private let pages: Int
    // Touched under the condition's lock only.
    private var state = State.idle
    /// How long the log was at the last commit.
    private var logged = 0
    private let condition = NSCondition()
    private let ended = DispatchGroup()
    /// From which length of the log it is copied: more where readers kept it from beginning anew. The writer's alone.
    private var enough: Int

    init(path: String, pages: Int) throws {
        self.pages = pages
        enough = pages
        let connection = try SQLiteConnection(path: path, number: -1, isReader: false)
        // What is copied must be on the disk before the log begins anew.
        try connection.executeScript("PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0;")
        let owned = Owned(connection: connection)
        ended.enter()
        let thread = Thread { [self] in
            while isWanted() {
                copyUpToTheRest(owned.connection.handle)
                change(from: .copying, to: .copied)
            }
            owned.connection.close()
            ended.leave()
        }
        thread.name = "sqlite-checkpointer"
        thread.start()
    }

    /// The writer has committed, and its log has so many pages.
    func committed(logPages: Int, on writer: OpaquePointer) {
        keepPace(logPages)
        if change(from: .copied, to: .idle) {
            enough = beginAnew(writer) ? pages : logPages + pages / 2
        } else if logPages >= enough {
            change(from: .idle, to: .wanted)
        }
    }

    /// A writer faster than the disk waits where the log grows far beyond what is enough.
    private func keepPace(_ logPages: Int) {
        condition.lock()
        defer { condition.unlock() }
        logged = logPages
        while state == .copying, logPages >= enough + pages * SQLiteCheckpointer.lead { condition.wait() }
    }

    func close() {
        condition.lock()
        state = .closed
        condition.signal()
        condition.unlock()
        ended.wait()
    }

    private func copyUpToTheRest(_ handle: OpaquePointer) {
        var before = 0
        for _ in 0..<SQLiteCheckpointer.rounds {
            var copied: Int32 = 0
            // What a reader keeps from being copied is copied another time.
            sqlite3_wal_checkpoint_v2(handle, nil, SQLITE_CHECKPOINT_PASSIVE, nil, &copied)
            let rest = condition.withLock { state == .closed ? 0 : logged - Int(copied) }
            if rest <= SQLiteCheckpointer.shortRest || Int(copied) <= before { return }
            before = Int(copied)
        }
    }

    /// Copies what is left and waits for the readers that are under way.
    /// - Returns: whether the log begins anew with the next commit; a reader may have taken too long.
    private func beginAnew(_ writer: OpaquePointer) -> Bool {
        var deadline = ContinuousClock.now + SQLiteCheckpointer.patience
        return withUnsafeMutablePointer(to: &deadline) { deadline in
            sqlite3_busy_handler(
                writer,
                { deadline, _ in
                    guard let deadline = deadline?.assumingMemoryBound(to: ContinuousClock.Instant.self),
                        ContinuousClock.now < deadline.pointee
                    else { return 0 }
                    usleep(1_000)
                    return 1
                }, deadline)
            defer { sqlite3_busy_timeout(writer, SQLiteConnection.busyMilliseconds) }
            return sqlite3_wal_checkpoint_v2(writer, nil, SQLITE_CHECKPOINT_RESTART, nil, nil) == SQLITE_OK
        }
    }

    private func isWanted() -> Bool {
        condition.lock()
        defer { condition.unlock() }
        while state != .wanted, state != .closed { condition.wait() }
        guard state == .wanted else { return false }
        state = .copying
        return true
    }

    @discardableResult
    private func change(from old: State, to new: State) -> Bool {
        condition.lock()
        defer { condition.unlock() }
        guard state == old else { return false }
        state = new
        condition.signal()
        return true
    }

    /// The connection belongs to the thread from here on.
    private struct Owned: @unchecked Sendable {
        let connection: SQLiteConnection
    }
}
