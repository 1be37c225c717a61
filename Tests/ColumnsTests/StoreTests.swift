import Columns
import Conditions
import Foundation
import Testing
import Values

@Suite("The column store")
struct StoreTests {
    private let now = Instant(iso8601: "2026-06-15T12:00:00Z")!
    private let buyers = try! Condition.parse("any(\"Order Completed\", last: 30 days)")

    private func order(_ number: Int64) -> TimelineEvent {
        TimelineEvent(
            name: "Order Completed", occurredAt: now - .days(number % 20), order: number, body: .tree(["total": 5]))
    }

    private func store(_ folder: TestFolder, profiles: Range<Int64> = 0..<10) throws -> ColumnStore {
        let records = profiles.map { ProfileRecord(id: $0, subject: Subject()) }
        return try ColumnStore.rebuild(folder: folder.path, from: [ListedProfiles(records)], position: 0)
    }

    private func members(_ store: ColumnStore) -> [Int64] { store.members(of: buyers, now: now, atMost: 100) }

    @Test("an event counts as soon as it is put in, once however often, also for somebody new")
    func tail() throws {
        let folder = try TestFolder()
        let store = try store(folder)
        #expect(store.count(buyers, now: now) == 0)
        for id in [3, 99, 3] as [Int64] { store.append(order(id), to: id) }
        #expect(members(store) == [3, 99])
        #expect(store.subject(3)?.timeline.count == 1)
        #expect(store.count(try Condition.parse("none(\"Order Completed\")"), now: now) == 9)
    }

    @Test("what was written to a file is there after opening, with the position up to which it goes")
    func spilled() throws {
        let folder = try TestFolder()
        let store = try store(folder)
        store.append(order(3), to: 3)
        try store.spill(position: 17)
        store.append(order(5), to: 5)
        #expect(members(store) == [3, 5])
        #expect(store.figures.profiles == 10)
        let opened = try ColumnStore(folder: folder.path)
        #expect(opened.position == 17)
        #expect(members(opened) == [3])
        opened.append(order(5), to: 5)
        #expect(members(opened) == [3, 5] && opened.figures.profiles == 10)
    }

    @Test("a profile that changed in several files counts by its newest state, also after they were made one")
    func merged() throws {
        let folder = try TestFolder()
        let store = try store(folder)
        for round in 0..<Int64(3 * ColumnStore.mostSmallFiles) {
            store.append(order(round + 1), to: round % 4)
            store.change(round % 4) { $0.properties["round"] = .number(Number(round)) }
            try store.spill(position: round)
        }
        #expect(store.figures.files < ColumnStore.mostSmallFiles + 2)
        for store in [store, try ColumnStore(folder: folder.path)] {
            #expect(members(store) == [0, 1, 2, 3])
            #expect(store.subject(2)?.timeline.count == 6)
            #expect(store.count(try Condition.parse("profile.round >= 20"), now: now) == 4)
            #expect(store.figures.profiles == 10)
        }
    }

    @Test("a removed profile is gone at once and for good, and compact takes its bytes off the disk")
    func removed() throws {
        let folder = try TestFolder()
        let store = try store(folder)
        store.put(ProfileRecord(id: 4, subject: Subject(properties: ["name": "Secret Ana"])))
        try store.spill(position: 1)
        func isOnDisk() throws -> Bool {
            try FileManager.default.contentsOfDirectory(atPath: folder.path).contains { name in
                try Data(contentsOf: URL(filePath: folder.path + "/" + name)).range(of: Data("Secret Ana".utf8)) != nil
            }
        }
        let named = try Condition.parse("profile.name == \"Secret Ana\"")
        #expect(store.count(named, now: now) == 1)
        #expect(try isOnDisk())
        try store.remove(4)
        #expect(store.count(named, now: now) == 0 && store.subject(4) == nil)
        #expect(try ColumnStore(folder: folder.path).count(named, now: now) == 0)
        try store.compact()
        #expect(try !isOnDisk())
        #expect(store.figures.profiles == 9)
        store.append(order(1), to: 4)
        #expect(members(store) == [4])
    }

