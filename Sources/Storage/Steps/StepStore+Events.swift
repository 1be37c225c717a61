import Engine
import Values

extension StepStore {
    private static let insertDedupe = BulkStatement.insert(
        into: "event_dedupe", [.int("identity_key"), .int("message_hash"), .int("day")],
        key: ["identity_key", "message_hash"], conflict: "ON CONFLICT DO NOTHING")

    /// Stores events that the engine emitted; their effect's identity recognises one emitted before. Changes of segments
    /// are lines in the history of memberships, and no events besides.
    ///
    /// - Returns: the sequences of those that are new, by effect id.
    func write(derived: [DerivedEvent], now: Instant, on connection: any Connection) throws -> [Int64: Int64] {
        let derived = derived.filter { !SegmentEvent.names.contains($0.name) }
        guard !derived.isEmpty else { return [:] }
        let isNew = try connection.runReporting(StepStore.insertDedupe, count: derived.count) { row, index in
            row.int(derived[index].profile.rawValue)
            row.int(derived[index].effectID)
            row.int(now.milliseconds / TimeSpan.days(1).milliseconds)
        }
        let fresh = zip(derived, isNew).filter(\.1).map(\.0)
        guard !fresh.isEmpty else { return [:] }
        let sequences = try SequenceAllocator.take(fresh.count, on: connection)
        let nameIDs = try intake.names.ids(of: Set(fresh.map(\.name)), on: connection)
        try connection.run(EventRow.insert, count: fresh.count) { row, index in
            let event = fresh[index]
            row.int(sequences[index])
            row.int(event.profile.rawValue)
            row.int(event.occurredAt.milliseconds)
            row.int(now.milliseconds)
            row.int(Event.Call.derived.rawValue)
            row.int(EventRow.flags(.engine, isHistorical: false))
            row.int(nameIDs[event.name])
            row.null()
            try row.text(JSON.object(event.properties).text)
            try row.text(utf8: EnvelopeCoding.encode(Envelope(messageID: String(event.effectID))))
        }
        return Dictionary(zip(fresh.map(\.effectID), sequences), uniquingKeysWith: { first, _ in first })
    }
}
