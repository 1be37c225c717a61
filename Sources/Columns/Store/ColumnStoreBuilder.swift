import Synchronization

/// Builds a store profile by profile, for a reader that hands them over page by page.
///
/// The store that is in the folder goes on until `finish`: the new files lie in a folder beside it.
public final class ColumnStoreBuilder: Sendable {
    private struct Progress: Sendable {
        var builder = ColumnFileBuilder()
        var list = StoreFolder.List()
    }

    private let folder: StoreFolder
    private let passing: StoreFolder
    private let progress = Mutex(Progress())

    public init(folder path: String) throws(ColumnFileError) {
        folder = StoreFolder(path: path)
        passing = StoreFolder(path: path + ".building")
        try passing.make()
        passing.clear()
    }

    /// Adds profiles; ids ascend from page to page. Cost: some microseconds an event, and now and then writing a file.
    public func add(_ records: [ProfileRecord]) throws(ColumnFileError) {
        try progress.withLock { progress throws(ColumnFileError) in
            for record in records {
                progress.builder.add(record)
                if progress.builder.isFull { try write(&progress) }
            }
        }
    }

    private func write(_ progress: inout Progress) throws(ColumnFileError) {
        let full = progress.builder
        progress.builder = ColumnFileBuilder()
        let name = StoreFolder.name(progress.list.nextNumber)
        progress.list.nextNumber += 1
        try full.write(to: passing.filePath(name))
        progress.list.entries.append(StoreFolder.Entry(name: name))
    }

    /// Puts the new store in place of the old one and opens it; once only.
    ///
    /// - Parameter position: up to where of the database all has been put in at the least.
    public func finish(position: Int64, threads: Int = 2) throws(ColumnFileError) -> ColumnStore {
        try progress.withLock { progress throws(ColumnFileError) in
            if !progress.builder.isEmpty { try write(&progress) }
            progress.list.position = position
            try passing.write(progress.list)
        }
        try passing.replace(folder)
        return try ColumnStore(folder: folder.path, threads: threads)
    }
}
