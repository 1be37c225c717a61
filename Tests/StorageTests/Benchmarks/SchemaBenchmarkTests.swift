import Engine
import Foundation
import Testing
import Values

@testable import Storage

@Suite("Raw limit")
struct SchemaBenchmarkTests {
    @Test(
        "the raw rows fit the schema on both databases, and leave nothing behind",
        arguments: SchemaBenchmark.Rows.allCases)
    func runs(rows: SchemaBenchmark.Rows) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "limit-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let plan = SchemaBenchmark.Plan(rows: rows, events: 300, people: 50, batch: 100)
        #expect(try SchemaBenchmark.sqlite(plan, directory: folder).eventsPerSecond > 0)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
        guard let url = TestDatabase.address else { return }
        #expect(try SchemaBenchmark.postgres(plan, url: url).eventsPerSecond > 0)
    }

    @Test(
        "a run's own rows are written once more into the same tables of PostgreSQL, and the run's stay as they were",
        .enabled(if: TestDatabase.address != nil, "needs PostgreSQL: set CARTWHEEL_TEST_POSTGRES"))
    func replays() async throws {
        let scratch = try PostgresScratch(
            server: try #require(TestDatabase.address), name: "replay_\(UUID().uuidString.prefix(8).lowercased())")
        defer { scratch.remove() }
        let database = try PostgresDatabase(url: scratch.url, schema: nil, writers: 1, readers: 1, engineReaders: 1)
        try await database.write(lane: .intake) {
            let events = (1...25).map {
                IncomingEvent.sample(
                    of: "person \($0 % 7)", message: "m\($0)", properties: #"{"price":\#($0)}"#,
                    context: $0 % 2 == 0 ? (5, "{}") : nil)
            }
            _ = try IntakeStore().append(events, in: shop, now: noon, on: $0)
        }
        let before = try await database.contents()
        let columns = """
            SELECT concat_ws('|', sequence, identity_key, occurred_at, received_at, call, flags, name_id, context_id,
            properties, envelope) FROM events ORDER BY sequence
            """
        let events = try await database.read { try $0.all(columns) { $0.text(0) } }
        #expect(events.count == 25)
        let rate = try PostgresReplay.intake(of: scratch.url, batch: 10) { written in
            let again = try written.all(columns) { $0.text(0) }
            #expect(again == events)
            for (table, count) in [("identities", 7), ("event_dedupe", 25), ("work", 25)] as [(String, Int64)] {
                let rows = try written.first("SELECT count(*) FROM \(table)") { $0.int(0) }
                #expect(rows == count, "\(table)")
            }
        }
        #expect(rate > 0)
        #expect(try await database.contents() == before)
        await database.close()
    }
}
