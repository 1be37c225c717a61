/// A value handed to a statement.
public enum SQLValue: Sendable, Hashable {
    case null
    case int(Int64)
    case double(Double)
    case text(String)
    /// Bytes of no particular meaning.
    case blob([UInt8])
    /// Keys for `column IN (list($n))`.
    case list([Int64])
}

extension SQLValue: ExpressibleByIntegerLiteral, ExpressibleByStringLiteral, ExpressibleByNilLiteral {
    public init(integerLiteral value: Int64) { self = .int(value) }
    public init(stringLiteral value: String) { self = .text(value) }
    public init(nilLiteral: ()) { self = .null }

    public static func optional(_ value: Int64?) -> SQLValue { value.map(SQLValue.int) ?? .null }
    public static func optional(_ value: String?) -> SQLValue { value.map(SQLValue.text) ?? .null }
}

/// What differs between the two databases, spelled out in one place; queries are one text for both.
public enum Dialect: Sendable, Hashable {
    case sqlite, postgres

    /// Rewrites a query to what this database reads: `$n` and `column IN (list($n))`.
    func rewritten(_ sql: String) -> String {
        switch self {
        case .sqlite:
            sql.replacing("(list($", with: "(SELECT value FROM json_each($").replacing("$", with: "?")
        case .postgres: sql.replacing("IN (list($", with: "= ANY (($")
        }
    }

    /// Rows another transaction holds are passed over. SQLite has one writer and nothing to pass over.
    var skippingLocked: String { self == .postgres ? "FOR UPDATE SKIP LOCKED" : "" }
    /// Keeps other transactions from taking these rows until this one ends.
    var claimingRows: String { self == .postgres ? "FOR UPDATE" : "" }
    /// Holds rows against change until the transaction ends.
    var holdingRows: String { self == .postgres ? "FOR SHARE" : "" }
}
