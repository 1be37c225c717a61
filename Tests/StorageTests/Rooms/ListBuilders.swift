import Engine
import Values

@testable import Storage

/// Rows for the console's lists, written as the engine and delivery write them.
struct Shop {
    let database: any Database
    let intake = IntakeStore()

    func apply(_ change: @escaping @Sendable (inout StepBatch) -> Void, now: Instant = noon) async throws {
        let store = StepStore(sharing: intake)
        try await database.write(lane: .engine) { connection in
            var batch = StepBatch(leases: [])
            change(&batch)
            _ = try store.apply(batch, in: shop, now: now, on: connection)
        }
    }

    func store(
        _ events: [IncomingEvent], rejected: [RejectedEvent] = [], now: Instant = noon
    ) async throws -> [Int64] {
        let intake = intake
        return try await database.write(lane: .intake) { connection in
            try intake.append(events, rejected: rejected, in: shop, now: now, on: connection).outcomes.compactMap {
                if case .stored(let sequence) = $0 { sequence } else { nil }
            }
        }
    }

    /// Has delivery take and send messages that are ready.
    func send(_ ids: [Int64], at now: Instant) async throws {
        try await database.write(lane: .delivery) { connection in
            let store = MessageStore()
            _ = try store.commitSending(ids, under: [], now: now, in: shop, on: connection)
            try store.record(ids.map { DeliveryOutcome(message: $0, result: .sent) }, now: now, on: connection)
        }
    }
}

extension StoredProfile {
    static func seen(_ name: String, at moment: Instant, display: String? = nil) -> StoredProfile {
        var profile = StoredProfile.sample(name)
        profile.name = display ?? name
        profile.lastSeenAt = moment
        return profile
    }
}

extension Message {
    static func listed(
        _ id: Int64, to name: String = "ana", flow: Int64 = 1, state: State = .ready, minute: Int64,
        channel: Channel = .email
    ) -> Message {
        var message = Message.sample(id, to: name, state: state)
        message.flow = flow
        message.channel = channel
        message.createdAt = noon + .minutes(minute)
        return message
    }
}

extension LogEntry {
    static func line(
        _ kind: Kind, of name: String = "ana", flow: Int64 = 1, cause: String = "event 1", at: Instant = noon
    ) -> LogEntry {
        LogEntry(
            profile: key(name), at: at, kind: kind, subject: flow, cause: cause, definitionsVersion: 1,
            text: "\(kind) of \(name)")
    }
}

/// Every page of a list, walked to its end and back again.
func walk<Row: Sendable>(
    _ page: (PagePosition) throws -> Page<Row>
) throws -> (there: [[Row]], back: [[Row]]) {
    var there = [try page(.first)]
    while let older = there.last?.older, there.count < 100 { there.append(try page(.older(than: older))) }
    var back: [Page<Row>] = []
    var cursor = there.last?.newer
    while let newer = cursor, back.count < 100 {
        back.append(try page(.newer(than: newer)))
        cursor = back.last?.newer
    }
    return (there.map(\.rows), back.reversed().map(\.rows))
}
