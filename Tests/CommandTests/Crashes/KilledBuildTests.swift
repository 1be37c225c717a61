import Engine
import Foundation
import Testing
import Values

extension ProgramTests.CrashTests {
    private static let people = 20_000

    @Test(
        "a process killed while a segment is built goes on with it: those whom the rule takes in are in it, nobody else",
        .timeLimit(.minutes(10)))
    func killedWhileBuilding() async throws {
        let server = try await RunningServer()
        let books = try Books(sqlite: server.folder)
        try await fill(server, books)
        var viewers = Set(try (0..<Self.people).filter { $0.isMultiple(of: 2) }.map(key))
        var segment = ""
        var left: (examined: Int, total: Int)?
        // A build that was over sooner than it was killed shows nothing: then the next one.
        for attempt in 1...5 where left == nil {
            segment = "Viewers \(attempt)"
            try await server.command("segments", "create", segment, #"any("Product Viewed", last: 30 days)"#)
            let early = try await looks(2 * attempt + 1, server)
            await untilUnderWay(books)
            try await server.kill()
            left = try books.build()
            try await server.restart()
            let late = try await looks(2 * attempt + 101, server)
            viewers.formUnion([early, late])
        }
        guard let killed = left else {
            Issue.record("each build was over before the process was killed")
            return
        }
        #expect(killed.total >= Self.people && killed.examined < killed.total)
        let isOver = try await eventually(within: .seconds(180), every: .milliseconds(200)) {
            try books.build() == nil && books.work() == 0
        }
        #expect(isOver, "the build went on after \(killed) and came to its end")
        let members = try books.members(of: segment)
        #expect(members.count == viewers.count && Set(members) == viewers, "\(members.count) and not \(viewers.count)")
        let counted = try await server.command("segments", "count", segment)["members"]?.number?.integer
        #expect(counted == Int64(viewers.count))
        print("killed after \(killed.examined) of \(killed.total) people")
    }

    private func key(_ number: Int) throws -> ProfileKey {
        IdentityKey(try #require(Identity(.user, "p\(number)")), workspace: .first)
    }

    /// So many people, every second of whom has looked at something, all of them stepped.
    private func fill(_ server: RunningServer, _ books: Books) async throws {
        for start in stride(from: 0, to: Self.people, by: 2_000) {
            let events = (start..<start + 2_000).map { number in
                Shop.track(
                    "p\(number)", number.isMultiple(of: 2) ? "Product Viewed" : "Page Viewed", messageID: "m\(number)")
            }
            let answer = try await server.client().send("batch", ["batch": .array(events)])
            #expect(answer.status == 200, "\(answer.text)")
        }
        let isReady = try await eventually(within: .seconds(300), every: .milliseconds(500)) {
            try books.count("SELECT count(*) FROM profiles") >= Self.people && books.work() == 0
        }
        #expect(isReady, "everybody has been looked after")
    }

    /// Somebody who had looked at nothing so far looks at something, while a segment is built that asks for it.
    private func looks(_ number: Int, _ server: RunningServer) async throws -> ProfileKey {
        let event = Shop.track("p\(number)", "Product Viewed", messageID: "late-\(number)")
        #expect(try await server.client().send("track", event).status == 200)
        return try key(number)
    }

    /// Until a tenth of everybody have been looked at, or the build is over.
    private func untilUnderWay(_ books: Books) async {
        _ = await eventually(within: .seconds(120), every: .milliseconds(2)) {
            guard let build = try? books.build() else { return true }
            return build.examined * 10 >= build.total
        }
    }
}
