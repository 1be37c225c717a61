import Storage

/// The schema alone at five million rows, through SQLite's plain C interface: what everything stands on.
enum SchemaRates: Benchmark {
    static let figures = ["schema.intake", "schema.pipeline"]
    static let isApart = true

    static func run(in site: BenchSite) async throws -> [Figure] {
        var figures: [Figure] = []
        for rows in SchemaBenchmark.Rows.allCases {
            site.say("schema.\(rows): \(site.count(5_000_000)) events")
            let rate = try SchemaBenchmark.sqlite(
                .init(rows: rows, events: site.count(5_000_000)), directory: site.folder)
            figures.append(
                Figure(name: "schema.\(rows)", value: rate.eventsPerSecond, unit: "events/s", limit: nil, target: nil))
            figures.append(
                Figure(
                    name: "schema.\(rows)_last_tenth", value: rate.lastTenthPerSecond, unit: "events/s", limit: nil,
                    target: nil))
        }
        return figures
    }
}
