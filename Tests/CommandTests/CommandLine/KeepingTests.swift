import Foundation
import Testing
import Values

/// What keeps a shop's data and lets go of it.
extension ProgramTests.CommandLineTests {
    /// A shop with two customers, each with an order and its confirmation.
    private func shop() async throws -> RunningServer {
        let server = try await RunningServer()
        try await server.install(try HurriedFlows.text("order-confirmation"), named: "order-confirmation")
        for (user, email) in [("ana", "ana@example.com"), ("bea", "bea@example.com")] {
            let client = server.client()
            #expect(
                try await client.send("identify", Shop.identify(user, email: email, hasConsent: true)).status == 200)
            #expect(try await client.send("track", Shop.order(user, "order-\(user)")).status == 200)
        }
        #expect(try await Books(sqlite: server.folder).drain(within: .seconds(20)))
        return server
    }

    @Test("a backup of a running server restores into an empty folder with all that was in it")
    func backupAndRestore() async throws {
        let server = try await shop()
        let files = try TemporaryFolder()
        let file = files.file("backup.jsonl")
        let made = try await server.command("backup", file)
        #expect(made["path"]?.string == file && made["rows"]?.number?.integer ?? 0 > 10)
        let fresh = try TemporaryFolder()
        let options = ["--data", fresh.path, "--json"]
        let restored = try await Program.run(["restore", file] + options).json()
        #expect(restored["rows"] == made["rows"])
        let (before, after) = (try Books(sqlite: server.folder), try Books(sqlite: fresh))
        #expect(try after.events() == before.events())
        #expect(try Set(after.messages().map(\.id)) == Set(before.messages().map(\.id)))
        let ana = try await Program.run(["profiles", "show", "ana@example.com"] + options).json()
        #expect(ana["profile"]?["email"]?.string == "ana@example.com")
        let again = try await Program.run(["restore", file, "--data", fresh.path])
        #expect(!again.isGood && again.errors.contains("--force"), "\(again.errors)")
        #expect(try await Program.run(["restore", file, "--force"] + options).isGood)
        try files.write(
            try String(contentsOfFile: file, encoding: .utf8).replacing("ana", with: "eve"), to: "bad.jsonl")
        let damaged = try await Program.run(["restore", files.file("bad.jsonl"), "--force", "--data", fresh.path])
        #expect(!damaged.isGood && !damaged.errors.isEmpty)
        #expect(try Books(sqlite: fresh).events() == before.events(), "a damaged file changes nothing")
    }

    @Test("a restore beside a running server is refused")
    func restoreWhileRunning() async throws {
        let server = try await RunningServer()
        let file = server.folder.file("backup.jsonl")
        try await server.command("backup", file)
        let result = try await Program.run(["restore", file, "--force", "--data", server.folder.path])
        #expect(!result.isGood && result.errors.contains("in use"), "\(result.errors)")
    }

    @Test("joining shows both and asks first; then two customers are one, and nobody joins a stranger or themself")
    func join() async throws {
        let server = try await shop()
        let arguments = ["profiles", "join", "ana@example.com", "bea", "--data", server.folder.path]
        let declined = try await Program.run(arguments, input: Array("no\n".utf8))
        #expect(declined.output.contains("Nobody was joined"), "\(declined.output) \(declined.errors)")
        for words in ["ana@example.com", "bea@example.com", "email granted"] {
            #expect(declined.output.contains(words), "\(words) in \(declined.output)")
        }
        for (other, words) in [("nobody@example.com", "nobody is known"), ("ana", "one person already")] {
            let refused = try await Program.run(
                ["profiles", "join", "ana@example.com", other, "--yes", "--data", server.folder.path])
            #expect(!refused.isGood && refused.errors.contains(words), "\(refused.errors)")
        }
        func events(_ who: String) async throws -> Int {
            let shown = try await server.command("profiles", "show", who)["events"]?.array ?? []
            return shown.count { $0["event"]?.string == "Order Completed" }
        }
        #expect(try await events("bea") == 1)
        try await server.command("profiles", "join", "ana@example.com", "bea", "--yes")
        let isOne = try await eventually(within: .seconds(10)) { try await events("bea") == 2 }
        #expect(isOne)
        let log = try await server.command("profiles", "show", "ana")["log"]?.text ?? ""
        #expect(log.contains("command line said that this is the same person as user id"), "\(log)")
    }

    @Test("erasing asks first, takes away who somebody was, and nothing of them comes back")
    func erase() async throws {
        let server = try await shop()
        let arguments = ["profiles", "erase", "ana@example.com", "--data", server.folder.path]
        let declined = try await Program.run(arguments, input: Array("no\n".utf8))
        #expect(declined.output.contains("Nothing was erased"), "\(declined.output) \(declined.errors)")
        let export = ["profiles", "export", "ana@example.com", "--data", server.folder.path]
        #expect(try await Program.run(export).output.contains("order-ana"))
        let erased = try await Program.run(arguments, input: Array("yes\n".utf8))
        #expect(erased.isGood && erased.output.contains("Erased."), "\(erased.output) \(erased.errors)")
        let gone = try await Program.run(["profiles", "show", "ana@example.com", "--data", server.folder.path])
        #expect(!gone.isGood && gone.errors.contains("ana@example.com"), "\(gone.errors)")
        let books = try Books(sqlite: server.folder)
        let sql = "SELECT count(*) FROM messages WHERE address = 'ana@example.com'"
        #expect(try books.count(sql) == 0)
        #expect(try books.count("SELECT count(*) FROM events WHERE properties LIKE '%order-ana%'") == 0)
        #expect(try books.count("SELECT count(*) FROM events WHERE properties LIKE '%order-bea%'") == 1)
        let again = try await Program.run(arguments + ["--yes"])
        #expect(!again.isGood, "there is nobody left to erase")
        #expect(try await server.command("profiles", "erase", "bea@example.com", "--yes")["erased"]?.string != nil)
    }
}
