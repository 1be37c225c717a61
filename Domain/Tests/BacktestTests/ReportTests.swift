import Backtest
import Engine
import Testing
import Values

/// What a report says of a small past that was made by hand.
@Suite struct ReportTests {
    static let reminder = "goal: 'any(\"Order Completed\", since: trigger)'\nsteps:\n  - wait: 1 hour\n"

    @Test(
        "who leaves a cart and does not order would have been reminded an hour later; nothing starts before the stretch"
    )
    func reminds() throws {
        var ana = Somebody("ana")
        ana.leavesCart(at: "2026-02-10 10:00", "old")
        ana.leavesCart(at: "2026-03-02 10:00")
        ana.leavesCart(at: "2026-03-20 10:00", "c2")
        let draft = try flow(ReportTests.reminder + send("reminder"))
        let report = replay(try march(draft), [ana])
        #expect(report.messageLines == ["2 March: reminder 1", "20 March: reminder 1"])
        #expect(report.draft.journeys == 2)
        #expect(report.draft.peopleEntered == 1)
        #expect(report.draft.peopleWritten == 1)
        #expect(report.draft.messages == 2)
        #expect(report.draft.messagesPerPerson == [2: 1])
        #expect(report.draft.steps["reminder"]?.sent == 2)
        #expect(report.draft.steps["reminder"]?.begun == 2)
        #expect(report.people == 1)
        #expect(report.events == 2)
    }

    @Test("goals are told apart: met before any message, after one, and within a week of the last")
    func goals() throws {
        var early = Somebody("early")
        early.leavesCart(at: "2026-03-02 10:00")
        early.orders(at: "2026-03-02 10:30")
        var between = Somebody("between")
        between.leavesCart(at: "2026-03-02 10:00")
        between.orders(at: "2026-03-02 20:00")
        var after = Somebody("after")
        after.leavesCart(at: "2026-03-02 10:00")
        after.orders(at: "2026-03-05 20:00")
        var late = Somebody("late")
        late.leavesCart(at: "2026-03-02 10:00")
        late.orders(at: "2026-03-20 20:00")
        let draft = try flow(ReportTests.reminder + send("first") + "  - wait: 1 day\n" + send("second"))
        let report = replay(try march(draft), [early, between, after, late])
        #expect(report.draft.goals.beforeAnyMessage == 1)
        #expect(report.draft.goals.afterMessages == 1)
        #expect(report.draft.goals.afterTheEnd == 1)
        #expect(report.draft.goals.met == 3)
        #expect(report.draft.messages == 5)
        #expect(report.draft.messagesPerPerson == [0: 1, 1: 1, 2: 2])
        #expect(report.draft.boughtAnyway.people == 2)
    }

    @Test("what the night, a cap and a missing consent would have held or refused is counted by the rule")
    func rules() throws {
        var night = Somebody("night")
        night.leavesCart(at: "2026-03-02 22:00")
        var silent = Somebody("silent", consents: false)
        silent.leavesCart(at: "2026-03-02 10:00")
        var staff = Somebody("staff")
        staff.identifies(["staff": true], at: "2026-02-01 10:00")
        staff.leavesCart(at: "2026-03-02 10:00")
        let draft = try flow("steps:\n" + send("now") + send("again"))
        let exclusion = MarketingExclusion(name: "staff", condition: "profile.staff == true")
        let report = replay(
            try march(draft, perDay: 1, hours: 540...1200, exclusions: [exclusion]), [night, silent, staff])
        #expect(
            report.draft.held == [
                "Marketing waits for 9:00 local time": 1, "At most 1 marketing message a day": 1,
            ])
        #expect(
            report.draft.refused == ["There is no consent for email": 2, "Excluded: staff": 2])
        #expect(report.messageLines == ["3 March: now 1", "4 March: again 1"])
        #expect(report.draft.steps["now"]?.refused == 2)
        #expect(report.draft.steps["now"]?.held == 1)
    }

    @Test("triggers that start no journey are counted by the reason, and journeys by how they ended")
    func notEntered() throws {
        var ana = Somebody("ana")
        ana.leavesCart(at: "2026-03-02 10:00")
        ana.leavesCart(at: "2026-03-02 10:30")
        ana.does("Cart Left", at: "2026-03-02 10:40")
        let draft = try flow(
            "exit: 'any(\"Cart Left\", since: trigger)'\nsteps:\n  - wait: 1 hour\n" + send("reminder"))
        let report = replay(try march(draft), [ana])
        #expect(report.draft.notEntered == ["already in it": 1])
        #expect(report.draft.endings.count == 1)
        #expect(report.draft.endings.keys.first?.contains("Cart Left") == true)
        #expect(report.draft.messages == 0)
    }

    @Test("what is under way when the stretch ends has sent nothing yet")
    func underWay() throws {
        var ana = Somebody("ana")
        ana.leavesCart(at: "2026-03-31 23:30")
        ana.leavesCart(at: "2026-04-01 00:00")
        let report = replay(try march(try flow(ReportTests.reminder + send("reminder"))), [ana])
        #expect(report.draft.underWay == 1)
        #expect(report.draft.journeys == 1)
        #expect(report.draft.messages == 0)
    }

    @Test("the draft is compared with the version that is live")
    func difference() throws {
        let live = try flow("steps:\n" + send("now"), version: 3)
        let draft = try flow(ReportTests.reminder + send("now"), version: 0)
        var fast = Somebody("fast")
        fast.leavesCart(at: "2026-03-02 10:00")
        fast.orders(at: "2026-03-02 10:30")
        var slow = Somebody("slow")
        slow.leavesCart(at: "2026-03-02 10:00")
        let report = replay(try march(draft, live: [live]), [fast, slow])
        #expect(report.live?.messages == 2)
        #expect(report.draft.messages == 1)
        #expect(report.difference?.messages == -1)
        #expect(report.difference?.peopleWritten == -1)
        #expect(report.difference?.journeys == 0)
    }

    @Test("days on which another live flow has a message for the same person are told, and what the cap did")
    func collisions() throws {
        let other = try flow("priority: high\ntrigger: Product Added\nsteps:\n" + send("other"), slug: "other")
        let draft = try flow("steps:\n  - wait: 1 hour\n" + send("mine"))
        var ana = Somebody("ana")
        ana.leavesCart(at: "2026-03-02 10:00")
        let free = replay(try march(draft, live: [other]), [ana])
        #expect(free.collisions["other"]?.people == 1)
        #expect(free.collisions["other"]?.days == 1)
        #expect(free.collisions["other"]?.bothSent == 1)
        #expect(free.draft.otherMessages == ["other": 1])
        #expect(free.draft.messagesPerPersonOfAll == [2: 1])
        let capped = replay(try march(draft, live: [other], perDay: 1), [ana])
        #expect(capped.collisions["other"]?.days == 1)
        #expect(capped.collisions["other"]?.bothSent == 0)
        #expect(capped.draft.held == ["At most 1 marketing message a day": 1])
        #expect(capped.messageLines == ["3 March: mine 1"])
    }

    @Test("a stretch without time, or of years, is refused in words")
    func stretch() throws {
        let draft = try flow("steps:\n" + send("now"))
        #expect(throws: BacktestError.self) { try march(draft, from: "2026-03-01 00:00", until: "2026-03-01 00:00") }
        #expect(throws: BacktestError.self) { try march(draft, from: "2020-03-01 00:00") }
    }
}
