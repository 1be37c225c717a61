import Engine
import Foundation
import Values

@testable import Storage

extension Books {
    struct Appointment: Hashable, Sendable {
        let kind: WorkItem.Kind
        let id: Int64
    }

    /// Journeys under way, as their people's documents have them.
    func journeys() throws -> [Journey] {
        let rows = try connection.all("SELECT profile_key, document FROM profiles WHERE moved_to IS NULL") {
            (ProfileKey(rawValue: $0.int(0)), $0.text(1))
        }
        return try rows.flatMap { try Profile(key: $0, document: $1).journeys }
    }

    /// How many journeys stand where, as it is counted.
    func places() throws -> [JourneyPlace: Int] {
        try JourneyPlaces().totals(in: WorkspaceScope(.first), on: connection)
    }

    /// How many journeys of each flow the log has seen begin, less those that it has seen end.
    func journeysByLog() throws -> [Int64: Int] {
        let ends: Set<LogEntry.Kind> = [.goalReached, .exited, .flowEnded, .journeyFailed]
        var counts: [Int64: Int] = [:]
        let lines = try connection.all("SELECT kind, subject FROM log") { (Int($0.int(0)), $0.int(1)) }
        for (kind, flow) in lines {
            guard let kind = LogEntry.Kind(rawValue: kind) else { continue }
            if kind == .flowEntered { counts[flow, default: 0] += 1 }
            if ends.contains(kind) { counts[flow, default: 0] -= 1 }
        }
        return counts
    }

    func appointments() throws -> Set<Appointment> {
        let items = try connection.all("SELECT kind, id FROM work") { (Int($0.int(0)), $0.int(1)) }
        return Set(items.compactMap { kind, id in WorkItem.Kind(rawValue: kind).map { Appointment(kind: $0, id: id) } })
    }

    /// Marketing messages that went to one address on one day, in UTC, where that may be any: those of which nobody
    /// knows count too.
    func mostMarketingOnOneDay() throws -> Int {
        let gone = try connection.all(
            "SELECT address, sent_at FROM messages WHERE purpose = 1 AND state IN (3, 4, 12) AND sent_at IS NOT NULL"
        ) { "\($0.text(0)) \($0.int(1) / TimeSpan.days(1).milliseconds)" }
        return gone.reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }.values.max() ?? 0
    }

    /// Waits until nothing is due within `ahead` and no message is on its way; those that are held may stay so.
    func settle(ahead: TimeSpan, within limit: Duration) async throws -> Bool {
        try await eventually(within: limit, every: .milliseconds(200)) {
            try work(ahead: ahead) == 0 && messages().allSatisfy { $0.state != .ready && $0.state != .sending }
        }
    }
}
