import Foundation
import Testing
import Values

extension ProgramTests.CrashTests {
    @Test(
        "a process killed again and again under load loses nothing acknowledged and sends nothing twice", .needsPython,
        .timeLimit(.minutes(4)))
    func killedUnderLoad() async throws {
        let seed = Seed.next()
        var random = SeededRandom(seed: seed)
        let sink = try await MailSink(pause: .milliseconds(150))
        let server = try await RunningServer(options: ["--smtp", sink.url])
        try await server.letMarketingGoAtAnyHour()
        try await server.startSending()
        for name in ["abandoned-cart", "order-confirmation"] {
            try await server.install(try HurriedFlows.text(name), named: name)
        }
        let load = Load(urls: [server.url], key: server.serverKey, plan: Load.Plan(seed: random.next()))
        async let playing: Void = load.run()
        for round in 1...4 {
            try await Task.sleep(for: .milliseconds(Int.random(in: 700..<2500, using: &random)))
            if round < 3 { await sink.nextMarketing(within: .seconds(4)) }
            try await server.kill()
            try await server.restart()
        }
        try await Task.sleep(for: .seconds(2))
        load.stop()
        await playing
        let books = try Books(sqlite: server.folder)
        // The flow's waits are of two seconds: what it still has to do lies within a few of them.
        #expect(try await books.drain(ahead: .seconds(60), within: .seconds(90)), "work is left over, seed \(seed)")
        let balance = Balance(ledger: load.ledger, books: books, mails: try sink.mails())
        try balance.expectEventsOnce(seed)
        try balance.expectMessagesRight(seed)
        try balance.expectConsentKept()
        #expect(load.ledger.acknowledged.count > 300, "the load was too light to show anything, seed \(seed)")
        #expect(load.ledger.unanswered > 0, "no request was cut short, seed \(seed)")
        #expect(try books.messages().contains { $0.purpose == .marketing && $0.state == .sent })
        print(
            "seed \(seed): \(load.ledger.acknowledged.count) events acknowledged, \(load.ledger.unanswered) requests cut short, \(try sink.mails().count) mails, \(try books.messages().count { $0.state == .unknown }) unknown"
        )
    }
}

/// Where a random test begins; CARTWHEEL_SEED repeats one.
enum Seed {
    static func next() -> UInt64 {
        let seed =
            ProcessInfo.processInfo.environment["CARTWHEEL_SEED"].flatMap { UInt64($0) }
            ?? UInt64.random(in: 1..<1_000_000)
        print("seed \(seed)")
        return seed
    }
}
