import Foundation
import CSQLite

/// Copies the write-ahead log into the database file on a thread of its own, so that commits need not wait for it.
///
/// SQLite would do it within the commit that fills the log, which then takes as long as writing 64 MB at random.
/// Here a second connection copies while the writer goes on; the writer itself copies only the short rest, after
/// which the log begins anew. Source: https://www.sqlite.org/wal.html#ckpt
final class SQLiteCheckpointer: @unchecked Sendable {
    /// 64 MB of 4 KB pages: fewer, larger copies measured half again as fast as SQLite's 4 MB.
    static let pages = 16_384
    /// Where copying falls so far behind, a commit waits for it after all: the log must not grow without end.
    private static let patience = 4

    private enum State {
        case idle, wanted, copying, copied, closed
    }

    private let pages: Int
    // Touched under the condition's lock only.
    private var state = State.idle
    private let condition = NSCondition()
    private let ended = DispatchGroup()

    init(path: String, pages: Int) throws {
        self.pages = pages
        let connection = try SQLiteConnection(path: path, number: -1, isReader: false)
        // What is copied must be on the disk before the log begins anew.
        try connection.executeScript("PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0;")
        let owned = Owned(connection: connection)
        ended.enter()
        let thread = Thread { [self] in
            while isWanted() {
                SQLiteCheckpointer.copy(owned.connection.handle)
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
        if change(from: .copied, to: .idle) {
            SQLiteCheckpointer.copy(writer)
        } else if logPages >= pages * SQLiteCheckpointer.patience {
            SQLiteCheckpointer.copy(writer)
        } else if logPages >= pages {
            change(from: .idle, to: .wanted)
        }
    }

    func close() {
        condition.lock()
        state = .closed
        condition.signal()
        condition.unlock()
        ended.wait()
    }

    /// Copies what no reader keeps from being copied; one that cannot now is tried again later.
    private static func copy(_ handle: OpaquePointer) {
        sqlite3_wal_checkpoint_v2(handle, nil, SQLITE_CHECKPOINT_PASSIVE, nil, nil)
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
