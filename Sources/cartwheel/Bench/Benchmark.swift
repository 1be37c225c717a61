/// One benchmark, which measures one or several figures.
protocol Benchmark: Sendable {
    /// The names of its figures.
    static var figures: [String] { get }
    /// Whether it runs only where it is named.
    static var isApart: Bool { get }

    static func run(in site: BenchSite) async throws -> [Figure]
}

extension Benchmark {
    static var isApart: Bool { false }

    /// Whether one of its figures begins with `name`: `ingest`, `pipeline`, `flows.wa`.
    static func answers(to name: String) -> Bool {
        !name.isEmpty && figures.contains { $0.hasPrefix(name) }
    }
}

enum Benchmarks {
    static let all: [any Benchmark.Type] = [
        IngestBatch.self, IngestSingle.self, IngestBatchPostgres.self, Pipeline.self, SendRate.self, StartTime.self,
        SchemaRates.self, PreviewRates.self, SegmentsLive.self, SegmentsWatched.self,
        FlowsWaking.self, FlowsBacktest.self,
    ]

    static var names: String { all.flatMap { $0.figures }.joined(separator: ", ") }
}

/// Why a benchmark cannot be run here, and what to do.
struct BenchError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
