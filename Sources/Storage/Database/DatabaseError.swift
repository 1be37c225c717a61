/// What went wrong between us and the database, by what the caller can do about it.
public enum DatabaseError: Error, Sendable, Equatable {
    /// A row cannot be stored: split the batch, so that it harms no other. `row` counts from 0 where it is known.
    case badData(row: Int?, String)
    /// A row breaks a rule of the schema.
    case constraint(String)
    /// Nothing was written; the same again may well succeed.
    case busy(String)
    /// Two transactions met; nothing was written: run it again.
    case serialization(String)
    /// The disk, or what the database may use of it, is full. Nothing of this transaction was written.
    case diskFull(String)
    /// Nothing of this transaction was written; the next call connects anew.
    case connectionLost(String)
    /// The connection broke while COMMIT was on its way: run the whole transaction again, it must be idempotent.
    case ambiguousCommit(String)
    /// Another process owns the file.
    case ownedByProcess(Int32?, path: String)
    /// The file was written by a newer release.
    case schemaTooNew(found: Int, known: Int)
    case cannotOpen(String)
    case closed
    /// Our own mistake, or a damaged file.
    case failed(String, sql: String)

    /// Whether running the same transaction again is right.
    public var isTransient: Bool {
        switch self {
        case .busy, .serialization, .connectionLost, .ambiguousCommit: true
        case .badData, .constraint, .diskFull, .ownedByProcess, .schemaTooNew, .cannotOpen, .closed, .failed: false
        }
    }

    /// Whether a row is at fault rather than the database: a caller with many rows splits them.
    public var isFaultOfData: Bool {
        switch self {
        case .badData, .constraint: true
        case .busy, .serialization, .connectionLost, .ambiguousCommit, .diskFull, .ownedByProcess, .schemaTooNew,
            .cannotOpen, .closed, .failed:
            false
        }
    }
}

extension DatabaseError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .badData(let row?, let what): "row \(row) cannot be stored: \(what)"
        case .badData(nil, let what): "a row cannot be stored: \(what)"
        case .constraint(let what): "a row breaks a rule of the database: \(what)"
        case .busy(let what): "the database is busy (\(what)); try again"
        case .serialization(let what): "another transaction was faster (\(what)); try again"
        case .diskFull(let what): "the disk is full (\(what)): nothing was stored; make room and try again"
        case .connectionLost(let what):
            "the connection to the database is lost (\(what)): nothing was stored; check that it runs"
        case .ambiguousCommit(let what):
            "the connection broke during COMMIT (\(what)): it may or may not be stored; send it again"
        case .ownedByProcess(let process?, let path):
            "\(path) is in use by process \(process): stop it first, or ask it through its address"
        case .ownedByProcess(nil, let path): "\(path) is in use by another process: stop it first"
        case .schemaTooNew(let found, let known):
            "the database has schema \(found), this program knows \(known): use the newer program"
        case .cannotOpen(let what): "cannot open the database: \(what)"
        case .closed: "the database is closed: the program is stopping"
        case .failed(let what, let sql): "the database refused a statement: \(what) in: \(sql)"
        }
    }
}
