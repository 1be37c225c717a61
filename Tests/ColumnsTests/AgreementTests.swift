import Columns
import Conditions
import Testing
import Values

@Suite("Columns against the evaluator")
struct AgreementTests {
    static let storesPerChunk = 12
    static let profiles = 60
    static let conditions = 40

    /// Half of the profiles were in files before, some of them changed, and some events came afterwards.
    private func store(_ seed: UInt64, _ folder: TestFolder, isOdd: Bool) throws -> (
        ColumnStore, [Int64: Subject], Instant
    ) {
        var profiles = RandomProfiles(seed: seed)
        var subjects: [Int64: Subject] = [:]
        for id in 0..<Int64(Self.profiles) { subjects[id * 3 - 50] = profiles.subject(id, isOdd: isOdd) }
        let records = subjects.map { ProfileRecord(id: $0.key, subject: $0.value) }
        let store = try ColumnStore.rebuild(folder: folder.path, from: [ListedProfiles(records)], position: 0)
        for round in 0..<3 {
            for id in subjects.keys.sorted() where profiles.random.chance(0.1) {
                let event = profiles.event(isOdd: isOdd)
                subjects[id]!.timeline.insert(event)
                store.append(event, to: id)
            }
            let id = Int64(1000 + round)
            subjects[id] = profiles.subject(id, isOdd: isOdd)
            store.put(ProfileRecord(id: id, subject: subjects[id]!))
            if let removed = subjects.keys.sorted().randomElement(using: &profiles.random) {
                subjects[removed] = nil
                try store.remove(removed)
            }
            if round < 2 { try store.spill(position: Int64(round)) }
            if round == 1 { try store.compact() }
        }
        return (store, subjects, profiles.now)
    }

    @Test("of random histories, whoever a random condition holds for is found, and nobody else", arguments: 0..<8)
    func agree(chunk: Int) throws {
        for index in 0..<Self.storesPerChunk {
            let seed = UInt64(chunk * Self.storesPerChunk + index)
            let folder = try TestFolder()
            let (store, subjects, now) = try store(seed, folder, isOdd: index % 2 == 1)
            var conditions = RandomConditions(random: SeededRandom(seed: seed &+ 1_000_000))
            for _ in 0..<Self.conditions {
                let text = conditions.condition()
                let condition = try Condition.parse(text)
                let compiled = CompiledCondition(condition)
                let expected = subjects.filter { _, subject in
                    var subject = subject
                    subject.workspace = RandomProfiles.workspace
                    return compiled.evaluate(subject, now: now).holds
                }.keys.sorted()
                let found = store.members(of: condition, now: now, workspace: RandomProfiles.workspace, atMost: .max)
                #expect(found == expected, "seed \(seed), now \(now.iso8601): \(text)")
                #expect(store.count(condition, now: now, workspace: RandomProfiles.workspace) == expected.count)
                if found != expected { return }
            }
        }
    }

    @Test("numbers of equal worth are one value, however they are written")
    func equalNumbers() throws {
        let folder = try TestFolder()
        let now = Instant(iso8601: "2026-06-15T12:00:00Z")!
        var subject = Subject()
        for (order, text) in ["0.000015", "1.5e-5", "\"5\"", "5", "5.0"].enumerated() {
            let body = EventBody.bytes(Array("{\"x\": \(text)}".utf8))
            subject.timeline.insert(TimelineEvent(name: "E", occurredAt: now, order: Int64(order), body: body))
        }
        let records = [ProfileRecord(id: 1, subject: subject)]
        let store = try ColumnStore.rebuild(folder: folder.path, from: [ListedProfiles(records)], position: 0)
        #expect(store.count(try Condition.parse("distinct(\"E\".x) == 3"), now: now) == 1)
        #expect(store.count(try Condition.parse("count(\"E\" where x == 5) == 2"), now: now) == 1)
    }
}
