import Engine
import Foundation
import Values

@testable import Storage

/// Reads the rows of a server's database beside it, to balance its books.
struct Books {
    let connection: any Connection

    init(sqlite folder: TemporaryFolder) throws {
        connection = try SQLiteConnection(path: folder.file("cartwheel.sqlite"), number: 0, isReader: true)
    }

    init(postgres url: String) throws {
        connection = try PostgresConnection(PostgresAddress(url: url, schema: nil), number: 0)
    }

    struct MessageRow: Sendable {
        let id: Int64
        let state: Message.State?
        let purpose: Message.Purpose?
        let address: String
        let step: String
        let reason: String
        let context: String
    }

    /// How often each message id was stored.
    func events() throws -> [String: Int] {
        let ids = try connection.all("SELECT envelope FROM events") { try JSON.parse($0.text(0))["m"]?.string ?? "" }
        return ids.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    }

    func messages() throws -> [MessageRow] {
        try connection.all("SELECT id, state, purpose, address, step, reason, context FROM messages") {
            MessageRow(
                id: $0.int(0), state: Message.State(rawValue: Int($0.int(1))),
                purpose: Message.Purpose(rawValue: Int($0.int(2))), address: $0.text(3), step: $0.text(4),
                reason: $0.text(5), context: $0.text(6))
        }
    }

    /// Items of work that are due now, or will be within `ahead`.
    func work(ahead: TimeSpan = .zero) throws -> Int {
        let until = Int64(Date().timeIntervalSince1970 * 1000) + ahead.milliseconds
        return try count("SELECT count(*) FROM work WHERE due_at <= $1", [.int(until)])
    }

    /// Messages that are neither sent nor given up.
    func messagesUnderWay() throws -> Int { try messages().count { $0.state.map(Books.underWay.contains) ?? true } }

    static let underWay: Set<Message.State> = [.held, .ready, .sending]

    /// The ranges of customers that each process holds.
    func leases() throws -> [String: [Int]] {
        let rows = try connection.all("SELECT owner, bucket_range FROM leases WHERE owner IS NOT NULL") {
            ($0.text(0), Int($0.int(1)))
        }
        return Dictionary(grouping: rows) { $0.0 }.mapValues { $0.map(\.1) }
    }

    /// How far the build of a segment has come that is under way; nil where none is.
    func build() throws -> (examined: Int, total: Int)? {
        try connection.first("SELECT examined, total FROM segment_builds WHERE finished_at IS NULL") {
            (examined: Int($0.int(0)), total: Int($0.int(1)))
        }
    }

    /// Who is in a segment.
    func members(of segment: String) throws -> [ProfileKey] {
        let sql = """
            SELECT memberships.profile_key FROM memberships JOIN segments ON segments.segment = memberships.segment
            WHERE segments.name = $1
            """
        return try connection.all(sql, [.text(segment)]) { ProfileKey(rawValue: $0.int(0)) }
    }

    func rejected() throws -> [String] { try connection.all("SELECT rule FROM rejected_events") { $0.text(0) } }

    /// Which of these people have been stepped at least once.
    func stepped(_ people: [ProfileKey]) throws -> Set<ProfileKey> {
        let keys = Set(try connection.all("SELECT profile_key FROM profiles") { ProfileKey(rawValue: $0.int(0)) })
        return keys.intersection(people)
    }

    func count(_ sql: String, _ arguments: [SQLValue] = []) throws -> Int {
        Int(try connection.first(sql, arguments) { $0.int(0) } ?? 0)
    }

    /// Waits until everything that is due has been done and every message has been settled.
    func drain(ahead: TimeSpan = .zero, within limit: Duration) async throws -> Bool {
        try await eventually(within: limit, every: .milliseconds(200)) {
            try work(ahead: ahead) == 0 && messagesUnderWay() == 0
        }
    }
}
