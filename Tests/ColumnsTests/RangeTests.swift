import Columns
import Conditions
import Foundation
import Testing
import Values

@Suite("Stretches of a column store")
struct RangeTests {
    private let now = Instant(iso8601: "2026-06-15T12:00:00Z")!
    private let everybody = try! Condition.parse("profile.age == 30")

    private func record(_ id: Int64) -> ProfileRecord {
        ProfileRecord(id: id, subject: Subject(properties: ["age": 30], memberships: id % 2 == 0 ? ["7"] : []))
    }

    private func gather(_ ids: some Sequence<Int64>, into store: ColumnStore) throws {
        let gatherer = ColumnGatherer(for: store)
        gatherer.add(ids.map(record))
        try gatherer.flush()
    }

    private func count(_ store: ColumnStore, _ ranges: ClosedRange<Int64>...) -> Int {
        store.tally(ColumnQuestion(everybody, now: now, ranges: ranges)).matching
    }

    @Test("only who lies in the stretches asked for is counted, in files and tail")
    func counted() throws {
        let folder = try TestFolder()
        let store = try ColumnStore.empty(folder: folder.path)
        try gather(-50..<50, into: store)
        for id in [-100, 3, 100] as [Int64] { store.put(record(id)) }
        #expect(count(store, .min ... .max) == 102)
        #expect(count(store, -50 ... -1) == 50)
        #expect(count(store, -200 ... -51, 0...9, 100...100) == 12)
        #expect(store.tally(ColumnQuestion(everybody, now: now, ranges: [40...60], named: 3)).first == [40, 41, 42])
    }

    @Test("an edit says who would come and go, of files and tail alike")
    func edited() throws {
        let folder = try TestFolder()
        let store = try ColumnStore.empty(folder: folder.path)
        try gather(0..<100, into: store)
        store.put(record(200))
        store.put(record(201))
        let young = try Condition.parse("profile.age == 31")
        let members = Condition.member("7")
        let all = store.tally(ColumnQuestion(everybody, members: members, now: now))
        #expect(all.matching == 102 && all.entering == 51 && all.leaving == 0 && all.examined == 102)
        let none = store.tally(ColumnQuestion(young, members: members, now: now))
        #expect(none.matching == 0 && none.entering == 0 && none.leaving == 51)
    }

    @Test("a stretch that was given up is gone, also after opening, off the disk after compacting, and may come again")
    func givenUp() throws {
        let folder = try TestFolder()
        let store = try ColumnStore.empty(folder: folder.path)
        try gather(0..<100, into: store)
        store.put(record(60))
        try store.remove(in: [50...79])
        #expect(count(store, .min ... .max) == 70 && store.subject(60) == nil && store.needsCompacting)
        #expect(try ColumnStore(folder: folder.path).count(everybody, now: now) == 70)
        try store.compact()
        #expect(!store.needsCompacting && store.figures.profiles == 70)
        try gather(50..<80, into: store)
        #expect(count(store, .min ... .max) == 100 && count(store, 50...79) == 30)
        #expect(try ColumnStore(folder: folder.path).count(everybody, now: now) == 100)
    }

    @Test("what differs from the records of a stretch is found: changed, missing or left over")
    func differing() throws {
        let folder = try TestFolder()
        let store = try ColumnStore.empty(folder: folder.path)
        try gather(0..<10, into: store)
        var records = (0..<10).map { record($0) }
        #expect(store.differing(records, in: 0...9) == [])
        records[3].subject.properties["age"] = 31
        records[4].subject.memberships = ["8"]
        records[5].subject.timeline.insert(
            TimelineEvent(name: "Page Viewed", occurredAt: now, order: 1, body: .absent))
        records.remove(at: 7)
        records.append(record(11))
        #expect(store.differing(records, in: 0...11) == [3, 4, 5, 11, 7])
    }

    @Test("two processes of one data folder have a folder each, and what a killed one left is taken away")
    func folders() throws {
        let folder = try TestFolder()
        let path = folder.path + "/columns"
        let first = try ColumnFolder(path)
        let second = try ColumnFolder(path)
        #expect(first.path == path && second.path == path + "-2")
        try gather(0..<10, into: try ColumnStore.empty(folder: second.path))
        #expect(try FileManager.default.contentsOfDirectory(atPath: second.path).count == 3)
        second.giveUp()
        #expect(try FileManager.default.contentsOfDirectory(atPath: second.path) == ["lock"])
        // As a process would leave it that was killed.
        try gather(0..<10, into: try ColumnStore.empty(folder: second.path))
        ColumnFolder.emptyAbandoned(path)
        #expect(try FileManager.default.contentsOfDirectory(atPath: second.path) == ["lock"])
        withExtendedLifetime(first) {}
    }

    @Test("with no time left a count says that it is not of everybody")
    func noTime() throws {
        let folder = try TestFolder()
        let store = try ColumnStore.empty(folder: folder.path)
        try gather(0..<10, into: store)
        let tally = store.tally(ColumnQuestion(everybody, now: now, deadline: .now - .seconds(1)))
        #expect(!tally.isWhole && tally.examined == 0)
    }
}
