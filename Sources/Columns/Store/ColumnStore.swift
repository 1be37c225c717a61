import Conditions
import Synchronization
import Values

/// A workspace's profiles and events in columns, for counts over all of them in tens of milliseconds.
///
/// It serves previews and candidates; who is in a segment is decided by the evaluator on the database's own rows. The
/// answers agree with `CompiledCondition` without a trigger. The files may be deleted at any time and built again.
public final class ColumnStore: Sendable {
    let folder: StoreFolder
    let threads: Int
    let state: Mutex<StoreState>
    /// Held while files are written; nothing else waits for it.
    let writing = Mutex(())
    /// Held while the list of files changes, in memory and on disk alike.
    private let listing = Mutex(())

    init(folder: StoreFolder, threads: Int, state: StoreState) {
        self.folder = folder
        self.threads = threads
        self.state = Mutex(state)
    }

    /// Opens the files of a folder, each checked; what no list names is deleted.
    ///
    /// - Throws: `ColumnFileError` where one is missing, torn or damaged: then build them again.
    public convenience init(folder path: String, threads: Int = 2) throws(ColumnFileError) {
        let folder = StoreFolder(path: path)
        let list = try folder.read()
        var state = StoreState()
        (state.position, state.nextNumber) = (list.position, list.nextNumber)
        for entry in list.entries {
            state.append(
                try ColumnFile(path: folder.filePath(entry.name)), name: entry.name, dropped: entry.dropped,
                droppedRanges: entry.droppedRanges)
        }
        folder.sweep(keeping: list)
        self.init(folder: folder, threads: threads, state: state)
    }

    /// Begins with nothing, in place of whatever is in the folder.
    public static func empty(folder path: String, threads: Int = 2) throws(ColumnFileError) -> ColumnStore {
        let folder = StoreFolder(path: path)
        try folder.make()
        folder.clear()
        try folder.write(StoreFolder.List())
        return ColumnStore(folder: folder, threads: threads, state: StoreState())
    }

    /// Changes what is known, and puts the list of files on disk if the change asks for it.
    func settle(_ change: (inout StoreState) -> Bool) throws(ColumnFileError) {
        try listing.withLock { _ throws(ColumnFileError) in
            let list = state.withLock { state in change(&state) ? state.list : nil }
            guard let list else { return }
            try folder.write(list)
        }
    }

    /// Deletes files that the list does not name; only while nothing is being written.
    func sweep() {
        listing.withLock { _ in folder.sweep(keeping: state.withLock { $0.list }) }
    }

    /// Up to where of the database the files go; what came later is to be put in again after opening.
    public var position: Int64 { state.withLock { $0.position } }

    /// What is known of a profile, its workspace left out; nil where there is none. Cost: microseconds an event.
    public func subject(_ id: Int64) -> Subject? { state.withLock { $0 }.subject(id) }

    public var figures: Figures {
        state.withLock { state in
            var figures = Figures(tailProfiles: state.tail.subjects.count + state.sealed.subjects.count)
            figures.tailEvents = state.tail.eventCount + state.sealed.eventCount
            figures.profiles = figures.tailProfiles
            for part in state.parts {
                figures.files += 1
                figures.bytes += part.file.size
                figures.profiles += part.living.count
                figures.events += part.file.eventCount
            }
            return figures
        }
    }

    public struct Figures: Sendable, Hashable {
        public var files = 0
        /// On disk.
        public var bytes = 0
        public var profiles = 0
        /// In files, those of profiles that newer files speak for included.
        public var events = 0
        public var tailProfiles = 0
        public var tailEvents = 0
    }
}
