import Testing
import Values

@testable import Runtime

@Suite("How far a command's work is")
struct LongWorkTests {
    @Test("whoever gave the job a name is told, until it is done")
    func told() async throws {
        try await withSystem { system in
            func told(_ job: String) async throws -> String {
                try await system.perform(.progress, ["job": .string(job)]).text
            }
            system.longWork.note(nil, done: 7, of: 9)
            let before = try await told("backup-1")
            system.longWork.note("backup-1", done: 500, of: 2_000)
            let meanwhile = [try await told("backup-1"), try await told("another")]
            system.longWork.end("backup-1")
            let after = try await told("backup-1")
            #expect(before == "{}" && after == "{}")
            #expect(meanwhile == [#"{"done":500,"total":2000}"#, "{}"])
        }
    }

    @Test("what nobody ends does not fill the memory")
    func bounded() {
        let work = LongWork()
        for job in 0..<1_000 { work.note("\(job)", done: 1, of: 2) }
        #expect((0..<1_000).count { work["\($0)"] != nil } == 100)
    }
}
