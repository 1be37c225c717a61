import Columns
import Conditions
import Engine
import Foundation
import Logging
import Synchronization
import Testing
import Values

@testable import Runtime

@Suite("Columns of previews")
struct PreviewServiceTests {
    private let now = Instant(iso8601: "2026-06-15T12:00:00Z")!
    private static let everything = BucketRange.all.map { Lease(range: $0, epoch: 1) }

    private func withRig(_ people: Int, _ body: (Rig) async throws -> Void) async throws {
        let rig = Rig()
        defer { try? FileManager.default.removeItem(atPath: rig.folder) }
        for number in 0..<people { rig.people[number] = Subject(properties: ["age": 30]) }
        rig.service.hold(PreviewServiceTests.everything)
        await rig.service.start()
        let result: Result<Void, any Error>
        do {
            try await everybodyIsIn(rig)
            result = .success(try await body(rig))
        } catch { result = .failure(error) }
        await rig.service.stop()
        try result.get()
    }

    private func everybodyIsIn(_ rig: Rig) async throws {
        let areIn = try await eventually(within: .seconds(60)) {
            let answer = try await counted(rig)
            return answer?.ranges.count == BucketRange.count
        }
        #expect(areIn)
    }

    private func tally(_ rig: Rig, edited: Int64? = nil) async throws -> ColumnTally {
        let answer = try await counted(rig, edited: edited)
        return try #require(answer).tally
    }

    private func isOnDisk(_ text: String, _ rig: Rig) throws -> Bool { try !rig.files(with: text).isEmpty }

    private func counted(
        _ rig: Rig, _ text: String = "profile.age == 30", edited: Int64? = nil,
        in ranges: [BucketRange] = BucketRange.all
    ) async throws -> PreviewService.Answer? {
        try await rig.service.count(
            try Condition.parse(text), edited: edited, in: ranges, by: rig.people.definitions.withLock { $0 }, now: now)
    }

    @Test("a count follows every change that is noted: people who change, come and go")
    func follows() async throws {
        try await withRig(1200) { rig in
            let before = try await tally(rig)
            #expect(before.matching == 1200)
            rig.change(7, Subject(properties: ["age": 31]))
            rig.change(5000, Subject(properties: ["age": 30]))
            rig.change(8, nil)
            let after = try await tally(rig)
            #expect(after.matching == 1199 && after.examined == 1200)
        }
    }

    @Test("only the ranges asked for are counted, and together they are everybody")
    func byRange() async throws {
        try await withRig(300) { rig in
            rig.change(300, Subject(properties: ["age": 30]))
            var sum = 0
            for third in 0..<3 {
                let ranges = BucketRange.all.filter { $0.index % 3 == third }
                let answer = try await counted(rig, in: ranges)
                let tally = try #require(answer).tally
                #expect(tally.matching > 50 && tally.matching == tally.examined)
                sum += tally.matching
            }
            #expect(sum == 301)
        }
    }

    @Test("a range that went to another server is counted no longer, and anew when it comes back under another lease")
    func leases() async throws {
        try await withRig(300) { rig in
            let mine = PreviewServiceTests.everything.filter { $0.range.index < 32 }
            rig.service.hold(mine)
            let answer = try await counted(rig)
            let half = try #require(answer)
            #expect(half.ranges.count == 32 && half.tally.examined < 300)
            // Another server changes somebody; nobody notes it here.
            for number in 0..<300 { rig.people[number] = Subject(properties: ["age": 31]) }
            rig.service.hold(mine + BucketRange.all.filter { $0.index >= 32 }.map { Lease(range: $0, epoch: 3) })
            try await everybodyIsIn(rig)
            let whole = try await tally(rig)
            #expect(whole.matching == half.tally.matching && whole.examined == 300)
        }
    }

    @Test("an erased person is gone from the files when the erasure is done")
    func erased() async throws {
        try await withRig(20) { rig in
            rig.change(4, Subject(properties: ["name": "Secret 4"]))
            rig.change(5, Subject(properties: ["name": "Open 5"]))
            _ = try await counted(rig)
            // Read anew, so that they lie in a file.
            rig.service.hold(BucketRange.all.map { Lease(range: $0, epoch: 2) })
            let isWritten = try await eventually(within: .seconds(60)) {
                try isOnDisk("Open 5", rig) && isOnDisk("Secret 4", rig)
            }
            #expect(isWritten)
            rig.people[4] = nil
            try await rig.service.erased(PreviewServiceTests.key(4))
            let (isLeft, areOthersLeft) = (try isOnDisk("Secret 4", rig), try isOnDisk("Open 5", rig))
            #expect(!isLeft && areOthersLeft)
        }
    }

    @Test("what a range held is taken off the disk when it goes to another server")
    func givenUp() async throws {
        try await withRig(20) { rig in
            rig.change(4, Subject(properties: ["name": "Secret 4"]))
            _ = try await counted(rig)
            rig.service.hold(BucketRange.all.map { Lease(range: $0, epoch: 2) })
            let isWritten = try await eventually(within: .seconds(60)) { try isOnDisk("Secret 4", rig) }
            #expect(isWritten)
            let range = PreviewServiceTests.key(4).bucket.range
            rig.service.hold(BucketRange.all.filter { $0 != range }.map { Lease(range: $0, epoch: 2) })
            let isGone = try await eventually(within: .seconds(60)) { try !isOnDisk("Secret 4", rig) }
            #expect(isGone)
        }
    }

