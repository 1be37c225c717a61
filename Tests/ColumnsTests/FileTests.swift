import Columns
import Conditions
import Foundation
import Testing
import Values

@Suite("Files of columns")
struct FileTests {
    private func written(_ folder: TestFolder) throws -> (path: String, bytes: [UInt8]) {
        var profiles = RandomProfiles(seed: 5)
        var builder = ColumnFileBuilder()
        for id in 0..<40 {
            builder.add(ProfileRecord(id: Int64(id), subject: profiles.subject(Int64(id), isOdd: true)))
        }
        let path = folder.path + "/1.columns"
        try builder.write(to: path)
        return (path, Array(try Data(contentsOf: URL(filePath: path))))
    }

    private func opening(_ path: String) -> ColumnFileError? {
        do {
            _ = try ColumnFile(path: path)
            return nil
        } catch { return error }
    }

    @Test("a whole file opens, and says what is in it")
    func whole() throws {
        let folder = try TestFolder()
        let file = try ColumnFile(path: written(folder).path)
        #expect(file.profileCount == 40 && file.eventCount > 40)
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/1.columns.new"))
    }

    @Test("a file cut short is torn, wherever it was cut")
    func torn() throws {
        let folder = try TestFolder()
        let (path, bytes) = try written(folder)
        for length in [0, 1, 47, 48, 100, bytes.count / 2, bytes.count - 1] {
            try Data(bytes[..<length]).write(to: URL(filePath: path))
            #expect(opening(path) == .torn(path: path), "\(length) of \(bytes.count)")
        }
        try Data(bytes + [0]).write(to: URL(filePath: path))
        #expect(opening(path) == .torn(path: path))
    }

    @Test("one wrong bit is noticed, wherever it is")
    func damaged() throws {
        let folder = try TestFolder()
        let (path, bytes) = try written(folder)
        var random = SeededRandom(seed: 1)
        for _ in 0..<200 {
            var changed = bytes
            changed[Int.random(in: 0..<bytes.count, using: &random)] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            try Data(changed).write(to: URL(filePath: path))
            #expect(opening(path) != nil)
        }
    }

    @Test("a missing file and one of another version are named as such")
    func otherFaults() throws {
        let folder = try TestFolder()
        let (path, bytes) = try written(folder)
        #expect(opening(folder.path + "/2.columns") == .missing(path: folder.path + "/2.columns"))
        var changed = bytes
        changed[7] += 1
        try Data(changed).write(to: URL(filePath: path))
        #expect(opening(path) == .otherVersion(path: path))
    }

    @Test("what is put in comes out equal, odd values included", arguments: [false, true])
    func roundTrip(isOdd: Bool) throws {
        let folder = try TestFolder()
        var profiles = RandomProfiles(seed: 9)
        let subjects = (0..<300).map { profiles.subject(Int64($0), isOdd: isOdd) }
        let records = subjects.enumerated().map { ProfileRecord(id: Int64($0.offset), subject: $0.element) }
        let store = try ColumnStore.rebuild(folder: folder.path, from: [ListedProfiles(records)], position: 3)
        #expect(store.position == 3)
        for record in records {
            let found = try #require(store.subject(record.id))
            #expect(found.properties == record.subject.properties)
            #expect(found.consents == record.subject.consents && found.memberships == record.subject.memberships)
            #expect(found.zone == record.subject.zone)
            var facts = record.subject.facts
            // Of several addresses conditions read the first.
            facts.identities = facts.identities.mapValues { Array($0.prefix(1)) }
            #expect(found.facts == facts)
            let (events, wanted) = (found.timeline.inOrder(), record.subject.timeline.inOrder())
            #expect(events.map(\.occurredAt) == wanted.map(\.occurredAt) && events.map(\.order) == wanted.map(\.order))
            for (event, original) in zip(events, wanted) { #expect(text(event.body) == text(original.body)) }
        }
    }

    /// Of equal numbers at the top of an event the text may differ.
    private func text(_ body: EventBody) -> String {
        switch body {
        case .absent: "{}"
        case .tree(let object): normal(object)
        case .bytes(let bytes):
            if case .object(let object)? = try? JSON.parse(bytes) {
                normal(object)
            } else {
                String(decoding: bytes, as: UTF8.self)
            }
        }
    }

    private func normal(_ object: JSONObject) -> String {
        JSON.object(
            JSONObject(
                object.members.map { member in
                    guard case .number(let number) = member.value else { return member }
                    return JSONObject.Member(key: member.key, value: .string("number \(number.double)"))
                })
        ).text
    }
}
