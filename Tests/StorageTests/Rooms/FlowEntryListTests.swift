import Engine
import Testing
import Values

@testable import Storage

@Suite("Entries into a flow, filtered")
struct FlowEntryListTests {
    private func entry(_ number: Int, of name: String) -> LogEntry {
        LogEntry(
            profile: key(name), at: noon + .minutes(Int64(number)), kind: .flowEntered, subject: 1, cause: "test",
            definitionsVersion: 1, text: "\(number)")
    }

    /// 600 entries, of which every hundredth is kept.
    private func filled(_ database: any Database) async throws {
        let entries = (0..<600).map { entry($0, of: $0 % 2 == 0 ? "ana" : "ben") }
        try await Shop(database: database).apply { $0.log = entries }
    }

    private func page(
        _ database: any Database, at position: PagePosition = .first, limit: Int = 3, most: Int = 1_000,
        of people: [ProfileKey]? = nil, every: Int = 100
    ) async throws -> Page<Int> {
        try await database.read { connection in
            try FlowEntryList().page(
                ofFlow: 1, of: people, at: position, limit: limit, lookingAt: most, on: connection
            ) { rows in rows.map { Int($0.text).flatMap { $0 % every == 0 ? $0 : nil } } }
        }
    }

    @Test(
        "what is kept fills a page however far apart it lies, and pages lead on and back",
        arguments: TestDatabase.reachable)
    func pages(kind: TestDatabase) async throws {
        try await kind.open { database in
            try await filled(database)
            let first = try await page(database)
            #expect(first.rows == [500, 400, 300])
            #expect(first.newer == nil)
            let second = try await page(database, at: .older(than: try #require(first.older)))
            #expect(second.rows == [200, 100, 0])
            #expect(second.older == nil)
            let back = try await page(database, at: .newer(than: try #require(second.newer)))
            #expect(back.rows == first.rows)
        }
    }

    @Test(
        "a search that finds little ends after so many entries, and its next page goes on there",
        arguments: TestDatabase.reachable)
    func bounded(kind: TestDatabase) async throws {
        try await kind.open { database in
            try await filled(database)
            var found: [Int] = []
            var position = PagePosition.first
            var pages = 0
            while pages < 9 {
                let page = try await page(database, at: position, most: 200, every: 450)
                found += page.rows
                pages += 1
                guard let older = page.older else { break }
                position = .older(than: older)
            }
            #expect(found == [450, 0])
            #expect(pages == 3)
        }
    }

    @Test("of some people only theirs are read", arguments: TestDatabase.reachable)
    func ofSome(kind: TestDatabase) async throws {
        try await kind.open { database in
            try await filled(database)
            #expect(try await page(database, limit: 2, of: [key("ben")], every: 1).rows == [599, 597])
            #expect(try await page(database, of: [], every: 1).rows.isEmpty)
        }
    }
}
