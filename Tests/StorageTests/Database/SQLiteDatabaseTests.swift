import Foundation
import Testing

@testable import Storage

@Suite("SQLite")
struct SQLiteDatabaseTests {
    @Test("a commit is on the disk when it returns: the writer runs with synchronous FULL and the log on")
    func settings() async throws {
        try await TestDatabase.sqlite.open { database in
            let settings = try await database.write(lane: .jobs) { connection in
                try ["synchronous", "journal_mode", "secure_delete"].map { name in
                    try connection.first("PRAGMA \(name)") { $0.text(0) }
                }
            }
            #expect(settings == ["2", "wal", "0"])
        }
    }

    @Test("what may reach the disk later does, and the next that must be there by then is")
    func durability() async throws {
        try await TestDatabase.sqlite.open { database in
            for (durability, setting) in [(Durability.soon, 1), (.now, 2), (.soon, 1), (.soon, 1), (.now, 2)] {
                let found = try await database.write(lane: .engine, durability: durability) { connection in
                    try connection.first("PRAGMA synchronous") { $0.int(0) }
                }
                #expect(found == Int64(setting))
            }
        }
    }

    @Test("a second owner is refused and told who the first is")
    func fileLock() async throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "lock-\(UUID().uuidString).sqlite").path
        defer { for end in ["", ".lock", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + end) } }
        let first = try SQLiteDatabase(path: path)
        #expect(throws: DatabaseError.ownedByProcess(getpid(), path: path)) { try SQLiteDatabase(path: path) }
        await first.close()
        let second = try SQLiteDatabase(path: path)
        await second.close()
    }

    @Test("the log is copied into the file while writing goes on, and does not grow without end")
    func checkpoints() async throws {
        try await TestDatabase.sqlite.open(logPages: 50) { database in
            let filler = String(repeating: "x", count: 100_000)
            for id in 0..<200 as Range<Int64> {
                try await database.write(lane: .jobs) {
                    try $0.execute("INSERT INTO names (name_id, name) VALUES ($1, $2)", [.int(id), .text(filler)])
                }
            }
            let path = try #require(database as? SQLiteDatabase).path
            let size = try #require(FileManager.default.attributesOfItem(atPath: path + "-wal")[.size] as? Int)
            // 20 MB were written; the log may reach four times 50 pages, and what one transaction adds.
            #expect(size < 4 * 50 * 4096 + 1_000_000)
            let count = try await database.read { try $0.first("SELECT count(*) FROM names") { $0.int(0) } }
            #expect(count == 200)
        }
    }

    @Test("the log begins anew, though somebody reads at all times")
    func checkpointsBesideReaders() async throws {
        try await TestDatabase.sqlite.open(logPages: 50) { database in
            let filler = String(repeating: "x", count: 100_000)
            let path = try #require(database as? SQLiteDatabase).path
            let readers = (0..<2).map { _ in
                Task {
                    while !Task.isCancelled {
                        _ = try await database.read(lane: .engine) { connection in
                            try connection.query("SELECT count(*) FROM names") { _ in }
                            Thread.sleep(forTimeInterval: 0.01)
                        }
                    }
                }
            }
            for id in 0..<400 as Range<Int64> {
                try await database.write(lane: .jobs) {
                    try $0.execute("INSERT INTO names (name_id, name) VALUES ($1, $2)", [.int(id), .text(filler)])
                }
            }
            for reader in readers { reader.cancel() }
            let size = try #require(FileManager.default.attributesOfItem(atPath: path + "-wal")[.size] as? Int)
            // 40 MB were written.
            #expect(size < 10_000_000)
        }
    }

    @Test("a full disk is said plainly, what was committed stays, and room makes it work again")
    func diskFull() async throws {
        try await TestDatabase.sqlite.open { database in
            let filler = String(repeating: "x", count: 100_000)
            @Sendable func store(_ id: Int64) async throws {
                try await database.write(lane: .jobs) { connection in
                    try connection.execute(
                        "INSERT INTO names (name_id, name) VALUES ($1, $2)", [.int(id), .text(filler)])
                }
            }
            try await store(1)
            try await database.write(lane: .jobs) { connection in
                let pages = try connection.first("PRAGMA page_count") { $0.int(0) } ?? 0
                try connection.query("PRAGMA max_page_count = \(pages + 10)") { _ in }
            }
            let error = await #expect(throws: DatabaseError.self) { try await store(2) }
            guard case .diskFull = error else {
                Issue.record("expected a full disk, got \(String(describing: error))")
                return
            }
            #expect(error?.description.contains("make room") == true)
            try await database.write(lane: .jobs) { try $0.query("PRAGMA max_page_count = 1000000") { _ in } }
            try await store(3)
            let kept = try await database.read { try $0.all("SELECT name_id FROM names ORDER BY 1") { $0.int(0) } }
            #expect(kept == [1, 3])
        }
    }

    @Test("lanes with waiting work take turns, however long one of them is")
    func lanesAreFair() {
        let queue = LaneQueue<Flag>(shares: [1, 1, 1])
        let order = Order()
        for number in 0..<100 { _ = queue.add({ _ in order.add("a\(number)") }, lane: 0) }
        for number in 0..<2 { _ = queue.add({ _ in order.add("c\(number)") }, lane: 2) }
        queue.close()
        work(off: queue) { _ in .milliseconds(1) }
        #expect(Array(order.names.prefix(5)) == ["a0", "c0", "a1", "c1", "a2"])
        #expect(order.names.count == 102)
    }

    @Test("lanes share the writer's time, not its turns: four short jobs weigh as much as one that takes as long")
    func lanesShareTime() {
        let queue = LaneQueue<Flag>(shares: [4, 1])
        let order = Order()
        for number in 0..<100 {
            _ = queue.add({ _ in order.add("intake\(number)") }, lane: 0)
            _ = queue.add({ _ in order.add("engine\(number)") }, lane: 1)
        }
        queue.close()
        work(off: queue, atMost: 90) { lane in .milliseconds(lane == 0 ? 5 : 10) }
        let engine = order.names.count { $0.hasPrefix("engine") }
        #expect((9...11).contains(engine), "\(engine) of 90 turns of twice the length: a fifth of the time")
    }

    @Test("a lane that had nothing to do has no turns saved up")
    func idleLanesGetNoCredit() {
        let queue = LaneQueue<Flag>(shares: [1, 1])
        let order = Order()
        for number in 0..<10 { _ = queue.add({ _ in order.add("a\(number)") }, lane: 0) }
        work(off: queue, atMost: 5) { _ in .seconds(1) }
        for number in 0..<5 { _ = queue.add({ _ in order.add("b\(number)") }, lane: 1) }
        work(off: queue, atMost: 4) { _ in .seconds(1) }
        #expect(order.names.suffix(4).count { $0.hasPrefix("b") } == 2)
        queue.close()
    }

    private func work(off queue: LaneQueue<Flag>, atMost turns: Int = .max, _ spent: (Int) -> Duration) {
        var left = turns
        while left > 0, let turn = queue.take() {
            turn.job(Flag())
            queue.spent(spent(turn.lane), lane: turn.lane)
            left -= 1
        }
    }
}

final class Order: @unchecked Sendable {
    private let lock = NSLock()
    private var list: [String] = []
    func add(_ name: String) { lock.withLock { list.append(name) } }
    var names: [String] { lock.withLock { list } }
}
