import Storage

/// Events in batches over real HTTP, acknowledged after a commit that is on the disk.
enum IngestBatch: Benchmark {
    static let figures = ["ingest.batch"]
    static let batch = 100
    static let connections = 8

    static func run(in site: BenchSite) async throws -> [Figure] {
        site.say("ingest.batch: batches of \(batch) over \(connections) connections, SQLite")
        let folder = try site.newFolder("ingest")
        let plan = try plan(in: site)
        let run = try await IngestRun.measure(in: site, folder: folder, plan: plan)
        site.ingested = .init(folder: folder, events: plan.events)
        site.say("ingest.batch: \(Int(run.load.rate)) events/s; measuring the raw limits")
        let intake = try limit(.intake, folder, site)
        let whole = try limit(.pipeline, folder, site)
        return [
            Figure(
                name: "ingest.batch", value: run.load.rate, unit: "events/s", limit: intake, target: .ratioAtLeast(0.5)),
            // The engine writes meanwhile: beside the raw limit of its rows as well.
            Figure(name: "ingest.batch_all_rows", value: run.load.rate, unit: "events/s", limit: whole, target: nil),
            Figure(name: "ingest.batch_p99", value: run.load.p99, unit: "ms", limit: nil, target: nil),
            Figure(
                name: "ingest.batch_queue", value: Double(run.queueLeft), unit: "events left", limit: nil, target: nil),
        ]
    }

    static func people(in site: BenchSite) -> Int { site.count(100_000) }

    static func plan(in site: BenchSite) throws -> LoadPlan {
        var plan = LoadPlan()
        plan.events = site.count(1_000_000)
        plan.batch = batch
        plan.connections = connections
        plan.tape = try site.tape(of: plan.events, people: people(in: site))
        return plan
    }

    /// In transactions of the most that one commit can hold: a batch of each connection.
    private static func limit(_ rows: SchemaBenchmark.Rows, _ folder: String, _ site: BenchSite) throws -> Double {
        try RowReplay.sqlite(
            .init(source: folder.databaseFile, directory: site.folder, rows: rows, batch: batch * connections))
    }
}
