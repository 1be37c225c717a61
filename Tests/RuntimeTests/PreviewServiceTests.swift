import Columns
import Conditions
import Foundation
import Logging
import Runtime
import Synchronization
import Testing
import Values

@Suite("Previews")
struct PreviewServiceTests {
    /// Profiles as a database would hold them.
    private final class People: PreviewSource {
        let all = Mutex<[Int64: Subject]>([:])

        func page(after last: Int64?, limit: Int) async throws -> [ProfileRecord] {
            all.withLock { all in
                all.keys.sorted().filter { $0 > last ?? .min }.prefix(limit)
                    .map { ProfileRecord(id: $0, subject: all[$0]!) }
            }
        }

        func profiles(_ keys: [Int64]) async throws -> [ProfileRecord] {
            all.withLock { all in keys.compactMap { key in all[key].map { ProfileRecord(id: key, subject: $0) } } }
        }
    }

    private let now = Instant(iso8601: "2026-06-15T12:00:00Z")!
    private let folder = NSTemporaryDirectory() + "previews-\(UUID().uuidString)"

    private func service(_ people: People) -> PreviewService {
        PreviewService(folder: folder, source: people, logger: Logger(label: "test"))
    }

    private func counted(_ service: PreviewService, _ text: String) async throws -> PreviewService.Count? {
        try await service.count(try Condition.parse(text), now: now, workspace: WorkspaceFacts())
    }

    @Test("there is no count until the columns are built; then it follows every change that is told")
    func follows() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let people = People()
        people.all.withLock { all in for key in 0..<1200 { all[Int64(key)] = Subject(properties: ["age": 30]) } }
        let service = service(people)
        #expect(try await counted(service, "profile.age == 30") == nil)
        try await service.rebuild()
        #expect(try await counted(service, "profile.age == 30")?.matching == 1200)
        people.all.withLock { all in
            all[7] = Subject(properties: ["age": 31])
            all[5000] = Subject(properties: ["age": 30])
            all[8] = nil
        }
        await service.changed([7, 8, 5000])
        let count = try #require(try await counted(service, "profile.age == 30"))
        #expect(count.matching == 1199 && count.total == 1200 && count.waiting == 0)
    }

    @Test("an erased person is gone from the files at once")
    func erased() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let people = People()
        people.all.withLock { all in
            for key in 0..<10 { all[Int64(key)] = Subject(properties: ["name": .string("Secret \(key)")]) }
        }
        let service = service(people)
        try await service.rebuild()
        people.all.withLock { $0[4] = nil }
        try await service.erased(4)
        #expect(try await counted(service, "profile.name exists")?.matching == 9)
        let files = try FileManager.default.contentsOfDirectory(atPath: folder)
        for name in files {
            let data = try Data(contentsOf: URL(filePath: folder + "/" + name))
            #expect(data.range(of: Data("Secret 4".utf8)) == nil, "\(name)")
        }
    }

    @Test("building again takes the place of the columns that were there")
    func rebuilt() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let people = People()
        people.all.withLock { $0[1] = Subject(properties: ["age": 30]) }
        let service = service(people)
        try await service.rebuild()
        people.all.withLock { all in all[2] = Subject(properties: ["age": 30]) }
        try await service.rebuild()
        #expect(try await counted(service, "profile.age == 30")?.matching == 2)
        #expect(try ColumnStore(folder: folder).figures.profiles == 2)
    }
}
