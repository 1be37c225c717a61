import Foundation
import Testing
import Values

extension ProgramTests.CommandLineTests {
    private static let thanks = """
        flow: thanks
        name: Thanks
        purpose: transactional
        trigger: [Order Completed, manual]
        steps:
          - wait: 1 hour
          - send: email
            id: thanks
            subject: Thanks
            body: <p>Thanks</p>
        """

    /// Somebody who ordered two days ago.
    private func shop() async throws -> RunningServer {
        let server = try await RunningServer()
        let client = server.client()
        func at(_ days: Int64) -> JSON {
            .string((Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) - .days(days)).iso8601)
        }
        // A backtest knows of people what was known then.
        var ana = Shop.identify("ana", email: "ana@example.com", hasConsent: true).object ?? JSONObject()
        ana["timestamp"] = at(3)
        #expect(try await client.send("identify", .object(ana)).status == 200)
        var order = Shop.order("ana", "o1", messageID: "o1").object ?? JSONObject()
        order["timestamp"] = at(2)
        #expect(try await client.send("track", .object(order)).status == 200)
        _ = await eventually(within: .seconds(20)) {
            (try? await server.command("profiles", "show", "ana"))?["events"]?.array?.isEmpty == false
        }
        return server
    }

    @Test("a flow is run over the past from the command line, and one person's way through it is told line by line")
    func backtest() async throws {
        let server = try await shop()
        let file = try server.folder.write(Self.thanks, to: "thanks.yaml")
        let result = try await server.command("flows", "backtest", file, "--days", "30")
        #expect(result["report"]?["draft"]?["journeys"] == 1 && result["report"]?["draft"]?["messages"] == 1)
        let words = try await Program.run(["flows", "backtest", "thanks", "--days", "30", "--data", server.folder.path])
        #expect(words.isGood && words.output.contains("people who enter"), "\(words.output) \(words.errors)")
        for part in [
            "messages by step", "thanks 1", "begun", "messages a person", "goals met:", "worth of those orders:",
        ] {
            #expect(words.output.contains(part), "\(part): \(words.output)")
        }
        let path = try await server.command("flows", "backtest", "thanks", "--person", "ana@example.com")
        let kinds = (path["lines"]?.array ?? []).compactMap { $0["kind"]?.string }
        #expect(kinds.contains("entered") && kinds.contains("sent"), "\(path.text)")
        let unknown = try await Program.run(
            ["flows", "backtest", "thanks", "--person", "zoe@example.com", "--data", server.folder.path])
        #expect(!unknown.isGood && unknown.errors.contains("nobody is known as zoe@example.com"), "\(unknown.errors)")
        let long = try await Program.run([
            "flows", "backtest", "thanks", "--days", "9999", "--data", server.folder.path,
        ])
        #expect(!long.isGood && long.errors.contains("366 days"), "\(long.errors)")
    }

    @Test("a draft is looked at, compared with the live version and published; versions are compared by their numbers")
    func publish() async throws {
        let server = try await shop()
        try await server.install(Self.thanks, named: "thanks")
        let file = try server.folder.write(Self.thanks.replacing("1 hour", with: "2 hours"), to: "thanks.yaml")
        try await server.command("flows", "install", file)
        let diff = try await server.command("flows", "diff", "thanks", "--from", "1", "--to", "2")
        #expect(diff["changes"]?.array?.count == 1 && diff.text.contains("2 hours"), "\(diff.text)")
        #expect(
            try await server.command("flows", "diff", "thanks") == diff, "live against newest where nothing is said")
        let missing = try await Program.run(
            ["flows", "diff", "thanks", "--from", "7", "--data", server.folder.path])
        #expect(!missing.isGood && missing.errors.contains("it has"), "\(missing.errors)")
        let both = try await Program.run(["flows", "diff", "a.yaml", "b.yaml", "--from", "1"])
        #expect(!both.isGood && both.errors.contains("--from and --to"), "\(both.errors)")
        let preview = try await server.command("flows", "publish", "thanks", "--preview", "--move")
        #expect(preview["from"] == 1 && preview["to"] == 2)
        #expect(try await server.command("flows", "show", "thanks")["live_version"] == 1, "a preview publishes nothing")
        #expect(try await server.command("flows", "publish", "thanks", "--move")["version"] == 2)
        #expect(try await server.command("flows", "show", "thanks")["live_version"] == 2)
    }

    @Test("a flow is started by hand, counted first; why somebody is in it is told in words")
    func startAndWhy() async throws {
        let server = try await shop()
        try await server.install(Self.thanks, named: "thanks")
        let counted = try await server.command("flows", "start", "thanks", "ana@example.com", "--preview")
        #expect(counted["people"] == 1 && counted["enter"] == 1, "\(counted.text)")
        let given = try await server.command(
            "flows", "start", "thanks", "ana@example.com", "--cause", "spring", "--with", "{\"reason\": \"spring\"}")
        #expect(given["given"] == 1)
        var why = ""
        _ = await eventually(within: .seconds(20), every: .milliseconds(200)) {
            why =
                (try? await Program.run(["profiles", "why", "ana@example.com", "thanks", "--data", server.folder.path]))?
                .output ?? ""
            return why.contains("Wait 1 hour")
        }
        #expect(why.contains("Wait 1 hour") && why.contains("Thanks"), "\(why)")
        for (arguments, words) in [
            (["flows", "start", "thanks"], "say for whom"),
            (["flows", "start", "thanks", "zoe"], "nobody is known as zoe"),
            (["flows", "start", "thanks", "ana", "--with", "[1]"], "no JSON object"),
            (["profiles", "why", "zoe", "thanks"], "zoe"),
        ] {
            let refused = try await Program.run(arguments + ["--data", server.folder.path])
            #expect(!refused.isGood && refused.errors.contains(words), "\(arguments): \(refused.errors)")
        }
    }

    @Test("an audience is exported as hashes alone, and told to an address until it is told to nobody")
    func audiences() async throws {
        let server = try await shop()
        let flow = """
            flow: ads
            name: Ads
            trigger: Product Viewed
            steps:
              - add to audience: viewers
            """
        try await server.install(flow, named: "ads")
        #expect(try await server.client().send("track", Shop.track("ana", "Product Viewed")).status == 200)
        var exported = ""
        _ = await eventually(within: .seconds(20), every: .milliseconds(200)) {
            exported =
                (try? await Program.run(["audiences", "export", "viewers", "--data", server.folder.path]))?.output
                ?? ""
            return exported.split(separator: "\n").count == 2
        }
        let lines = exported.split(separator: "\n")
        #expect(lines.count == 2 && lines[0].contains("email"), "\(exported)")
        // The SHA-256 of ana@example.com, as the ad networks ask for it.
        #expect(exported.contains("8e43ca37701228e74983efdbd0cff5c16b3b1e5d4e29a7c05626d4d25a018e11"), "\(exported)")
        #expect(!exported.contains("ana@"))
        let connected = try await server.command("audiences", "connect", "viewers", "https://ads.example.com/audience")
        #expect(connected != .null)
        #expect(try await server.command("audiences", "list")[0]?["connected"] == true)
        try await server.command("audiences", "connect", "viewers")
        #expect(try await server.command("audiences", "list")[0]?["connected"] == false)
        let bad = try await Program.run(["audiences", "connect", "viewers", "nowhere", "--data", server.folder.path])
        #expect(!bad.isGood && bad.errors.contains("nowhere"), "\(bad.errors)")
    }

    @Test("the staff's chat is connected by an address that is one, and let go")
    func chat() async throws {
        let folder = try TemporaryFolder()
        func run(_ arguments: String...) async throws -> Program.Result {
            try await Program.run(["alerts", "chat"] + arguments + ["--data", folder.path])
        }
        let bad = try await run("nowhere")
        #expect(!bad.isGood && bad.errors.contains("nowhere"), "\(bad.errors)")
        let good = try await run("https://chat.example.com/hooks/secret")
        #expect(good.isGood && good.output.contains("Alerts go to the chat"), "\(good.output) \(good.errors)")
        let gone = try await run()
        #expect(gone.isGood && gone.output.contains("told nothing any more"))
    }
}
