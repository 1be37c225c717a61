import Foundation
import Testing

@testable import Storage

@Suite("SQLite, read in bulk")
struct SQLiteBulkReaderTests {
    @Test("what is committed is seen, in the log and in the file, while it grows")
    func committed() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "bulk-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        // The log is copied into the file at every few pages.
        let database = try SQLiteDatabase(
            path: folder.appending(path: "cartwheel.sqlite").path, readers: 1, prepare: "", logPages: 4)
        try await database.write(lane: .jobs) { try $0.execute("CREATE TABLE rows (number INTEGER, text TEXT)") }
        for round in 1...40 {
            try await database.write(lane: .jobs) { connection in
                for number in 0..<20 {
                    let text = String(repeating: "\(round)-\(number) ", count: 50)
                    try connection.execute("INSERT INTO rows VALUES ($1, $2)", [.int(Int64(number)), .text(text)])
                }
            }
            let seen = try await database.read(lane: .bulk) { connection in
                try connection.all("SELECT text FROM rows ORDER BY rowid") { $0.text(0) }
            }
            #expect(seen.count == round * 20)
            #expect(seen.last == String(repeating: "\(round)-19 ", count: 50))
            #expect(seen.first == String(repeating: "1-0 ", count: 50))
        }
        await database.close()
    }

    @Test("the file's pages are looked at where they lie, and only by those who read much")
    func mapped() async throws {
        try await TestDatabase.sqlite.open { database in
            func mapped(_ lane: ReadLane) async throws -> Int64 {
                try await database.read(lane: lane) { try $0.first("PRAGMA mmap_size") { $0.int(0) } } ?? 0
            }
            let (bulk, usual, engine) = try await (mapped(.bulk), mapped(.usual), mapped(.engine))
            #expect(bulk > 1 << 30)
            #expect(usual == 0)
            #expect(engine == 0)
        }
    }

    @Test("however long somebody reads in bulk, a page is read meanwhile")
    func keepsNobodyWaiting() async throws {
        try await TestDatabase.sqlite.open { database in
            let gate = DispatchSemaphore(value: 0)
            let long = (0..<4).map { _ in
                Task { try await database.read(lane: .bulk) { _ in gate.wait() } }
            }
            for _ in 0..<20 {
                let answer = try await database.read { try $0.first("SELECT 1") { $0.int(0) } }
                #expect(answer == 1)
            }
            for _ in long { gate.signal() }
            for task in long { try await task.value }
        }
    }
}
