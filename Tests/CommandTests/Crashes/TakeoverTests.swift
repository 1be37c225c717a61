import Engine
import Foundation
import Testing
import Values

extension ProgramTests.CrashTests {
    @Test(
        "of three processes on one PostgreSQL, one killed under load, the others take over within 5 s", .needsPostgres,
        .needsPython, .timeLimit(.minutes(4)))
    func takesOver() async throws {
        let seed = Seed.next()
        let database = try PostgresForTest()
        defer { database.drop() }
        let sink = try await MailSink(pause: .milliseconds(150))
        let options = ["--database", database.url, "--smtp", sink.url]
        let first = try await RunningServer(options: options, environment: PostgresForTest.environment)
        try await first.letMarketingGoAtAnyHour()
        try await first.startSending()
        for name in ["abandoned-cart", "order-confirmation"] {
            try await first.install(try HurriedFlows.text(name), named: name)
        }
        let second = try await RunningServer(options: options, environment: PostgresForTest.environment)
        let third = try await RunningServer(options: options, environment: PostgresForTest.environment)
        let books = try Books(postgres: database.url)
        let isShared = try await eventually(within: .seconds(15)) {
            try books.leases().values.map(\.count).sorted() == [20, 22, 22]
        }
        #expect(isShared, "the three share the customers evenly")
        let load = Load(urls: [first.url, second.url, third.url], key: first.serverKey, plan: Load.Plan(seed: seed))
        async let playing: Void = load.run()
        try await Task.sleep(for: .seconds(3))

        let orphans = try books.leases().first { $0.key.contains(":\(first.process.id):") }?.value ?? []
        try await first.kill()
        let killedAt = ContinuousClock.now
        let probes = try probes(in: Set(orphans))
        let answer = try await second.client(key: first.serverKey).send("batch", ["batch": .array(probes.map(\.event))])
        #expect(answer.status == 200)
        let isTaken = try await eventually(within: .seconds(20), every: .milliseconds(20)) {
            try books.stepped(probes.map(\.profile)).count == probes.count
        }
        let took = ContinuousClock.now - killedAt
        #expect(isTaken && took < .seconds(5), "customers of the killed process were looked after again after \(took)")

        try await Task.sleep(for: .seconds(1))
        load.stop()
        await playing
        #expect(try await books.drain(ahead: .seconds(60), within: .seconds(60)), "work is left over, seed \(seed)")
        let balance = Balance(ledger: load.ledger, books: books, mails: try sink.mails())
        try balance.expectEventsOnce(seed)
        try balance.expectMessagesRight(seed)
        try balance.expectConsentKept()
        #expect(try await second.stop() == .exited(0))
        #expect(try await third.stop() == .exited(0))
        print("seed \(seed): \(load.ledger.acknowledged.count) events, taken over after \(took)")
    }

    /// An event of a new person for each of these ranges.
    private func probes(in ranges: Set<Int>) throws -> [(profile: ProfileKey, event: JSON)] {
        #expect(!ranges.isEmpty)
        var left = ranges
        var probes: [(ProfileKey, JSON)] = []
        for number in 0..<100_000 where !left.isEmpty {
            let identity = try #require(Identity(.user, "probe-\(number)"))
            let key = IdentityKey(identity, workspace: .first)
            guard left.remove(key.bucket.range.index) != nil else { continue }
            probes.append((key, Shop.track("probe-\(number)", "Product Viewed", messageID: "probe-\(number)")))
        }
        return probes
    }
}