    @Test("with more changes in a range than are remembered, it is read anew rather than counted wrongly")
    func tooMuch() async throws {
        try await withRig(50) { rig in
            let range = PreviewServiceTests.key(0).bucket.range
            rig.people[0] = Subject(properties: ["age": 31])
            let low = range.firstKey.rawValue
            rig.changes.note((0...Int64(ChangedCustomers.mostEach)).map { ProfileKey(rawValue: low + $0) })
            #expect(rig.changes.isTooMuch(in: range))
            let meanwhile = try await counted(rig)
            #expect(meanwhile?.ranges.contains(range) == false)
            try await everybodyIsIn(rig)
            let after = try await tally(rig)
            #expect(after.matching == 49)
        }
    }

    @Test("after the database was lost everything is read anew: it may have undone what was read")
    func lost() async throws {
        try await withRig(50) { rig in
            rig.people[3] = nil
            rig.people.losses.withLock { $0 += 1 }
            rig.change(4, Subject(properties: ["age": 31]))
            let isReadAnew = try await eventually(within: .seconds(60)) {
                let answer = try await counted(rig)
                return answer?.tally.examined == 49
            }
            #expect(isReadAnew)
        }
    }

    @Test("an edit is told who would come and go, by the verdicts that are kept")
    func edits() async throws {
        try await withRig(10) { rig in
            for number in 0..<4 {
                rig.change(number, Subject(properties: ["age": 31], memberships: ["77"]))
            }
            rig.change(4, Subject(properties: ["age": 30], memberships: ["77"]))
            let tally = try await tally(rig, edited: 77)
            #expect(tally.matching == 6 && tally.entering == 5 && tally.leaving == 4)
        }
    }

    @Test("after a change of stages only who asks for a stage waits until everybody is read by it")
    func otherDefinitions() async throws {
        try await withRig(100) { rig in
            let stage = Segment(
                id: 5, name: "Buyer", condition: CompiledCondition(try Condition.parse("profile.age == 30")),
                version: 1, role: .stage(place: 1))
            rig.people.definitions.withLock { $0 = Definitions(version: 2, flows: [], segments: [stage]) }
            for number in 0..<100 {
                var subject = Subject(properties: ["age": 30], memberships: ["5"])
                subject.facts.stage = "Buyer"
                rig.people[number] = subject
            }
            // As they were: nobody was stepped.
            let asked = #"stage() == "Buyer""#
            let before = try await counted(rig, asked)
            #expect(before == nil)
            rig.changes.note([PreviewServiceTests.key(1)])
            var fewest = BucketRange.count
            let isReadAnew = try await eventually(within: .seconds(60)) {
                fewest = min(fewest, try await counted(rig)?.ranges.count ?? 0)
                let answer = try await counted(rig, asked)
                return answer?.tally.matching == 100 && answer?.tally.examined == 100
            }
            #expect(isReadAnew && fewest >= BucketRange.count - 1)
        }
    }

    @Test("where columns and database differ, the check finds it, and they are mended")
    func checked() async throws {
        try await withRig(300) { rig in
            // As a fault would: nobody notes it.
            rig.people[17] = Subject(properties: ["age": 31])
            rig.people[18] = nil
            rig.people[1000] = Subject(properties: ["age": 30])
            let before = try await tally(rig)
            #expect(before.matching == 300)
            let open = await rig.service.store
            let store = try #require(open)
            var faults = 0
            for _ in 0..<64 { faults += try await rig.service.checkNext(store) }
            #expect(faults == 3)
            let after = try await tally(rig)
            #expect(after.matching == 299)
            for _ in 0..<64 { faults += try await rig.service.checkNext(store) }
            #expect(faults == 3)
        }
    }

    @Test(
        "a server that stops leaves no customers on its disk; what one that was killed left, torn or not, is built anew"
    )
    func leftBehind() async throws {
        let rig = Rig()
        defer { try? FileManager.default.removeItem(atPath: rig.folder) }
        try FileManager.default.createDirectory(atPath: rig.folder, withIntermediateDirectories: true)
        try Data("torn".utf8).write(to: URL(filePath: rig.folder + "/1.columns"))
        try Data("torn".utf8).write(to: URL(filePath: rig.folder + "/columns.list"))
        rig.people[1] = Subject(properties: ["age": 30])
        rig.service.hold(PreviewServiceTests.everything)
        await rig.service.start()
        let isBuilt = try await eventually(within: .seconds(60)) {
            let answer = try await counted(rig)
            return answer?.tally.matching == 1
        }
        #expect(isBuilt)
        await rig.service.stop()
        let left = try FileManager.default.contentsOfDirectory(atPath: rig.folder)
        #expect(left.filter { $0 != "lock" } == [])
    }
}
