import Storage

/// From the start of the process to its first answer over HTTP, with a full database.
enum StartTime: Benchmark {
    static let figures = ["start.time"]
    private static let starts = 5

    static func run(in site: BenchSite) async throws -> [Figure] {
        let database = try await ingested(in: site)
        site.say("start.time: \(starts) starts with \(database.events) events")
        var milliseconds: [Double] = []
        for _ in 0..<starts {
            let server = try ServerUnderTest.launch(in: site, folder: database.folder)
            milliseconds.append(try await server.firstAnswer() / .milliseconds(1))
            try await server.stop()
        }
        milliseconds.sort()
        site.say("start.time: \(milliseconds.map { String(Int($0)) }.joined(separator: ", ")) ms")
        return [
            Figure(
                name: "start.time", value: milliseconds.percentile(0.5), unit: "ms", limit: nil, target: .below(300))
        ]
    }

    private static func ingested(in site: BenchSite) async throws -> BenchSite.IngestedDatabase {
        if let there = site.ingested { return there }
        let folder = try site.newFolder("ingest")
        let plan = try IngestBatch.plan(in: site)
        site.say("start.time: filling a database")
        _ = try await IngestRun.measure(in: site, folder: folder, plan: plan)
        let database = BenchSite.IngestedDatabase(folder: folder, events: plan.events)
        site.ingested = database
        return database
    }
}
