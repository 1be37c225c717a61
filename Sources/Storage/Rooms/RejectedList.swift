import Engine
import Values

/// Events that could not be taken, newest first, each with its rule.
public struct RejectedList: Sendable {
    /// A rule's events are counted up to this.
    public static let mostCounted = 10_000

    public init() {}

    static func pageQuery(_ position: PagePosition, isByRule: Bool) -> String {
        """
        SELECT sequence, received_at, rule, reason, source, body FROM rejected_events
        WHERE workspace = $1 AND (received_at, sequence) \(position.comparison) ($2, $3)
            \(isByRule ? "AND rule = $5" : "")
        ORDER BY received_at \(position.direction), sequence \(position.direction) LIMIT $4
        """
    }

    /// - Parameter rule: the code of `RejectionRule`; nil for all.
    public func page(
        rule: String? = nil, at position: PagePosition = .first, limit: Int, in scope: WorkspaceScope,
        on connection: any Connection
    ) throws -> Page<RejectedRow> {
        let rows = try read(rule, position, limit: limit + 1, in: scope, on: connection)
        return position.page(of: rows, limit: limit, \.cursor)
    }

    /// A page of the rows that are kept, however far apart they lie.
    ///
    /// - Parameters:
    ///   - bound: rows that are looked at; behind them the page ends, and the next goes on there.
    ///   - keep: what is kept of a row; nil leaves it out.
    public func page<Kept: Sendable>(
        rule: String? = nil, at position: PagePosition = .first, limit: Int, lookingAt bound: Int,
        in scope: WorkspaceScope, on connection: any Connection, keeping keep: (RejectedRow) -> Kept?
    ) throws -> Page<Kept> {
        try PageSearch(bound: bound).page(
            at: position, limit: limit, cursor: \RejectedRow.cursor,
            reading: { try read(rule, $0, limit: $1, in: scope, on: connection) }, keeping: { $0.map(keep) })
    }

    private func read(
        _ rule: String?, _ position: PagePosition, limit: Int, in scope: WorkspaceScope,
        on connection: any Connection
    ) throws -> [RejectedRow] {
        let cursor = position.cursor
        return try connection.all(
            RejectedList.pageQuery(position, isByRule: rule != nil),
            [
                .int(scope.id), .int(cursor.at.milliseconds), .int(cursor.id), .int(Int64(limit)),
            ] + (rule.map { [.text($0)] } ?? []), RejectedRow.init)
    }

    static let nextRule = "SELECT min(rule) FROM rejected_events WHERE workspace = $1 AND rule > $2"
    static let countQuery = """
        SELECT count(*) FROM (
            SELECT 1 FROM rejected_events WHERE workspace = $1 AND rule = $2 LIMIT $3) AS counted
        """

    /// How many there are of each rule, up to ``mostCounted`` a rule; those with none are missing.
    public func counts(
        upTo most: Int = mostCounted, in scope: WorkspaceScope, on connection: any Connection
    ) throws -> [String: Int] {
        var counts: [String: Int] = [:]
        var last = ""
        while let rule = try connection.first(
            RejectedList.nextRule, [.int(scope.id), .text(last)], { $0.optionalText(0) }) ?? nil
        {
            counts[rule] = try connection.first(
                RejectedList.countQuery, [.int(scope.id), .text(rule), .int(Int64(most))]
            ) { Int($0.int(0)) }
            last = rule
        }
        return counts
    }
}

public struct RejectedRow: Sendable, Hashable {
    public let sequence: Int64
    public let receivedAt: Instant
    /// The code of `RejectionRule`.
    public let rule: String
    public let reason: String
    /// The name of the write key it came with; empty where there was none.
    public let source: String
    /// The event as it came.
    public let body: String

    init(_ row: Row) {
        sequence = row.int(0)
        receivedAt = Instant(milliseconds: row.int(1))
        rule = row.text(2)
        reason = row.text(3)
        source = row.text(4)
        body = row.text(5)
    }

    public var cursor: PageCursor { PageCursor(at: receivedAt, id: sequence) }
}
