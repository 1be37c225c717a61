import Runtime
import Storage

/// Events a second from the first request until the last event is stepped and the last message lies in the outbox.
///
/// The queue is empty at the end, so what was sustained is what was sent over the whole time.
struct PipelineRate {
    var eventsPerSecond: Double
    var acknowledgedPerSecond: Double

    private static let longest = Duration.seconds(600)

    static func events(in site: BenchSite) -> Int { site.count(300_000) }

    /// Ten events a person, as in the ingest; never so few people that memory holds them all.
    private static func people(in site: BenchSite) -> Int { max(20_000, events(in: site) / 10) }

    /// Holds what this sends, and then what the measurement of latency sends.
    static func tape(rounds: Int = 1, in site: BenchSite) throws -> String {
        try site.tape(of: events(in: site) * rounds + PipelineLatency.events(in: site), people: people(in: site))
    }

    /// - Parameter round: 1 goes on where another measurement has ended, with customers who are known by then.
    static func measure(
        _ server: ServerUnderTest, key: String, round: Int = 0, in site: BenchSite
    ) async throws -> PipelineRate {
        var plan = LoadPlan()
        plan.events = events(in: site)
        plan.tape = try tape(rounds: round + 1, in: site)
        plan.first = events(in: site) * round
        plan.batch = IngestBatch.batch
        plan.connections = IngestBatch.connections
        plan.port = server.port
        plan.key = key
        let reader = try RunReader(file: server.folder.databaseFile)
        site.say("pipeline.rate: \(plan.events) events through three flows and twenty conditions")
        let begin = ContinuousClock.now
        let report = try await plan.send(in: site, within: longest)
        site.say("pipeline.rate: acknowledged at \(Int(report.rate)) events/s; waiting for the queue to empty")
        let left = try await workLeft(reader, server, until: begin + longest, in: site)
        let seconds = (ContinuousClock.now - begin) / .seconds(1)
        return PipelineRate(
            eventsPerSecond: Double(max(0, plan.events - left)) / seconds, acknowledgedPerSecond: report.rate)
    }

    /// Waits for the queue to empty.
    ///
    /// - Returns: how much work is left where it does not empty in time.
    private static func workLeft(
        _ reader: RunReader, _ server: ServerUnderTest, until deadline: ContinuousClock.Instant, in site: BenchSite
    ) async throws -> Int {
        var told = ContinuousClock.now
        while try !isEmpty(reader) {
            guard server.process.isRunning else { throw BenchError("the server ended: \(server.process.complaint)") }
            if ContinuousClock.now - told > .seconds(10) {
                told = .now
                site.say("pipeline.rate: \(try reader.workDue(now: SystemClock.real.now())) pieces of work left")
            }
            guard ContinuousClock.now < deadline else {
                site.say("pipeline.rate: not done after \(longest): what is left counts as not done")
                return try reader.workDue(now: SystemClock.real.now())
            }
            try await Task.sleep(for: .milliseconds(20))
        }
        return 0
    }

    /// The same rows of the same run, in transactions of the most that one commit of intake can hold.
    static func limit(_ folder: String, in site: BenchSite) throws -> Double {
        site.say("pipeline.rate: measuring the raw limit")
        return try RowReplay.sqlite(
            .init(
                source: folder.databaseFile, directory: site.folder, rows: .pipeline,
                batch: IngestBatch.batch * IngestBatch.connections))
    }

    private static func isEmpty(_ reader: RunReader) throws -> Bool {
        try reader.workDue(now: SystemClock.real.now(), upTo: 1) == 0 && reader.messagesUnderWay() == 0
    }
}
