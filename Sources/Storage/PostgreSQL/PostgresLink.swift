import CLibPQ

/// Where the database is, and in which schema of it our tables lie.
struct PostgresAddress: Sendable {
    let url: String
    let schema: String?
}

/// One libpq connection: calls, their answers, and what their errors mean.
final class PostgresLink {
    let address: PostgresAddress
    private let handle: OpaquePointer

    init(_ address: PostgresAddress) throws {
        self.address = address
        // A machine that vanished is noticed about when leases run out elsewhere, also while its answer is waited for.
        let parameters = [
            ("dbname", address.url), ("connect_timeout", "5"), ("application_name", "cartwheel"),
            ("client_encoding", "UTF8"), ("tcp_user_timeout", "4000"), ("keepalives_idle", "2"),
            ("keepalives_interval", "1"), ("keepalives_count", "2"),
        ]
        let names = parameters.map(\.0)
        let values = parameters.map(\.1)
        let opened = withCStrings(names) { names in
            withCStrings(values) { values in PQconnectdbParams(names, values, 1) }
        }
        guard let opened else { throw DatabaseError.cannotOpen("out of memory") }
        handle = opened
        guard PQstatus(opened) == CONNECTION_OK else {
            throw DatabaseError.connectionLost(PostgresLink.message(PQerrorMessage(opened)))
        }
        // Notices go to stderr otherwise.
        PQsetNoticeProcessor(opened, { _, _ in }, nil)
        if let schema = address.schema { try run("SET search_path TO \"\(schema)\"") }
    }

    deinit { PQfinish(handle) }

    var isBroken: Bool { PQstatus(handle) != CONNECTION_OK }

    /// What the server or the network said last.
    var lastMessage: String { PostgresLink.message(PQerrorMessage(handle)) }

    func run(_ sql: String) throws {
        _ = try checked(PQexec(handle, sql), sql: sql)
    }

    /// - Throws: `ambiguousCommit` where the answer did not come; `serialization` where the server rolled back instead.
    func commit() throws {
        let answer: PostgresAnswer
        do {
            answer = try checked(PQexec(handle, "COMMIT"), sql: "COMMIT")
        } catch DatabaseError.connectionLost(let reason) {
            throw DatabaseError.ambiguousCommit(reason)
        }
        guard answer.command == "COMMIT" else {
            throw DatabaseError.failed("the transaction was rolled back after an earlier error", sql: "COMMIT")
        }
    }

    func prepare(_ name: String, _ sql: String, _ parameters: PostgresParameters) throws {
        _ = try checked(PQprepare(handle, name, sql, Int32(parameters.types.count), parameters.types), sql: sql)
    }

    func execute(_ name: String, _ parameters: PostgresParameters, sql: String) throws -> PostgresAnswer {
        let count = parameters.values.count
        let lengths = parameters.values.map { Int32($0?.count ?? 0) }
        let formats = [Int32](repeating: 1, count: count)
        // One buffer for all values, so that one address serves them all; empty ones point at its start.
        let buffer = parameters.values.reduce(into: [UInt8]([0])) { $0.append(contentsOf: $1 ?? []) }
        let result = buffer.withUnsafeBytes { raw in
            var offset = 1
            let pointers: [UnsafePointer<CChar>?] = parameters.values.map { value in
                guard let value, let base = raw.baseAddress else { return nil }
                defer { offset += value.count }
                return (base + offset).assumingMemoryBound(to: CChar.self)
            }
            return PQexecPrepared(handle, name, Int32(count), pointers, lengths, formats, 1)
        }
        return try checked(result, sql: sql)
    }

    private func checked(_ result: OpaquePointer?, sql: String) throws -> PostgresAnswer {
        guard let result else { throw failure(nil, sql: sql) }
        switch PQresultStatus(result) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK: return PostgresAnswer(result)
        default:
            defer { PQclear(result) }
            throw failure(result, sql: sql)
        }
    }

    /// Source: appendix A of the PostgreSQL manual, by class of code.
    private func failure(_ result: OpaquePointer?, sql: String) -> DatabaseError {
        let reason = PostgresLink.message(result.map { PQresultErrorMessage($0) } ?? PQerrorMessage(handle))
        let field = result.flatMap { PQresultErrorField($0, PostgresLink.sqlStateField) }
        guard let field else { return isBroken ? .connectionLost(reason) : .failed(reason, sql: sql) }
        let state = String(cString: field)
        switch state.prefix(2) {
        case "22": return .badData(row: nil, reason)
        case "23": return .constraint(reason)
        case "40": return .serialization(reason)
        case "08": return .connectionLost(reason)
        case "54": return .badData(row: nil, reason)
        default: break
        }
        switch state {
        case "53100", "53200": return .diskFull(reason)
        case "55P03", "57014", "53300": return .busy(reason)
        case "57P01", "57P02", "57P03": return .connectionLost(reason)
        default: return isBroken ? .connectionLost(reason) : .failed(reason, sql: sql)
        }
    }

    /// `PG_DIAG_SQLSTATE`, a macro that does not reach Swift.
    private static let sqlStateField = Int32(UInt8(ascii: "C"))

    private static func message(_ text: UnsafePointer<CChar>?) -> String {
        guard let text else { return "no answer" }
        return String(cString: text).split(separator: "\n").joined(separator: "; ")
    }
}

/// What the server answered; freed with it.
final class PostgresAnswer {
    private let result: OpaquePointer

    init(_ result: OpaquePointer) { self.result = result }
    deinit { PQclear(result) }

    var count: Int { Int(PQntuples(result)) }
    var changes: Int { Int(String(cString: PQcmdTuples(result))) ?? 0 }
    var command: String { String(cString: PQcmdStatus(result)) }

    func row(_ index: Int, firstColumn: Int32 = 0) -> Row {
        Row(source: .postgres(result, row: Int32(index), firstColumn: firstColumn))
    }
}

/// Hands out C strings and the null that ends their list.
private func withCStrings<T>(_ texts: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> T) -> T {
    var bytes: [CChar] = []
    let offsets = texts.map { text in
        defer { bytes.append(contentsOf: text.utf8CString) }
        return bytes.count
    }
    return bytes.withUnsafeBufferPointer { buffer in
        let pointers: [UnsafePointer<CChar>?] = offsets.map { offset in buffer.baseAddress.map { $0 + offset } }
        return body(pointers + [nil])
    }
}
