import Foundation
import Storage

/// The same load as `ingest.batch`, on PostgreSQL with synchronous commit.
enum IngestBatchPostgres: Benchmark {
    static let figures = ["ingest.batch_postgres"]

    static func run(in site: BenchSite) async throws -> [Figure] {
        guard let server = try await BenchPostgres.find(in: site) else {
            site.say("ingest.batch_postgres: skipped: no PostgreSQL is installed; name a server with --postgres URL")
            return []
        }
        site.say("ingest.batch_postgres: batches of \(IngestBatch.batch) over \(IngestBatch.connections) connections")
        let folder = try site.newFolder("ingest-postgres")
        defer { site.remove(folder) }
        let database = try PostgresScratch(
            server: server, name: "cartwheel_bench_\(ProcessInfo.processInfo.processIdentifier)")
        site.atEnd { database.remove() }
        let plan = try IngestBatch.plan(in: site)
        let run = try await IngestRun.measure(in: site, folder: folder, databaseURL: database.url, plan: plan)
        site.say("ingest.batch_postgres: \(Int(run.load.rate)) events/s; measuring the raw limit")
        let limit = try PostgresReplay.intake(of: database.url, batch: IngestBatch.batch * IngestBatch.connections)
        return [
            Figure(
                name: "ingest.batch_postgres", value: run.load.rate, unit: "events/s", limit: limit,
                target: .ratioAtLeast(0.4)),
            Figure(
                name: "ingest.batch_postgres_queue", value: Double(run.queueLeft), unit: "events left", limit: nil,
                target: nil),
        ]
    }
}
