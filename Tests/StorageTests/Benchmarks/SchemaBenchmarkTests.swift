import Foundation
import Testing

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
}