    @Test("a store whose file is gone is refused; building it again makes it whole")
    func rebuilt() throws {
        let folder = try TestFolder()
        _ = try store(folder)
        let file = try #require(
            try FileManager.default.contentsOfDirectory(atPath: folder.path).first { $0.hasSuffix(".columns") })
        try FileManager.default.removeItem(atPath: folder.path + "/" + file)
        #expect(throws: ColumnFileError.missing(path: folder.path + "/" + file)) {
            _ = try ColumnStore(folder: folder.path)
        }
        #expect(try store(folder, profiles: 0..<12).figures.profiles == 12)
    }

    @Test("what a stopped process left half written is swept away")
    func leftovers() throws {
        let folder = try TestFolder()
        _ = try store(folder)
        for name in ["77.columns", "78.columns.new"] {
            try Data("half".utf8).write(to: URL(filePath: folder.path + "/" + name))
        }
        #expect(try ColumnStore(folder: folder.path).figures.profiles == 10)
        let left = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        #expect(left == ["1.columns", "columns.list"])
    }

    @Test("a source that fails fails the building, and leaves no store")
    func failingSource() throws {
        struct Failing: ProfileSource {
            struct Fault: Error {}
            mutating func next() throws -> [ProfileRecord] { throw Fault() }
        }
        let folder = try TestFolder()
        #expect(throws: Failing.Fault.self) {
            _ = try ColumnStore.rebuild(folder: folder.path, from: [Failing()], position: 0)
        }
        #expect(throws: ColumnFileError.self) { _ = try ColumnStore(folder: folder.path) }
    }

    @Test("nothing is lost or counted twice while events come, files are written and counts are asked at once")
    func atOnce() async throws {
        let folder = try TestFolder()
        let store = try store(folder, profiles: 0..<200)
        let (buyers, now) = (buyers, now)
        await withTaskGroup(of: Void.self) { group in
            for writer in 0..<2 as Range<Int64> {
                group.addTask {
                    for step in 0..<400 as Range<Int64> {
                        let id = (step * 7 + writer) % 200
                        store.append(self.order(writer * 1000 + step), to: id)
                    }
                }
            }
            group.addTask { for step in 0..<20 as Range<Int64> { try? store.spill(position: step) } }
            group.addTask {
                for _ in 0..<50 {
                    let count = store.count(buyers, now: now)
                    #expect(count <= 200)
                }
            }
        }
        try store.spill(position: 99)
        let total = (0..<200 as Range<Int64>).reduce(0) { $0 + (store.subject($1)?.timeline.count ?? 0) }
        #expect(total == 800)
        #expect(store.count(buyers, now: now) == 200 && store.figures.profiles == 200)
    }

    @Test("who is removed while the tail is written does not come back, neither now nor after opening")
    func removedWhileWriting() async throws {
        let folder = try TestFolder()
        let store = try store(folder, profiles: 0..<3000)
        for round in 0..<5 as Range<Int64> {
            for id in 200..<3000 as Range<Int64> where id % 5 == round { store.append(order(id), to: id) }
            async let writing: Void = store.spill(position: round)
            for id in 0..<40 as Range<Int64> { try store.remove(round * 40 + id) }
            try await writing
        }
        #expect(store.figures.profiles == 2800)
        let opened = try ColumnStore(folder: folder.path)
        #expect(opened.figures.profiles == 2800)
        #expect((0..<200 as Range<Int64>).allSatisfy { opened.subject($0) == nil })
        try opened.compact()
        #expect(opened.figures.profiles == 2800)
    }

    @Test("who comes back after being removed counts again, also once the files were written anew")
    func comesBack() throws {
        let folder = try TestFolder()
        let store = try store(folder)
        for id in 0..<6 as Range<Int64> { store.append(order(id), to: id) }
        try store.spill(position: 1)
        for id in 0..<6 as Range<Int64> { try store.remove(id) }
        for id in 0..<3 as Range<Int64> { store.append(order(id), to: id) }
        try store.spill(position: 2)
        try store.compact()
        for store in [store, try ColumnStore(folder: folder.path)] {
            #expect(members(store) == [0, 1, 2] && store.figures.profiles == 7)
            #expect(store.subject(4) == nil && store.subject(1)?.timeline.count == 1)
        }
    }
}
