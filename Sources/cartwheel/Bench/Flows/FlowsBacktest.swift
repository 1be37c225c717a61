import Engine
import Foundation
import ReadyFlows
import Runtime
import Storage
import Values

/// The abandoned-cart flow over ninety days of a shop's past.
enum FlowsBacktest: Benchmark {
    static let figures = ["flows.backtest"]

    private static let days = 90
    private static let slug = "abandoned-cart"
    /// What a shopper does, over and over: about as often as shoppers do.
    private static let habits = [
        "Product Viewed", "Product Viewed", "Product Viewed", "Product Added", "Product Viewed", "Email Opened",
        "Product Viewed", "Checkout Started", "Product Viewed", "Order Completed",
    ]

    static func run(in site: BenchSite) async throws -> [Figure] {
        let folder = try site.newFolder("backtest")
        defer { site.remove(folder) }
        _ = try await BenchWorkspace(folder: folder).prepare()
        let people = site.count(100_000)
        site.say("flows.backtest: filling the database with \(people) people and \(people * 20) events")
        let system = try CartwheelSystem(Configuration(dataFolder: folder), logger: BenchWorkspace.logger)
        let result: Result<[Figure], any Error>
        do { result = .success(try await measure(people, system, in: site)) } catch { result = .failure(error) }
        await system.stop()
        return try result.get()
    }

    private static func measure(_ people: Int, _ system: CartwheelSystem, in site: BenchSite) async throws -> [Figure] {
        let now = system.clock.now()
        let bench = BenchPeople(sharing: IntakeStore())
        try await bench.addPeople(people, areReachable: true, now: now, in: system.scope, to: system.database)
        for round in 0..<20 {
            let past = (0..<people).map { index -> BenchPeople.Past in
                let person = (index &* 611_953 &+ round) % people
                let spread = Int64((person &* 7_919 &+ round &* 104_729) % (Int(days - 1) * 86_400)) + 60
                let name = habits[(person + round) % habits.count]
                return BenchPeople.Past(
                    person: person, name: name, at: now - .seconds(spread),
                    properties:
                        #"{"cart_id":"c\#(person)-\#(spread / 86_400)","checkout_id":"k\#(person)-\#(spread / 86_400)","order_id":"o\#(person)-\#(round)","total":\#(person % 200 + 5),"currency":"EUR","products":[{"sku":"s\#(person % 2_000)","name":"Product \#(person % 2_000)","price":\#(person % 90 + 9),"quantity":1}]}"#
                )
            }
            try await bench.addPast(past, now: now, to: system.database)
        }
        guard let ready = ReadyFlows.named(slug) else { throw BenchError("there is no ready flow \(slug)") }
        let installed = try await system.flows.install(ready.text, author: "bench", live: false)
        let draft = try FlowFile.read(ready.text, version: installed.version)
        site.say("flows.backtest: \(days) days")
        let begin = ContinuousClock.now
        let outcome = try await system.backtests.run(draft, days: days)
        let seconds = (ContinuousClock.now - begin) / .seconds(1)
        let draftFigures = outcome.report.draft
        site.say(
            "flows.backtest: \(outcome.report.people) people, \(outcome.report.events) events read, \(draftFigures.journeys) journeys, \(draftFigures.messages) messages"
        )
        let raw = try await reading(system, people)
        return [
            Figure(name: "flows.backtest", value: seconds, unit: "s", limit: nil, target: .below(10)),
            Figure(name: "flows.backtest_reading", value: raw, unit: "s", limit: nil, target: nil),
        ]
    }

    /// How long the database alone takes to hand the same rows over, on one thread.
    private static func reading(_ system: CartwheelSystem, _ people: Int) async throws -> Double {
        let begin = ContinuousClock.now
        _ = try await system.database.read { try BenchPeople.bytesOfPast(on: $0) }
        return (ContinuousClock.now - begin) / .seconds(1)
    }
}
