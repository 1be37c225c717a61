import Storage
import Values

/// Events that could not be taken, and how many of each kind.
public struct RejectedPage: Sendable {
    public var rule: String?
    /// What was searched for, as it was understood; empty for everything.
    public var search: String
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

extension RejectedLine {
    init(_ row: RejectedRow) {
        self.init(
            id: PublicID.rejected.text(row.sequence), at: row.receivedAt, rule: row.rule, reason: row.reason,
            source: row.source.isEmpty ? nil : row.source, body: SecretNames.masked(text: row.body))
    }

    /// Whether it says the text anywhere that people read, in any case: a secret that is masked is not found by it.
    func says(_ lowered: String) -> Bool {
        lowered.isEmpty
            || [id, rule, reason, source ?? "", body].contains { $0.lowercased().utf8.contains(lowered.utf8) }
    }
}

extension Rooms {
    /// Rejected events that one page of a search looks at; its next page goes on behind them.
    static let rejectedLookedAt = 2_000

    /// - Parameters:
    ///   - rule: one of the rules by which events were refused; any other stands for all.
    ///   - search: a part of the event as it came, of what was wrong, or of its key's name; empty for everything.
    public func rejected(
        rule: String? = nil, search: String = "", at position: ListPosition = .first, limit: Int = pageLength
    ) async throws -> RejectedPage {
        let search = String(search.prefix(Rooms.longestSearch)).trimmedOfSpace
        let lowered = search.lowercased()
        return try await database.read { [self] connection in
            let counts = try RejectedList().counts(in: scope, on: connection)
            let rule = rule.flatMap { counts[$0] == nil ? nil : $0 }
            let page = try RejectedList().page(
                rule: rule, at: position.position, limit: limit, lookingAt: Rooms.rejectedLookedAt, in: scope,
                on: connection
            ) { row in
                let line = RejectedLine(row)
                return line.says(lowered) ? line : nil
            }
            return RejectedPage(
                rule: rule, search: search,
                counts: counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { ($0.key, $0.value) },
                listing: Listing(rows: page.rows, newer: page.newer, older: page.older))
        }
    }
}
