import Runtime
import Storage
import Values

/// One measured ingest: a fresh database, a server, a load, and what they left.
///
/// No flow is live and no condition watched, but the engine steps what comes in, as it does in reality: it competes for
/// processor and writer, and what it has not done when the last event is acknowledged is reported as the queue left.
struct IngestRun {
    let load: LoadReport
    let queueLeft: Int

    static func measure(
        in site: BenchSite, folder: String, databaseURL: String? = nil, plan: LoadPlan
    ) async throws -> IngestRun {
        var plan = plan
        plan.key = try await BenchWorkspace(folder: folder, databaseURL: databaseURL).prepare()
        let ceiling = try await LoadCeiling.measure(plan, in: site)
        site.say("the load generator alone makes \(Int(ceiling)) events/s; sending \(plan.events)")
        let server = try await ServerUnderTest.start(in: site, folder: folder, databaseURL: databaseURL)
        plan.port = server.port
        let report = try await plan.send(in: site, within: .seconds(900))
        let reader = try reader(folder, databaseURL)
        let queueLeft = try reader.workDue(now: SystemClock.real.now())
        try await server.stop()
        let tally = try reader.tally()
        guard tally.eventsStored == plan.events, tally.eventsRejected == 0 else {
            throw BenchError(
                "\(plan.events) events were acknowledged, \(tally.eventsStored) stored, \(tally.eventsRejected) rejected"
            )
        }
        return IngestRun(load: report, queueLeft: queueLeft)
    }

    private static func reader(_ folder: String, _ databaseURL: String?) throws -> RunReader {
        if let databaseURL { return try RunReader(postgres: databaseURL) }
        return try RunReader(file: folder.databaseFile)
    }
}

extension String {
    /// The embedded database in a data folder.
    var databaseFile: String { self + "/cartwheel.sqlite" }
}
