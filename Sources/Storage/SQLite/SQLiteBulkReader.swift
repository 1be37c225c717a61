/// A reader for much of the database at once, opened when it is first wanted.
///
/// It looks at the file's pages where the system keeps them in memory, and does not copy each with a call of its own: rows of
/// one person lie on as many pages as there are rows.
final class SQLiteBulkReader {
    private let path: String
    private let number: Int64
    private var opened: SQLiteConnection?

    init(path: String, number: Int64) {
        self.path = path
        self.number = number
    }

    func connection() throws -> SQLiteConnection {
        if let opened { return opened }
        let connection = try SQLiteConnection(path: path, number: number, isReader: true)
        try connection.executeScript(SQLiteBulkReader.settings)
        opened = connection
        return connection
    }

    /// As much of the file as SQLite maps at most; pages beyond it, and those of the log, are copied as usual.
    /// Source: https://www.sqlite.org/mmap.html
    static let settings = SQLiteDatabase.readerSettings + "PRAGMA mmap_size = 2147418112;"
}
