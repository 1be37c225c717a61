import Foundation
import Storage

/// The schema alone at five million rows, through the plain C interface of each database: what everything stands on.
enum SchemaRates: Benchmark {
    static let figures = ["schema.intake", "schema.pipeline"]
    static let isApart = true

    static func run(in site: BenchSite) async throws -> [Figure] {
        var figures: [Figure] = []
        for rows in SchemaBenchmark.Rows.allCases {
            site.say("schema.\(rows): \(site.count(5_000_000)) events")
            let rate = try SchemaBenchmark.sqlite(plan(rows, site), directory: site.folder)
            figures += show(rate, as: "schema.\(rows)")
        }
        guard let server = try await BenchPostgres.find(in: site) else {
            site.say("schema on PostgreSQL: skipped: none is installed; name a server with --postgres URL")
            return figures
        }
        let database = try PostgresScratch(
            server: server, name: "cartwheel_schema_\(ProcessInfo.processInfo.processIdentifier)")
        site.atEnd { database.remove() }
        for rows in SchemaBenchmark.Rows.allCases {
            site.say("schema.\(rows)_postgres: \(site.count(5_000_000)) events")
            figures += show(
                try SchemaBenchmark.postgres(plan(rows, site), url: database.url), as: "schema.\(rows)_postgres")
        }
        return figures
    }

    private static func plan(_ rows: SchemaBenchmark.Rows, _ site: BenchSite) -> SchemaBenchmark.Plan {
        SchemaBenchmark.Plan(rows: rows, events: site.count(5_000_000))
    }

    private static func show(_ rate: SchemaBenchmark.Rate, as name: String) -> [Figure] {
        [(name, rate.eventsPerSecond), ("\(name)_last_tenth", rate.lastTenthPerSecond)].map {
            Figure(name: $0.0, value: $0.1, unit: "events/s", limit: nil, target: nil)
        }
    }
}
