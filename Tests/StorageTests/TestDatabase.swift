import Foundation
import Testing

@testable import Storage

/// Which database a test runs on; every storage test runs on both.
enum TestDatabase: String, Sendable, CaseIterable, CustomTestStringConvertible {
    case sqlite, postgres

    var testDescription: String { rawValue }

    static let address = ProcessInfo.processInfo.environment["CARTWHEEL_TEST_POSTGRES"]

    /// Those that can be reached here; a test of its own says when PostgreSQL cannot.
    static let reachable: [TestDatabase] = address == nil ? [.sqlite] : [.sqlite, .postgres]

    /// Hands a fresh, empty database to `body` and removes it afterwards.
    @discardableResult
    func open<T>(
        prepare: String = "", logPages: Int = SQLiteCheckpointer.pages, _ body: (any Database) async throws -> T
    ) async throws -> T {
        switch self {
        case .sqlite:
            let folder = FileManager.default.temporaryDirectory.appending(path: "storage-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            let path = folder.appending(path: "test.sqlite").path
            return try await using(
                try SQLiteDatabase(path: path, readers: 2, prepare: prepare, logPages: logPages), body)
        case .postgres:
            let url = try #require(TestDatabase.address)
            let schema = "test_" + UUID().uuidString.lowercased().replacing("-", with: "")
            let database = try PostgresDatabase(url: url, schema: schema, writers: 2, readers: 1, engineReaders: 1)
            let result: Result<T, any Error>
            do { result = .success(try await using(database, body)) } catch { result = .failure(error) }
            try PostgresLink(PostgresAddress(url: url, schema: nil)).run("DROP SCHEMA \"\(schema)\" CASCADE")
            return try result.get()
        }
    }

    private func using<T>(_ database: any Database, _ body: (any Database) async throws -> T) async throws -> T {
        do {
            let result = try await body(database)
            await database.close()
            return result
        } catch {
            await database.close()
            throw error
        }
    }
}

@Suite("PostgreSQL at hand")
struct PostgresAtHandTests {
    @Test(
        "storage tests run on PostgreSQL too, where CARTWHEEL_TEST_POSTGRES names one",
        .enabled(
            if: TestDatabase.address != nil,
            "PostgreSQL tests are skipped: set CARTWHEEL_TEST_POSTGRES to its address, as ./cartwheel test does"))
    func isReachable() async throws {
        try await TestDatabase.postgres.open { database in
            let answer = try await database.read { try $0.first("SELECT 1") { $0.int(0) } }
            #expect(answer == 1)
        }
    }
}
