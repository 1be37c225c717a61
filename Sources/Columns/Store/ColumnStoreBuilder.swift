/// Builds a store profile by profile, for a reader that hands them over page by page.
///
/// The store that is in the folder goes on until `finish`: the new files lie in a folder beside it.
public struct ColumnStoreBuilder {
    private let folder: StoreFolder
    private let passing: StoreFolder
    private var builder = ColumnFileBuilder()
    private var list = StoreFolder.List()

    public init(folder path: String) throws(ColumnFileError) {
        folder = StoreFolder(path: path)
        passing = StoreFolder(path: path + ".building")
        try passing.make()
        passing.clear()
    }

    /// Adds profiles; ids ascend from page to page. Cost: some microseconds an event.
    public mutating func add(_ records: [ProfileRecord]) throws(ColumnFileError) {
        for record in records {
            builder.add(record)
            if builder.isFull { try write() }
        }
    }

    private mutating func write() throws(ColumnFileError) {
        let full = builder
        builder = ColumnFileBuilder()
        let name = StoreFolder.name(list.nextNumber)
        list.nextNumber += 1
        try full.write(to: passing.filePath(name))
        list.entries.append(StoreFolder.Entry(name: name))
    }

    /// Puts the new store in place of the old one and opens it.
    ///
    /// - Parameter position: up to where of the database all has been put in at the least.
    public consuming func finish(position: Int64, threads: Int = 2) throws(ColumnFileError) -> ColumnStore {
        if !builder.isEmpty { try write() }
        list.position = position
        try passing.write(list)
        try passing.replace(folder)
        return try ColumnStore(folder: folder.path, threads: threads)
    }
}
