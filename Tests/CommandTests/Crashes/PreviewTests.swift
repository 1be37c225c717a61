import Foundation
import Testing
import Values

extension ProgramTests.CrashTests {
    @Test(
        "a preview asked of one of three servers counts everybody, each server its own customers; one that hangs or was killed is named and its customers are counted all the same",
        .needsPostgres, .timeLimit(.minutes(3)))
    func previewOfThree() async throws {
        let database = try PostgresForTest()
        defer { database.drop() }
        let options = ["--database", database.url]
        var servers: [RunningServer] = []
        for _ in 0..<3 {
            servers.append(try await RunningServer(options: options, environment: PostgresForTest.environment))
        }
        try await fill(300, servers[0])
        let books = try Books(postgres: database.url)
        let isReady = try await eventually(within: .seconds(30)) {
            try books.leases().values.map(\.count).sorted() == [20, 22, 22] && books.work() == 0
        }
        #expect(isReady, "the three share the customers, and have looked after all")

        for server in servers {
            let (preview, took) = try await asked(server)
            #expect(preview["servers"]?.number?.integer == 3 && preview["silent"]?.array == [], "\(preview.text)")
            print("a preview of three servers took \(took)")
        }
        let atCommand = try await servers[1].command("segments", "preview", condition)
        #expect(atCommand["members"]?.number?.integer == 150 && atCommand["servers"]?.number?.integer == 3)

        // It holds its customers until its leases run out, but says nothing.
        servers[2].process.send(SIGSTOP)
        let (hung, _) = try await asked(servers[0])
        #expect(names(hung).count == 1, "\(hung.text)")
        #expect(names(hung).first?.contains(":\(servers[2].process.id) ") == true, "\(hung.text)")
        #expect(servers[0].log.contains("could not be asked"))
        servers[2].process.send(SIGCONT)

        try await servers[1].kill()
        let (killed, took) = try await asked(servers[0])
        #expect(names(killed).contains { $0.contains(":\(servers[1].process.id) ") }, "\(killed.text)")
        print("with one killed a moment before it took \(took)")
    }

    private var condition: String { #"any("Product Viewed", last: 30 days)"# }

    private func names(_ preview: JSON) -> [String] { (preview["silent"]?.array ?? []).compactMap(\.string) }

    /// Asks this server, as a command beside it does. Everybody must be counted, whoever answers.
    private func asked(_ server: RunningServer) async throws -> (JSON, Duration) {
        let begin = ContinuousClock.now
        let preview = try await server.perform("segments.preview", ["condition": .string(condition)])
        let took = ContinuousClock.now - begin
        #expect(preview["members"]?.number?.integer == 150, "\(preview.text)")
        #expect(preview["customers"]?.number?.integer == 300 && preview["exact"]?.bool == true, "\(preview.text)")
        #expect(preview["sample"]?.array?.count == 10)
        return (preview, took)
    }

    /// So many people, every second of whom has looked at something.
    private func fill(_ people: Int, _ server: RunningServer) async throws {
        let events = (0..<people).map { number in
            Shop.track(
                "p\(number)", number.isMultiple(of: 2) ? "Product Viewed" : "Page Viewed", messageID: "m\(number)")
        }
        let answer = try await server.client().send("batch", ["batch": .array(events)])
        #expect(answer.status == 200, "\(answer.text)")
    }
}
