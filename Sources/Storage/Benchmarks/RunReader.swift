import Engine
import Values

/// Reads a run's rows while a server has the database open, and after: for benchmarks only.
public final class RunReader {
    let connection: any Connection
    private var lastMessage: Int64 = 0
    private var lastBody: Int64 = 0

    /// Reads beside the server that has the embedded database open.
    public convenience init(file: String) throws {
        self.init(try SQLiteConnection(path: file, number: -1, isReader: true))
    }

    public convenience init(postgres url: String) throws {
        self.init(try PostgresConnection(PostgresAddress(url: url, schema: nil), number: -1))
    }

    init(_ connection: any Connection) { self.connection = connection }

    public struct Tally: Sendable {
        public var eventsStored = 0
        public var eventsRejected = 0
        public var workFinished = 0
    }

    public func tally() throws -> Tally {
        var tally = Tally()
        try connection.query("SELECT name, CAST(sum(count) AS BIGINT) FROM counters GROUP BY name") { row in
            switch row.text(0) {
            case "events.stored": tally.eventsStored = Int(row.int(1))
            case "events.rejected": tally.eventsRejected = Int(row.int(1))
            case "work.finished": tally.workFinished = Int(row.int(1))
            default: break
            }
        }
        return tally
    }

    /// Work that is due and not yet done, counted up to `limit` in each range of buckets.
    public func workDue(now: Instant, upTo limit: Int = 1_000_000) throws -> Int {
        try WorkStore().depth(now: now, upTo: limit, on: connection)
    }

    /// Messages that are cleared or being handed over.
    public func messagesUnderWay() throws -> Int {
        let ready = try connection.first("SELECT count(*) FROM messages WHERE state = 2") { $0.int(0) } ?? 0
        let sending = try connection.first("SELECT count(*) FROM messages WHERE state = 3") { $0.int(0) } ?? 0
        return Int(ready + sending)
    }

    public func messagesSent() throws -> Int {
        Int(try connection.first("SELECT count(*) FROM messages WHERE state = 4") { $0.int(0) } ?? 0)
    }

    /// The bytes of kept messages.
    public func messageBytes(limit: Int) throws -> [[UInt8]] {
        try connection.all("SELECT mime FROM message_bodies WHERE mime IS NOT NULL LIMIT $1", [.int(Int64(limit))]) {
            $0.bytes(0)
        }
    }

    /// Ids of messages queued, and of those that lie in the outbox, since the last call (the embedded database only).
    public func newMessages() throws -> (queued: [Int64], kept: [Int64]) {
        var queued: [Int64] = []
        try connection.query("SELECT rowid, id FROM messages WHERE rowid > $1 ORDER BY rowid", [.int(lastMessage)]) {
            lastMessage = $0.int(0)
            queued.append($0.int(1))
        }
        var kept: [Int64] = []
        try connection.query(
            "SELECT rowid, message_id FROM message_bodies WHERE rowid > $1 ORDER BY rowid", [.int(lastBody)]
        ) {
            lastBody = $0.int(0)
            kept.append($0.int(1))
        }
        return (queued, kept)
    }

    /// When the event happened that started the journey of each message of a flow.
    public func triggered(flow: Int64) throws -> [Int64: Instant] {
        var moments: [Int64: Instant] = [:]
        try connection.query("SELECT id, context FROM messages WHERE flow = $1", [.int(flow)]) { row in
            let context = try? JSON.parse(row.text(1))
            moments[row.int(0)] = context?["trigger_time"]?.string.flatMap { Instant(iso8601: $0) }
        }
        return moments
    }
}
