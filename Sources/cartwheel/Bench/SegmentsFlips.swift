import Engine
import Foundation
import Runtime
import Storage
import Values

/// Many members who leave by time alone within one minute, and some while the server is down.
struct SegmentsFlips {
    let shop: SegmentsShop
    let count: Int

    struct Outcome {
        /// Milliseconds from the moment at which somebody ceased to be a member to the commit that says so.
        var p99: Double
        var early: Int
        var missed: Int
    }

    private static let name = "On trial"
    private static let window = TimeSpan.days(30)
    private static let minute = TimeSpan.seconds(60)

    /// Due while the server is down: one in a hundred more.
    private var whileDown: Int { count / 100 }

    /// - Parameter build: how long one takes, in seconds; all must be in before the first leaves.
    func measure(after build: Double, in site: BenchSite) async throws -> Outcome {
        let start = SystemClock.real.now() + .seconds(Int64(build * 2) + 45)
        let due = (0..<count + whileDown).map { number in
            number < count
                ? start + TimeSpan(milliseconds: Int64(number) * SegmentsFlips.minute.milliseconds / Int64(count))
                : start + .seconds(75) + TimeSpan(milliseconds: Int64(number - count))
        }
        try await shop.open { system in
            let past = due.enumerated().map { number, moment in
                BenchPeople.Past(person: number, name: "Trial Started", at: moment - SegmentsFlips.window)
            }
            try await BenchPeople(sharing: IntakeStore()).addPast(
                past, now: system.clock.now(), to: system.database)
        }
        let server = try await ServerUnderTest.start(in: site, folder: shop.folder)
        let reader = try RunReader(file: shop.folder.databaseFile)
        _ = try await shop.create(SegmentsFlips.name, #"any("Trial Started", last: 30 days)"#, reader, in: site)
        guard SystemClock.real.now() < start else {
            throw BenchError(
                "the segment was not built before its first member leaves; measure again on a calm machine")
        }
        site.say("segments.flip_p99: \(count) members leave within a minute")
        let lateness = try await watch(due, reader, from: start)
        try await pause(until: start + .seconds(70))
        try await server.stop()
        try await pause(until: start + .seconds(85))
        let again = try await ServerUnderTest.start(in: site, folder: shop.folder)
        let deadline = ContinuousClock.now + .seconds(60)
        while try reader.membershipChanges(of: SegmentsFlips.name).left < due.count, ContinuousClock.now < deadline {
            try await Task.sleep(for: .milliseconds(100))
        }
        try await again.stop()
        return try outcome(due, lateness, reader)
    }

    private func pause(until moment: Instant) async throws {
        let rest = max(0, (moment - SystemClock.real.now()).milliseconds)
        try await Task.sleep(for: .milliseconds(rest))
    }

    /// For each that left, in order, how late the commit that says so was seen: looked at fifty times a second.
    private func watch(_ due: [Instant], _ reader: RunReader, from start: Instant) async throws -> [Double] {
        var lateness: [Double] = []
        let end = start + SegmentsFlips.minute + .seconds(8)
        while lateness.count < count, SystemClock.real.now() < end {
            let left = min(count, try reader.membershipChanges(of: SegmentsFlips.name).left)
            let now = SystemClock.real.now()
            while lateness.count < left {
                lateness.append(Double((now - due[lateness.count]).milliseconds))
            }
            try await Task.sleep(for: .milliseconds(20))
        }
        return lateness
    }

    private func outcome(_ due: [Instant], _ lateness: [Double], _ reader: RunReader) throws -> Outcome {
        let moments = Dictionary(
            due.enumerated().map { (BenchPeople.key($0.offset), $0.element) }, uniquingKeysWith: { first, _ in first })
        let leavings = try reader.leavings(of: SegmentsFlips.name)
        let early = leavings.count { leaving in moments[leaving.profile].map { leaving.at < $0 } ?? true }
        let sorted = lateness.sorted()
        let p99 = sorted.isEmpty ? .infinity : sorted[min(sorted.count - 1, sorted.count * 99 / 100)]
        // Who was not seen to leave in time is later than all others.
        let isLate = lateness.count < count * 99 / 100
        return Outcome(
            p99: isLate ? Double(SegmentsFlips.minute.milliseconds) : p99, early: early,
            missed: due.count - Set(leavings.map(\.profile)).count)
    }
}
