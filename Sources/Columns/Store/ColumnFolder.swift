import Foundation
import Synchronization

/// A folder for columns that one process has for itself; the system lets go of it when the process ends.
public final class ColumnFolder: Sendable {
    public let path: String
    private let descriptor: Mutex<Int32?>

    /// Processes that may share a data folder.
    private static let most = 16

    /// Takes a folder that nobody else has, and empties those that nobody has.
    ///
    /// - Parameter path: of the first; others are called `path-2` and so on.
    /// - Throws: `ColumnFileError` where none can be had.
    public init(_ path: String) throws(ColumnFileError) {
        var taken: (path: String, descriptor: Int32)?
        for number in 1...ColumnFolder.most {
            let place = number == 1 ? path : "\(path)-\(number)"
            if taken != nil, !FileManager.default.fileExists(atPath: place) { continue }
            let folder = StoreFolder(path: place)
            try folder.make()
            let opened = open(place + "/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
            guard opened >= 0 else {
                throw ColumnFileError.failed(path: place, reason: String(cString: strerror(errno)))
            }
            guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
                close(opened)
                continue
            }
            folder.clear()
            if taken == nil { taken = (place, opened) } else { close(opened) }
        }
        guard let taken else {
            throw ColumnFileError.failed(path: path, reason: "\(ColumnFolder.most) processes have columns here")
        }
        self.path = taken.path
        descriptor = Mutex(taken.descriptor)
    }

    /// Takes away the files of processes that were killed.
    public static func emptyAbandoned(_ path: String) {
        for number in 1...most {
            let place = number == 1 ? path : "\(path)-\(number)"
            let opened = open(place + "/lock", O_RDWR | O_CLOEXEC)
            guard opened >= 0 else { continue }
            if flock(opened, LOCK_EX | LOCK_NB) == 0 { StoreFolder(path: place).clear() }
            close(opened)
        }
    }

    /// Takes all files away; whoever has them open may go on reading.
    public func clear() { StoreFolder(path: path).clear() }

    /// Takes all files away and lets go of the folder.
    public func giveUp() {
        descriptor.withLock { held in
            guard let open = held else { return }
            StoreFolder(path: path).clear()
            close(open)
            held = nil
        }
    }

    deinit {
        descriptor.withLock { held in
            if let open = held { close(open) }
        }
    }
}
