import CLibPQ
import Foundation

/// A connection to PostgreSQL through libpq, with its prepared statements; calls block their own thread only.
final class PostgresConnection: Connection {
    let dialect = Dialect.postgres
    let number: Int64
    var link: PostgresLink
    private var prepared: [String: String] = [:]
    private var committed: [() -> Void] = []
    private var failures = 0
    private let watch: PostgresWatch
    private var madeAt = ContinuousClock.now
    /// Whether the watch knows that it has broken.
    private var isTold = false

    init(_ address: PostgresAddress, number: Int64, watch: PostgresWatch = PostgresWatch()) throws {
        self.number = number
        self.watch = watch
        link = try PostgresLink(address)
    }

    var losses: Int { watch.losses }

    @discardableResult
    func execute(_ sql: String, _ arguments: [SQLValue]) throws -> Int {
        try perform(sql, dialect: true, PostgresParameters(arguments)).changes
    }

    func query(_ sql: String, _ arguments: [SQLValue], _ row: (Row) throws -> Void) throws {
        let answer = try perform(sql, dialect: true, PostgresParameters(arguments))
        for index in 0..<answer.count { try row(answer.row(index)) }
    }

    @discardableResult
    func run(_ statement: BulkStatement, count: Int, bind: (inout RowBinder, Int) throws -> Void) throws -> Int {
        guard count > 0 else { return 0 }
        let parameters = try parameters(statement.columns, count: count, bind: bind).parameters
        return try perform(statement.postgres, dialect: false, parameters).changes
    }

    func runReporting(
        _ statement: BulkStatement, count: Int, bind: (inout RowBinder, Int) throws -> Void
    ) throws -> [Bool] {
        guard count > 0 else { return [] }
        let (arrays, parameters) = try parameters(statement.columns, count: count, bind: bind)
        let answer = try perform(statement.reporting, dialect: false, parameters)
        var effective = Set<[Int64]>(minimumCapacity: answer.count)
        for index in 0..<answer.count {
            let row = answer.row(index)
            effective.insert(statement.key.indices.map { row.int($0) })
        }
        return (0..<count).map { row in
            effective.remove(statement.key.map { arrays.integer(in: $0, row: row) }) != nil
        }
    }

    func queryEach(
        _ query: BulkQuery, count: Int, bind: (inout RowBinder, Int) throws -> Void,
        row: (Row, Int) throws -> Void
    ) throws {
        guard count > 0 else { return }
        let parameters = try parameters(query.columns, count: count, bind: bind).parameters
        let answer = try perform(query.postgres, dialect: false, parameters)
        for index in 0..<answer.count {
            try row(answer.row(index, firstColumn: 1), Int(answer.row(index).int(0)) - 1)
        }
    }

    func executeScript(_ sql: String) throws { try link.run(sql) }

    func afterCommit(_ action: @escaping () -> Void) { committed.append(action) }

    /// Connects anew, waiting longer after each failure; what the server remembered of the old connection is gone.
    ///
    /// - Parameter reason: why the connection is no good.
    private func reconnect(_ reason: String) throws {
        prepared = [:]
        if !isTold { watch.lost(reason, since: madeAt) }
        isTold = true
        if failures > 0 { Thread.sleep(forTimeInterval: min(2, 0.05 * Double(1 << min(failures, 6)))) }
        failures += 1
        link = try PostgresLink(link.address)
        failures = 0
        isTold = false
        watch.connected()
        madeAt = .now
    }

    /// A connection that broke while it had nothing to do is noticed here, where nothing is lost yet.
    private func start(_ begin: String) throws {
        if !link.isBroken {
            do { return try link.run(begin) } catch DatabaseError.connectionLost(let reason) { try reconnect(reason) }
        } else {
            try reconnect(link.lastMessage)
        }
        try link.run(begin)
    }

    private func parameters(
        _ columns: [BulkColumn], count: Int, bind: (inout RowBinder, Int) throws -> Void
    ) throws -> (arrays: PostgresArrays, parameters: PostgresParameters) {
        let arrays = PostgresArrays(columns: columns.count, rows: count)
        for index in 0..<count {
            var binder = RowBinder(target: .postgres(arrays), row: index)
            try bind(&binder, index)
        }
        return (arrays, PostgresParameters(arrays, columns, count: count))
    }

    private func perform(_ sql: String, dialect: Bool, _ parameters: PostgresParameters) throws -> PostgresAnswer {
        let key = parameters.hasNull ? sql + parameters.signature : sql
        if let name = prepared[key] { return try link.execute(name, parameters, sql: sql) }
        let name = "s\(prepared.count + 1)"
        try link.prepare(name, dialect ? self.dialect.rewritten(sql) : sql, parameters)
        prepared[key] = name
        return try link.execute(name, parameters, sql: sql)
    }

    /// Runs `body` between BEGIN and COMMIT.
    func transaction<T>(_ begin: String, _ body: () throws -> T) throws -> T {
        committed = []
        try start(begin)
        let result: T
        do {
            result = try body()
        } catch {
            committed = []
            if !link.isBroken { try? link.run("ROLLBACK") }
            throw error
        }
        try link.commit()
        for action in committed { action() }
        committed = []
        return result
    }
}
