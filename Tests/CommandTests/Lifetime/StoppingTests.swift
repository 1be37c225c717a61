import Foundation
import Testing
import Values

extension ProgramTests.LifetimeTests {
    @Test("SIGTERM in mid-batch: what was acknowledged is stored, and the program says so and ends well")
    func stopsInMidBatch() async throws {
        let seed = Seed.next()
        let server = try await RunningServer()
        let load = Load(
            urls: [server.url], key: server.serverKey,
            plan: Load.Plan(clients: 4, eventsEach: 50, pause: .milliseconds(5), seed: seed))
        async let playing: Void = load.run()
        try await Task.sleep(for: .seconds(2))
        let ending = try await server.stop(within: .seconds(10))
        load.stop()
        await playing
        #expect(ending == .exited(0))
        #expect(server.log.contains("everything acknowledged is stored"), "the log: \(server.log.suffix(500))")
        let stored = try Books(sqlite: server.folder).events()
        let lost = load.ledger.acknowledged.filter { stored[$0] != 1 }
        #expect(lost.isEmpty, "acknowledged and not stored once, seed \(seed): \(lost.prefix(5))")
        #expect(load.ledger.acknowledged.count > 200)
        #expect(load.ledger.refusals.allSatisfy { $0.hasPrefix("503") }, "\(load.ledger.refusals.prefix(3))")
    }

    @Test(
        "SIGTERM with mail under way: what the mail server is being given is finished, the rest goes after the next start",
        .needsPython, .timeLimit(.minutes(4)))
    func stopsWithMailUnderWay() async throws {
        let seed = Seed.next()
        let sink = try await MailSink(pause: .milliseconds(200))
        let server = try await RunningServer(options: ["--smtp", sink.url])
        try await server.letMarketingGoAtAnyHour()
        try await server.startSending()
        for name in ["abandoned-cart", "order-confirmation"] {
            try await server.install(try HurriedFlows.text(name), named: name)
        }
        let load = Load(urls: [server.url], key: server.serverKey, plan: Load.Plan(seed: seed))
        async let playing: Void = load.run()
        await sink.nextMarketing(within: .seconds(20))
        let ending = try await server.stop(within: .seconds(20))
        load.stop()
        await playing
        #expect(ending == .exited(0))
        let mails = try sink.mails()
        #expect(mails.contains { $0.headers["list-unsubscribe"] != nil }, "no marketing was under way, seed \(seed)")
        let rows = try Books(sqlite: server.folder).messages()
        let doubtful = rows.filter { $0.state == .sending || $0.state == .unknown }
        #expect(doubtful.isEmpty, "left in doubt, seed \(seed): \(doubtful.prefix(3))")
        let sent = Set(rows.filter { $0.state == .sent }.map(\.id))
        #expect(Set(mails.compactMap(\.message)) == sent, "what was accepted and what is said to be sent, seed \(seed)")

        try await server.restart()
        let books = try Books(sqlite: server.folder)
        #expect(try await books.drain(ahead: .seconds(60), within: .seconds(90)), "work is left over, seed \(seed)")
        let balance = Balance(ledger: load.ledger, books: books, mails: try sink.mails())
        try balance.expectMessagesRight(seed)
        let again = Dictionary(grouping: try sink.mails().compactMap(\.message)) { $0 }.filter { $0.value.count > 1 }
        #expect(again.isEmpty, "sent twice, seed \(seed): \(again.keys.prefix(5))")
    }

    @Test("a second server on the same file is told which process has it, and ends")
    func secondServer() async throws {
        let server = try await RunningServer()
        let second = try await Program.run(
            ["serve", "--data", server.folder.path, "--port", String(try FreePort.find())], within: .seconds(20))
        #expect(!second.isGood)
        #expect(second.errors.contains("is in use by process \(server.process.id)"), "it said: \(second.errors)")
        #expect(try await server.client().get("/health").status == 200)
    }

    @Test("commands go through the server while it runs, and to the file while it does not")
    func commandsFindTheServer() async throws {
        let server = try await RunningServer()
        let names = { (list: JSON) in (list.array ?? []).compactMap { $0["name"]?.string }.sorted() }
        try await server.command("keys", "create", "made while it runs")
        #expect(names(try await server.command("keys", "list")) == ["browser", "made while it runs", "server"])
        let flows = try await server.command("flows", "list")
        #expect(
            flows.array?.compactMap { $0["flow"]?.string }.sorted() == [
                "abandoned-cart", "order-confirmation", "welcome",
            ])
        let file = try server.folder.write(
            #"{"type":"track","userId":"imported","event":"Order Completed","timestamp":"2026-01-05T10:00:00Z","properties":{"order_id":"1","total":20}}"#
                + "\n", to: "events.jsonl")
        let report = try await server.command("import", "events", file)
        #expect(report["imported"]?.number?.integer == 1, "\(report.text)")
        // An order brings its customer into some of the ready segments, which are events, too.
        let orders = {
            let events = try await server.command("profiles", "show", "imported")["events"]?.array
            return events?.count { $0["event"]?.string == "Order Completed" }
        }
        let isThere = await eventually(within: .seconds(10)) { (try? await orders()) == 1 }
        #expect(isThere)
        #expect(try await server.stop() == .exited(0))
        #expect(names(try await server.command("keys", "list")) == ["browser", "made while it runs", "server"])
        #expect(try await orders() == 1)
    }

    @Test("a server that was killed starts again with its keys, and prints no new ones")
    func startsAgain() async throws {
        let server = try await RunningServer()
        #expect(try await server.client().send("track", Shop.track("ana", "Product Viewed")).status == 200)
        let printed = server.folder.text("out").components(separatedBy: "sk_").count
        try await server.kill()
        // The address that the killed server left behind misleads nobody.
        #expect(try await server.command("keys", "list").array?.count == 2)
        try await server.restart()
        #expect(try await server.client().send("track", Shop.track("ana", "Product Viewed")).status == 200)
        #expect(server.folder.text("out").components(separatedBy: "sk_").count == printed)
    }

    @Test("a taken port ends the start with a reason, and lets the database go")
    func takenPort() async throws {
        let server = try await RunningServer()
        let other = try TemporaryFolder()
        let second = try await Program.run(
            ["serve", "--data", other.path, "--port", String(server.port)], within: .seconds(20))
        #expect(!second.isGood)
        #expect(second.errors.lowercased().contains("in use"), "it said: \(second.errors)")
    }
}
