import Foundation
import Testing
import Values

extension ProgramTests.CrashTests {
    @Test(
        "of three servers on one PostgreSQL any may be killed and started again: nothing acknowledged is lost, nothing is sent twice, caps are kept and no journey is stuck",
        .needsPostgres, .needsPython, .timeLimit(.minutes(4)))
    func serversKilled() async throws {
        let seed = Seed.next()
        var random = SeededRandom(seed: seed)
        let database = try PostgresForTest()
        defer { database.drop() }
        let sink = try await MailSink(pause: .milliseconds(100))
        let servers = try await started(3, on: database.url, sink)
        let load = Load(
            urls: servers.map(\.url), key: servers[0].serverKey,
            plan: Load.Plan(peopleEach: 30, eventsEach: 5, pause: .milliseconds(200), seed: random.next()))
        async let playing: Void = load.run()
        var kills = 0
        for _ in 0..<4 {
            try await Task.sleep(for: .milliseconds(Int.random(in: 700..<1500, using: &random)))
            let first = Int.random(in: 0..<3, using: &random)
            // Now and then two at once; one is always left.
            let victims = random.chance(0.4) ? [first, (first + 1) % 3] : [first]
            for victim in victims { try await servers[victim].kill() }
            kills += victims.count
            try await Task.sleep(for: .milliseconds(Int.random(in: 0..<1500, using: &random)))
            for victim in victims { try await servers[victim].restart() }
        }
        try await Task.sleep(for: .seconds(1))
        load.stop()
        await playing
        let books = try Books(postgres: database.url)
        // A slow machine has much to catch up with; what is counted before it has is worth nothing.
        let isSettled = try await books.settle(ahead: .seconds(30), within: .seconds(120))
        try #require(isSettled, "work is left over, seed \(seed)")
        let balance = Balance(ledger: load.ledger, books: books, mails: try sink.mails())
        try balance.expectEventsOnce(seed)
        try balance.expectMessagesRight(seed)
        try balance.expectConsentKept()
        try balance.expectCap(of: ServersForTest.perDay, seed)
        try balance.expectJourneysStand(seed)
        #expect(load.ledger.acknowledged.count > 100, "the load was too light to show anything, seed \(seed)")
        #expect(try books.messages().contains { $0.purpose == .marketing && $0.state == .sent })
        #expect(servers.allSatisfy { !$0.log.contains("Fatal error") })
        print(
            "seed \(seed): \(kills) kills, \(load.ledger.acknowledged.count) events, \(try sink.mails().count) mails, \(try books.messages().count { $0.state == .unknown }) unknown, \(try books.journeys().count) journeys under way"
        )
    }

    @Test(
        "PostgreSQL crashes and is restarted under two servers: they connect again by themselves and say so, and the books balance",
        .needsPostgresPrograms, .needsPython, .timeLimit(.minutes(4)))
    func databaseRestarted() async throws {
        let seed = Seed.next()
        var random = SeededRandom(seed: seed)
        let cluster = try await PostgresCluster()
        let sink = try await MailSink(pause: .milliseconds(50))
        let servers = try await started(2, on: cluster.url, sink)
        let load = Load(
            urls: servers.map(\.url), key: servers[0].serverKey,
            plan: Load.Plan(peopleEach: 30, pause: .milliseconds(250), seed: random.next()))
        async let playing: Void = load.run()
        for way in [PostgresCluster.Restart.immediate, .fast, .immediate] {
            try await Task.sleep(for: .milliseconds(Int.random(in: 1500..<2500, using: &random)))
            let before = servers.map { $0.log.components(separatedBy: "Connected to PostgreSQL again after").count }
            try await cluster.restart(way)
            let acknowledged = load.ledger.acknowledged.count
            let goesOn = await eventually(within: .seconds(20)) { load.ledger.acknowledged.count > acknowledged + 20 }
            #expect(goesOn, "events are taken in again after \(way), seed \(seed)")
            for (server, count) in zip(servers, before) {
                let saysSo = await eventually(within: .seconds(10)) {
                    server.log.components(separatedBy: "Connected to PostgreSQL again after").count > count
                }
                #expect(saysSo, "its log says that it connected again after \(way): \(server.log.suffix(1000))")
                #expect(server.log.contains("The connection to PostgreSQL was lost"))
                #expect(server.process.ended == nil, "it runs on after \(way)")
            }
        }
        load.stop()
        await playing
        let books = try Books(postgres: cluster.url)
        let isShared = try await eventually(within: .seconds(15)) {
            try books.leases().values.map(\.count).sorted() == [32, 32]
        }
        #expect(isShared, "both look after customers again")
        // A slow machine has much to catch up with; what is counted before it has is worth nothing.
        let isSettled = try await books.settle(ahead: .seconds(30), within: .seconds(120))
        try #require(isSettled, "work is left over, seed \(seed)")
        var ledger = load.ledger
        #expect(ledger.refusals.allSatisfy { $0.hasPrefix("503") }, "\(ledger.refusals.prefix(3))")
        ledger.refusals = []
        let balance = Balance(ledger: ledger, books: books, mails: try sink.mails())
        try balance.expectEventsOnce(seed)
        try balance.expectMessagesRight(seed)
        try balance.expectConsentKept()
        try balance.expectCap(of: ServersForTest.perDay, seed)
        try balance.expectJourneysStand(seed)
        for server in servers { #expect(try await server.stop() == .exited(0)) }
        print(
            "seed \(seed): \(ledger.acknowledged.count) events, \(ledger.refusals.count) refusals, \(try sink.mails().count) mails, \(try books.messages().count { $0.state == .unknown }) unknown"
        )
        withExtendedLifetime(cluster) {}
    }

    private enum ServersForTest {
        /// Marketing messages a day: fewer than the flow of carts would send.
        static let perDay = 2
    }

    /// Servers on one PostgreSQL that send to one mail server, with two flows in a hurry.
    private func started(_ count: Int, on url: String, _ sink: MailSink) async throws -> [RunningServer] {
        let options = ["--database", url, "--smtp", sink.url]
        var servers = [try await RunningServer(options: options, environment: PostgresForTest.environment)]
        try await servers[0].letMarketingGoAtAnyHour(perDay: ServersForTest.perDay)
        try await servers[0].startSending()
        for name in ["abandoned-cart", "order-confirmation"] {
            try await servers[0].install(try HurriedFlows.text(name), named: name)
        }
        for _ in 1..<count {
            servers.append(try await RunningServer(options: options, environment: PostgresForTest.environment))
        }
        return servers
    }
}
