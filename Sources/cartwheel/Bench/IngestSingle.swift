import Storage

/// One event a request over many connections: group commit is what makes this fast.
enum IngestSingle: Benchmark {
    static let figures = ["ingest.single", "ingest.single_p99"]
    private static let connections = 32

    static func run(in site: BenchSite) async throws -> [Figure] {
        site.say("ingest.single: one event a request over \(connections) connections, SQLite")
        let folder = try site.newFolder("single")
        defer { site.remove(folder) }
        var plan = LoadPlan()
        plan.events = site.count(200_000)
        plan.batch = 1
        plan.connections = connections
        plan.tape = try site.tape(of: plan.events, people: IngestBatch.people(in: site))
        let run = try await IngestRun.measure(in: site, folder: folder, plan: plan)
        let limit = try RowReplay.sqlite(
            .init(source: folder.databaseFile, directory: site.folder, rows: .intake, batch: connections))
        return [
            Figure(name: "ingest.single", value: run.load.rate, unit: "events/s", limit: limit, target: .atLeast(4000)),
            Figure(name: "ingest.single_p99", value: run.load.p99, unit: "ms", limit: nil, target: .below(50)),
        ]
    }
}
