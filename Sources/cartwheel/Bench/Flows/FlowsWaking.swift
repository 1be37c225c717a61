import Engine
import Foundation
import Runtime
import Storage
import Values

/// A million journeys that wait: how late those are that fall due in one minute, how fast they go when all are due at once,
/// and what they cost meanwhile.
enum FlowsWaking: Benchmark {
    static let figures = ["flows.wake_p99", "flows.steps", "flows.memory", "flows.idle_cpu"]

    private static let flow = """
        flow: bench-wait
        name: Wait
        purpose: transactional
        trigger: Waiting Began
        while under way: another
        steps:
          - wait: 30 days
          - update: {woken: true}
        """
    private static let minute = TimeSpan.seconds(60)
    /// In one commit of the engine.
    private static let batch = 500

    static func run(in site: BenchSite) async throws -> [Figure] {
        let folder = try site.newFolder("flows")
        defer { site.remove(folder) }
        _ = try await BenchWorkspace(folder: folder).prepare()
        let (whole, due) = (site.count(1_000_000), site.count(100_000))
        site.say("flows: \(whole) journeys wait, \(due) of them fall due within a minute, \(due) at once")
        // Filling takes some 30 µs a person; the minute begins well behind that.
        let start = SystemClock.real.now() + .seconds(Int64(whole / 15_000) + 30)
        let atOnce = start + .hours(2)
        try await fill(folder, whole, in: site) { number in
            if number < due {
                return start + TimeSpan(milliseconds: Int64(number) * minute.milliseconds / Int64(due))
            }
            return number < 2 * due ? atOnce : start + .days(20)
        }
        guard SystemClock.real.now() < start else {
            throw BenchError("filling the database took too long; measure again on a calm machine")
        }
        let server = try await ServerUnderTest.start(in: site, folder: folder)
        let reader = try RunReader(file: folder.databaseFile)
        let lateness = try await watch(due, reader, from: start)
        let memory = server.anonymousMegabytes ?? .infinity
        let idle = try await server.idleCost(
            for: site.isQuick ? .seconds(10) : .seconds(30), "flows.idle_cpu", in: site)
        try await server.stop()
        let steps = try await rate(folder, due, atOnce, in: site)
        site.say("flows.steps: measuring the raw limit")
        let limit = try RowReplay.wakes(source: folder.databaseFile, directory: site.folder, batch: batch)
        return [
            Figure(name: "flows.wake_p99", value: lateness, unit: "ms", limit: nil, target: .below(2_000)),
            Figure(name: "flows.steps", value: steps, unit: "/s", limit: limit, target: .ratioAtLeast(0.35)),
            Figure(name: "flows.memory", value: memory, unit: "MB", limit: nil, target: .below(300)),
            Figure(name: "flows.idle_cpu", value: idle, unit: "% of a core", limit: nil, target: .below(1)),
        ]
    }

    private static func fill(
        _ folder: String, _ count: Int, in site: BenchSite, due: @escaping @Sendable (Int) -> Instant
    ) async throws {
        let system = try CartwheelSystem(Configuration(dataFolder: folder), logger: BenchWorkspace.logger)
        let result: Result<Void, any Error>
        do {
            let installed = try await system.flows.install(flow, author: "bench", live: true)
            let read = try FlowFile.read(flow, version: installed.version)
            try await WaitingJourneys(sharing: IntakeStore()).add(
                count, through: read, due: due, now: system.clock.now(), in: system.scope, to: system.database)
            result = .success(())
        } catch { result = .failure(error) }
        await system.stop()
        try result.get()
    }

    /// For each that woke, in order, how late the commit that says so was seen: looked at fifty times a second.
    private static func watch(_ count: Int, _ reader: RunReader, from start: Instant) async throws -> Double {
        var lateness: [Double] = []
        let before = try reader.tally().workFinished
        let end = start + minute + .seconds(20)
        while lateness.count < count, SystemClock.real.now() < end {
            let woken = min(count, try reader.tally().workFinished - before)
            let now = SystemClock.real.now()
            while lateness.count < woken {
                let due = start + TimeSpan(milliseconds: Int64(lateness.count) * minute.milliseconds / Int64(count))
                lateness.append(Double((now - due).milliseconds))
            }
            try await Task.sleep(for: .milliseconds(20))
        }
        // Who was not seen to wake in time is later than all others.
        guard lateness.count >= count * 99 / 100 else { return Double((end - start).milliseconds) }
        return lateness.sorted()[min(lateness.count - 1, count * 99 / 100)]
    }

    /// Steps a second, all of them due when the server starts: each goes from the end of a wait to the end of its journey.
    private static func rate(
        _ folder: String, _ count: Int, _ due: Instant, in site: BenchSite
    ) async throws -> Double {
        try await makeDue(folder, before: due)
        let server = try await ServerUnderTest.start(in: site, folder: folder)
        let reader = try RunReader(file: folder.databaseFile)
        let first = try reader.tally().workFinished
        let begin = ContinuousClock.now
        var finished = first
        let wanted = first + count * 95 / 100
        while finished < wanted, ContinuousClock.now - begin < .seconds(300) {
            try await Task.sleep(for: .milliseconds(20))
            finished = try reader.tally().workFinished
        }
        let seconds = (ContinuousClock.now - begin) / .seconds(1)
        try await server.stop()
        site.say("flows.steps: \(finished - first) journeys woke in \(seconds) s")
        // From the wait and the property that is set: two steps a journey.
        return Double(finished - first) / seconds
    }

    private static func makeDue(_ folder: String, before moment: Instant) async throws {
        let system = try CartwheelSystem(Configuration(dataFolder: folder), logger: BenchWorkspace.logger)
        let now = system.clock.now()
        try await WaitingJourneys.makeDue(at: now, dueAt: moment, on: system.database)
        await system.stop()
    }
}
