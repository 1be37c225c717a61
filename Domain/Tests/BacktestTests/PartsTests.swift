import Backtest
import Engine
import ReadyFlows
import Simulation
import Testing
import Values

/// Parts, paths, stored reports and speed, over a shop by chance.
@Suite struct PartsTests {
    private static func abandonedCart() throws -> Flow {
        try FlowFile.read(#require(ReadyFlows.named("abandoned-cart")).text, version: 2)
    }

    private static func plan(_ people: PastPeople) throws -> BacktestPlan {
        let live = try FlowFile.read(#require(ReadyFlows.named("welcome")).text, version: 1)
        return try BacktestPlan(
            draft: abandonedCart(), live: [live, abandonedCart().numbered(1)],
            pools: ["cart-rescue": 10], from: people.from, until: people.until)
    }

    @Test("the reports of parts, made in threads of their own, merge into the report of the whole, whatever the order")
    func merge() throws {
        let people = PastPeople(seed: 3, days: 30)
        let backtest = Backtest(try PartsTests.plan(people))
        var whole = backtest.emptyReport
        var parts = [backtest.emptyReport, backtest.emptyReport, backtest.emptyReport]
        let other = backtest.apart()
        for index in 0..<300 {
            let person = BacktestPerson(people.person(index))
            whole.add(backtest.run(person))
            parts[index % 3].add(other.run(person))
        }
        var merged = parts[2]
        merged.merge(parts[0])
        merged.merge(parts[1])
        #expect(merged.document == whole.document)
        #expect(whole.draft.messages > 50)
        #expect(whole.live?.messages == whole.draft.messages)
        #expect(whole.samples.people[.sent]?.count == BacktestSamples.mostOfKind)
    }

    @Test("it is enough to read the events that the backtest names, with the properties that it names")
    func reading() throws {
        let people = PastPeople(seed: 6, days: 30)
        let backtest = Backtest(try PartsTests.plan(people))
        let reading = backtest.reading
        var whole = backtest.emptyReport
        var needed = backtest.emptyReport
        for index in 0..<200 {
            var person = BacktestPerson(people.person(index))
            whole.add(backtest.run(person))
            person.events = person.events.filter { $0.call == .identify || reading.names.contains($0.name) }
            for place in person.events.indices
            where person.events[place].call != .identify && !reading.bodies.contains(person.events[place].name) {
                person.events[place].properties = Array("{}".utf8)
                guard reading.moments.contains(person.events[place].name) else { continue }
                person.events[place].call = .track
                person.events[place].authority = .server
                person.events[place].isHistorical = false
            }
            needed.add(backtest.run(person))
        }
        #expect(needed.events < whole.events)
        needed.events = whole.events
        #expect(needed.importedEvents <= whole.importedEvents)
        needed.importedEvents = whole.importedEvents
        #expect(reading.moments.contains("Product Viewed"))
        #expect(needed.document == whole.document)
        #expect(!reading.names.contains("page"))
        #expect(reading.names.contains("Product Viewed"))
        #expect(!reading.bodies.contains("Product Viewed"))
    }

    @Test("of what the engine itself may have told, more is read than the moment: it comes anew of what is played")
    func toldByEngine() throws {
        let draft = try flow(
            "steps:\n  - if: 'any(\"Held Out\", last: 30 days) or any(\"Page Seen\", last: 30 days)'\n    then:\n"
                + send("now", indent: "      "))
        let reading = Backtest(try march(draft)).reading
        #expect(reading.moments == ["Page Seen"])
        #expect(reading.names.contains("Held Out") && !reading.bodies.contains("Held Out"))
    }

    @Test("a stored report reads as it was written")
    func stored() throws {
        let people = PastPeople(seed: 4, days: 30)
        let plan = try PartsTests.plan(people)
        let backtest = Backtest(plan)
        var report = backtest.emptyReport
        for index in 0..<200 { report.add(backtest.run(BacktestPerson(people.person(index)))) }
        #expect(!report.draft.coupons.isEmpty)
        #expect(!report.draft.boughtAnyway.discounts.isEmpty)
        let read = try BacktestReport(document: report.document)
        #expect(read.document == report.document)
        #expect(read.runsDry(pool: "cart-rescue") == report.runsDry(pool: "cart-rescue"))
        #expect(BacktestCaveats.of(plan, read) == BacktestCaveats.of(plan, report))
    }

    @Test("what is no report is refused in words", arguments: ["", "{}", #"{"v":9}"#, #"{"v":1,"flow":"a"}"#])
    func unreadable(text: String) {
        #expect(throws: BacktestError.self) { try BacktestReport(document: text) }
    }

    @Test("a person's path says what happened, what was entered, each step, and why a message was held or not sent")
    func path() throws {
        var ana = Somebody("ana")
        ana.leavesCart(at: "2026-03-02 22:00")
        ana.leavesCart(at: "2026-03-02 22:10", "c2")
        ana.says(.withdrawn, at: "2026-03-03 12:00")
        let draft = try flow("steps:\n" + send("first") + "  - wait: 1 day\n" + send("second"))
        let lines = Backtest(try march(draft, hours: 540...1200)).path(of: ana.person)
        let story = lines.map { "\($0.at.iso8601.prefix(16)) \($0.kind.rawValue) \($0.flow) \($0.step)" }
        #expect(
            story.filter { !$0.contains("changed") } == [
                "2026-03-02T22:00 happened  ", "2026-03-02T22:00 entered cart ", "2026-03-02T22:00 held cart first",
                "2026-03-02T22:00 step cart first", "2026-03-02T22:10 happened  ",
                "2026-03-02T22:10 notEntered cart ", "2026-03-03T09:00 sent cart first",
                "2026-03-03T09:00 step cart \(draft.steps[1].id)", "2026-03-04T09:00 refused cart second",
                "2026-03-04T09:00 step cart second", "2026-03-04T09:00 ended cart ",
            ])
        #expect(lines.contains { $0.kind == .held && $0.text.contains("9:00 local time") })
        #expect(lines.contains { $0.kind == .refused && $0.text.contains("withdrawn") })
        #expect(lines.contains { $0.kind == .notEntered && $0.text.contains("already in it") })
    }

    @Test("five thousand people are played within minutes, even where nothing is optimised", .timeLimit(.minutes(4)))
    func speed() throws {
        let people = PastPeople(seed: 5, days: 90)
        let backtest = Backtest(
            try BacktestPlan(
                draft: PartsTests.abandonedCart(), pools: ["cart-rescue": 10_000], from: people.from,
                until: people.until))
        let persons = (0..<5000).map { BacktestPerson(people.person($0)) }
        var report = backtest.emptyReport
        let time = ContinuousClock().measure { for person in persons { report.add(backtest.run(person)) } }
        #expect(report.people == 5000)
        #expect(report.events > 80_000)
        #expect(report.draft.journeys > 2000)
        #expect(time < .seconds(150), "\(time)")
    }
}

extension BacktestPerson {
    init(_ past: PastPerson) {
        self.init(
            key: past.key, identities: past.identities.map { Known($0, since: .distantPast) }, ledger: past.ledger,
            events: past.events)
    }
}
