import Foundation
import Synchronization

/// The claim of one process on a database file: a locked file beside it that holds the process's number.
///
/// The system lets go of it when the process ends, however it ends.
final class SQLiteFileLock: Sendable {
    private let descriptor: Mutex<Int32?>

    init(of path: String) throws {
        let lockPath = path + ".lock"
        let opened = open(lockPath, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard opened >= 0 else {
            throw DatabaseError.cannotOpen("\(lockPath): \(String(cString: strerror(errno)))")
        }
        guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
            var bytes = [UInt8](repeating: 0, count: 16)
            let count = read(opened, &bytes, bytes.count)
            _ = Foundation.close(opened)
            let holder = Int32(String(decoding: bytes.prefix(max(0, count)), as: UTF8.self))
            throw DatabaseError.ownedByProcess(holder, path: path)
        }
        let process = Array(String(getpid()).utf8)
        _ = ftruncate(opened, 0)
        _ = process.withUnsafeBytes { Foundation.write(opened, $0.baseAddress, $0.count) }
        descriptor = Mutex(opened)
    }

    deinit { release() }

    func release() {
        descriptor.withLock { held in
            if let open = held { _ = Foundation.close(open) }
            held = nil
        }
    }
}
