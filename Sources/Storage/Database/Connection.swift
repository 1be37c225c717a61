/// One connection, used only on its own thread and only within the closure it was handed to.
public protocol Connection: AnyObject {
    var dialect: Dialect { get }
    /// Tells the connections of one process apart, so that counters need no common row.
    var number: Int64 { get }

    /// How many of the process's connections to the database have broken so far.
    ///
    /// A server that crashed has forgotten the last of what was committed `soon`: whoever remembers such a thing looks
    /// again where this has changed.
    var losses: Int { get }

    /// Runs one statement and answers how many rows it changed. Statements are prepared once and kept.
    @discardableResult
    func execute(_ sql: String, _ arguments: [SQLValue]) throws -> Int

    /// Calls `row` for each row of the answer; a row is valid within that call only.
    func query(_ sql: String, _ arguments: [SQLValue], _ row: (Row) throws -> Void) throws

    /// Runs a statement for each of `count` rows: row by row on SQLite, in one round trip on PostgreSQL.
    /// - Returns: how many rows changed.
    @discardableResult
    func run(_ statement: BulkStatement, count: Int, bind: (inout RowBinder, Int) throws -> Void) throws -> Int

    /// Like `run`, and tells for each row whether it took effect.
    ///
    /// Of several rows with one key, the first that could take effect counts as the one that did.
    func runReporting(
        _ statement: BulkStatement, count: Int, bind: (inout RowBinder, Int) throws -> Void
    ) throws -> [Bool]

    /// Runs a query for each of `count` rows; `row` is told which of them it answers.
    func queryEach(
        _ query: BulkQuery, count: Int, bind: (inout RowBinder, Int) throws -> Void,
        row: (Row, Int) throws -> Void) throws

    /// Runs several statements without arguments, as migrations do.
    func executeScript(_ sql: String) throws

    /// Performs `action` once this transaction is committed, and never if it is rolled back.
    func afterCommit(_ action: @escaping () -> Void)
}

extension Connection {
    /// Where the database is a file, it is lost with the process.
    public var losses: Int { 0 }

    @discardableResult
    public func execute(_ sql: String) throws -> Int { try execute(sql, []) }

    public func query(_ sql: String, _ row: (Row) throws -> Void) throws { try query(sql, [], row) }

    /// The first row of the answer as `read` understands it; nil where there is none.
    public func first<T>(_ sql: String, _ arguments: [SQLValue] = [], _ read: (Row) throws -> T) throws -> T? {
        var answer: T?
        try query(sql, arguments) { row in
            if answer == nil { answer = try read(row) }
        }
        return answer
    }

    /// Every row of the answer as `read` understands it.
    public func all<T>(_ sql: String, _ arguments: [SQLValue] = [], _ read: (Row) throws -> T) throws -> [T] {
        var answer: [T] = []
        try query(sql, arguments) { row in answer.append(try read(row)) }
        return answer
    }
}
