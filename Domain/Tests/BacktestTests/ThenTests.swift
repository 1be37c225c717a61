import Backtest
import Conditions
import Engine
import Testing
import Values

/// Everything is as it stood then.
@Suite struct ThenTests {
    @Test("consent counts from the moment at which it was given, and ends when it was withdrawn")
    func consents() throws {
        var ana = Somebody("ana", consents: false)
        ana.says(.granted, at: "2026-03-05 10:00")
        ana.says(.withdrawn, at: "2026-03-20 10:00")
        for day in ["02", "06", "21"] { ana.leavesCart(at: "2026-03-\(day) 10:00", "c\(day)") }
        let report = replay(try march(try flow("steps:\n" + send("now"))), [ana])
        #expect(report.messageLines == ["6 March: now 1"])
        #expect(
            report.draft.refused == ["There is no consent for email": 1, "Consent for email was withdrawn": 1])
    }

    @Test("an address that was suppressed and released gets nothing in between")
    func suppression() throws {
        var ana = Somebody("ana")
        ana.says(.suppressed, at: "2026-03-05 10:00")
        ana.says(.released, at: "2026-03-10 10:00")
        for day in ["02", "06", "11"] { ana.leavesCart(at: "2026-03-\(day) 10:00", "c\(day)") }
        let report = replay(try march(try flow("steps:\n" + send("now"))), [ana])
        #expect(report.messageLines == ["2 March: now 1", "11 March: now 1"])
        #expect(report.draft.refused == ["The address is suppressed: form": 1])
    }

    @Test("a property holds from the event that told of it on")
    func properties() throws {
        var ana = Somebody("ana")
        ana.identifies(["vip": false], at: "2026-02-01 10:00")
        ana.identifies(["vip": true], at: "2026-03-10 10:00")
        ana.has("vip", true, since: "2026-03-10 10:00", source: "server")
        ana.leavesCart(at: "2026-03-02 10:00")
        ana.leavesCart(at: "2026-03-12 10:00")
        let report = replay(try march(try flow("when: profile.vip == true\nsteps:\n" + send("now"))), [ana])
        #expect(report.messageLines == ["12 March: now 1"])
        #expect(report.takenAsToday.isEmpty)
    }

    @Test(
        "a property that was set without an event within the stretch has no history: it is taken as it is today, and named"
    )
    func takenAsToday() throws {
        var ana = Somebody("ana")
        ana.has("vip", true, since: "2026-03-10 10:00")
        ana.has("shoe_size", 40, since: "2026-03-10 10:00")
        ana.leavesCart(at: "2026-03-02 10:00")
        let plan = try march(try flow("when: profile.vip == true\nsteps:\n" + send("now")))
        let report = replay(plan, [ana])
        #expect(report.messageLines == ["2 March: now 1"])
        #expect(report.takenAsToday == ["vip": 1])
        #expect(BacktestCaveats.of(plan, report).contains { $0.contains("vip (of 1 person)") })
    }

    @Test("what was sold out then is not written about, whatever the catalog says today")
    func stock() throws {
        var cup = ShelfHistory.Variant(CatalogVariant(id: ""))
        cup.sku = "cup"
        cup.stock = 5
        cup.changes = [
            .init(at: moment("2026-03-05 00:00"), revision: 1, kind: .stock, before: Number(3)),
            .init(at: moment("2026-03-10 00:00"), revision: 2, kind: .stock, before: Number(0)),
        ]
        var shelves = ShelfHistory()
        shelves.add(product: "p1", variants: [cup], since: moment("2026-03-03 00:00"))
        var ana = Somebody("ana")
        for day in ["02", "04", "06", "12"] { ana.leavesCart(at: "2026-03-\(day) 10:00", "c\(day)") }
        let plan = try march(try flow("steps:\n" + send("now")), shelves: shelves)
        let report = replay(plan, [ana])
        #expect(report.messageLines == ["2 March: now 1", "4 March: now 1", "12 March: now 1"])
        #expect(report.draft.refused == ["What it is about is sold out": 1])
        let apart = Backtest(plan).apart()
        #expect(replay(apart.plan, [ana]).messageLines == report.messageLines)
        #expect(BacktestCaveats.of(plan, report).contains { $0.contains("that the catalog knew at the moment") })
        let waiting = try march(
            try flow("steps:\n  - wait: 1 day\n" + send("later")), shelves: shelves)
        #expect(replay(waiting, [ana]).messageLines == ["3 March: later 1", "13 March: later 1"])
    }

    @Test("what happened before the stretch is known, and starts nothing")
    func history() throws {
        var ana = Somebody("ana")
        ana.orders(at: "2026-02-20 10:00")
        ana.leavesCart(at: "2026-03-02 10:00")
        let draft = try flow("when: 'any(\"Order Completed\", last: 30 days)'\nsteps:\n" + send("now"))
        #expect(replay(try march(draft), [ana]).messageLines == ["2 March: now 1"])
        #expect(replay(try march(draft, from: "2026-02-01 00:00"), [ana]).draft.messages == 1)
    }

    @Test("an address that became known later is not written to before")
    func address() throws {
        var ana = Somebody("ana")
        ana.person.identities[1].since = moment("2026-03-10 10:00")
        ana.leavesCart(at: "2026-03-02 10:00")
        ana.leavesCart(at: "2026-03-12 10:00")
        let report = replay(try march(try flow("steps:\n" + send("now"))), [ana])
        #expect(report.messageLines == ["12 March: now 1"])
        #expect(report.draft.refused == ["There is no email address": 1])
    }

    @Test("events that were imported play as if they had come when they happened, and are counted")
    func imported() throws {
        var ana = Somebody("ana")
        ana.does("Product Added", at: "2026-03-02 10:00", ["cart_id": "c1"], imported: true)
        let report = replay(try march(try flow("steps:\n" + send("now"))), [ana])
        #expect(report.messageLines == ["2 March: now 1"])
        #expect(report.importedEvents == 1)
    }

    @Test("whoever is in a segment when the stretch begins does not enter it; who comes to be in it does")
    func segments() throws {
        let text = #"count("Order Completed") >= 2"#
        let vip = Segment(
            id: 7, name: "VIP", condition: CompiledCondition(try Condition.parse(text)),
            version: Segment.version(of: text))
        var old = Somebody("old")
        old.orders(at: "2026-01-10 10:00", "o1")
        old.orders(at: "2026-01-11 10:00", "o2")
        old.orders(at: "2026-03-11 10:00", "o3")
        var new = Somebody("new")
        new.orders(at: "2026-01-10 10:00", "o1")
        new.orders(at: "2026-03-05 10:00", "o2")
        let draft = try flow("trigger: {segment entered: VIP}\nsteps:\n" + send("hello"))
        let report = replay(try march(draft, segments: [vip]), [old, new])
        #expect(report.messageLines == ["5 March: hello 1"])
    }

    @Test("the second copy of an order starts nothing anew and counts once")
    func copies() throws {
        var ana = Somebody("ana")
        ana.orders(at: "2026-03-02 10:00", "o1")
        ana.orders(at: "2026-03-02 10:01", "o1")
        let draft = try flow("trigger: Order Completed\nwhile under way: another\nsteps:\n" + send("thanks"))
        #expect(replay(try march(draft), [ana]).draft.messages == 1)
    }

    @Test("a schedule comes for the members of a list, at its moments, while they are on it")
    func schedules() throws {
        var ana = Somebody("ana")
        ana.does("List Joined", at: "2026-03-03 12:00", ["list": "Club", "source": "form"], call: .derived)
        ana.does("List Left", at: "2026-03-17 12:00", ["list": "Club", "source": "form"], call: .derived)
        let draft = try flow(
            "trigger: {every: 1 week, on: [monday], at: \"10:00\", among: Club}\nsteps:\n" + send("news"))
        let report = replay(try march(draft), [ana, Somebody("ben")])
        #expect(report.messageLines == ["9 March: news 1", "16 March: news 1"])
        #expect(report.draft.peopleEntered == 1)
    }
}
