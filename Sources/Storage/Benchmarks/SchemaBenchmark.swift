import Engine
import Values

/// The raw limit of a database: the schema's own rows through its plain C interface, with nothing of ours between.
///
/// `cartwheel bench` sets our rates against these, measured in the same run.
public enum SchemaBenchmark {
    /// Which rows are written for each event.
    public enum Rows: String, Sendable, CaseIterable {
        /// The event, its deduplication and its work: what intake writes before it acknowledges.
        case intake
        /// All rows of the pipeline: also the removal of the work, the profile, a line of the log and a message.
        case pipeline
    }

    public struct Plan: Sendable {
        public var rows: Rows
        public var events: Int
        /// Spread at random over so many people.
        public var people: Int
        /// Events in one transaction.
        public var batch: Int
        public var seed: UInt64

        public init(
            rows: Rows, events: Int = 1_000_000, people: Int = 100_000, batch: Int = 1000, seed: UInt64 = 1
        ) {
            self.rows = rows
            self.events = events
            self.people = people
            self.batch = batch
            self.seed = seed
        }
    }

    public struct Rate: Sendable, Hashable {
        public let eventsPerSecond: Double
        public let seconds: Double
        /// Of the last tenth alone, when the indexes are largest.
        public let lastTenthPerSecond: Double
    }

    /// Measures SQLite in a new file in `directory`, which is removed afterwards; synchronous FULL.
    public static func sqlite(_ plan: Plan, directory: String) throws -> Rate {
        let limit = try SQLiteLimit(directory: directory, plan: plan)
        defer { limit.remove() }
        return try measure(plan) { try limit.write($0) }
    }

    /// Measures PostgreSQL in a schema of its own, which is dropped afterwards; synchronous commit.
    ///
    /// Bulk rows go in as arrays (`unnest`): of the ways PostgreSQL has, the fastest that leaves out duplicates.
    public static func postgres(_ plan: Plan, url: String) throws -> Rate {
        let limit = try PostgresLimit(url: url, plan: plan)
        defer { limit.remove() }
        return try measure(plan) { try limit.write($0) }
    }

    private static func measure(_ plan: Plan, write: ([BenchmarkEvent]) throws -> Void) throws -> Rate {
        var source = BenchmarkEvents(plan)
        let clock = ContinuousClock()
        var spent = Duration.zero
        var atNineTenths = Duration.zero
        var written = 0
        var late = 0
        while written < plan.events {
            let batch = source.next(min(plan.batch, plan.events - written))
            spent += try clock.measure { try write(batch) }
            written += batch.count
            if written * 10 < plan.events * 9 {
                atNineTenths = spent
                late = written
            }
        }
        let seconds = spent / .seconds(1)
        let lastSeconds = (spent - atNineTenths) / .seconds(1)
        return Rate(
            eventsPerSecond: Double(written) / seconds, seconds: seconds,
            lastTenthPerSecond: Double(written - late) / lastSeconds)
    }
}
