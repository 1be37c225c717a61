import Storage
import Values

/// Events that could not be taken, and how many of each kind.
public struct RejectedPage: Sendable {
    public var rule: String?
    public var counts: [(rule: String, count: Int)]
    public var listing: Listing<RejectedLine>
}

public struct RejectedLine: Sendable, Hashable {
    public var id: String
    public var at: Instant
    public var rule: String
    public var reason: String
    /// Nil where there was no write key.
    public var source: String?
    public var body: String
}

extension Rooms {
    /// - Parameter rule: one of the rules by which events were refused; any other stands for all.
    public func rejected(
        rule: String? = nil, at position: ListPosition = .first, limit: Int = pageLength
    ) async throws -> RejectedPage {
        try await database.read { [self] connection in
            let counts = try RejectedList().counts(in: scope, on: connection)
            let rule = rule.flatMap { counts[$0] == nil ? nil : $0 }
            let page = try RejectedList().page(
                rule: rule, at: position.position, limit: limit, in: scope, on: connection)
            let rows = page.rows.map { row in
                RejectedLine(
                    id: PublicID.rejected.text(row.sequence), at: row.receivedAt, rule: row.rule, reason: row.reason,
                    source: row.source.isEmpty ? nil : row.source, body: SecretNames.masked(text: row.body))
            }
            return RejectedPage(
                rule: rule,
                counts: counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { ($0.key, $0.value) },
                listing: Listing(rows: rows, newer: page.newer, older: page.older))
        }
    }
}
