import Engine
import Values

@testable import Storage

let shop = WorkspaceScope(.first)
let noon = Instant(milliseconds: 1_800_000_000_000)

func person(_ name: String) -> Identity { Identity(stored: .user, value: name) }
func key(_ name: String) -> IdentityKey { IdentityKey(person(name), workspace: .first) }

extension IncomingEvent {
    /// A valid event; a test states what matters to it.
    static func sample(
        of name: String = "ana", _ event: String = "Product Viewed", message: String, at: Instant = noon,
        isHistorical: Bool = false, also: [Identity] = [], properties: String = #"{"price":12.50}"#,
        rest: String = #"{"integrations":{"All":true}}"#, context: (id: Int64, text: String)? = nil
    ) -> IncomingEvent {
        IncomingEvent(
            identity: person(name), call: .track, name: event, occurredAt: at, receivedAt: at, authority: .server,
            isHistorical: isHistorical, properties: Array(properties.utf8),
            envelope: Envelope(
                identities: [person(name)] + also, messageID: message, rest: Array(rest.utf8), contextID: context?.id),
            context: Array((context?.text ?? "").utf8))
    }
}

extension Message {
    static func sample(
        _ id: Int64, to name: String = "ana", purpose: Purpose = .marketing, state: State = .ready,
        due: Instant = noon, expires: Instant = noon + .days(1)
    ) -> Message {
        Message(
            id: id, profile: key(name), flow: 1, flowVersion: 1, step: "reminder", journey: 7, channel: .email,
            purpose: purpose, address: "\(name)@example.com", state: state, createdAt: noon, dueAt: due,
            expiresAt: expires, context: #"{"profile":{}}"#)
    }
}

extension StoredProfile {
    static func sample(_ name: String = "ana", document: String = #"{"version":1}"#) -> StoredProfile {
        StoredProfile(
            key: IdentityKey(person(name), workspace: .first), document: document, email: "\(name)@example.com",
            name: name, createdAt: noon,
            lastSeenAt: noon)
    }
}

extension Database {
    /// Everything stored, table by table, for comparing before and after.
    func contents(except skipped: Set<String> = []) async throws -> [String: [String]] {
        let tables = [
            "identities", "profiles", "links", "object_claims", "names", "contexts", "events", "event_dedupe",
            "rejected_events", "counters", "work", "log", "coupons", "messages", "message_bodies", "message_events",
            "ledger",
        ]
        return try await read { connection in
            var contents: [String: [String]] = [:]
            for table in tables where !skipped.contains(table) {
                let sql =
                    connection.dialect == .postgres
                    ? "SELECT CAST(\(table) AS text) FROM \(table) ORDER BY 1"
                    : try quotedRows(table, on: connection)
                contents[table] = try connection.all(sql) { $0.text(0) }
            }
            return contents
        }
    }
}

private func quotedRows(_ table: String, on connection: any Connection) throws -> String {
    let columns = try connection.all("SELECT name FROM pragma_table_info('\(table)')") { $0.text(0) }
    return "SELECT json_array(\(columns.map { "quote(\($0))" }.joined(separator: ", "))) FROM \(table) ORDER BY 1"
}
