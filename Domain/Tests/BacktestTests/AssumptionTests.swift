import Backtest
import Engine
import Testing
import Values

/// What a backtest assumes of what the past cannot tell.
@Suite struct AssumptionTests {
    @Test("no answer of a webhook is known: the way of a failed call is taken, and said so")
    func webhooks() throws {
        let draft = try flow(
            "steps:\n  - webhook: https://erp.example.com/x\n    answer: customer\n    then:\n"
                + send("known", indent: "      ") + "    else:\n" + send("unknown", indent: "      "))
        var ana = Somebody("ana")
        ana.leavesCart(at: "2026-03-02 10:00")
        let plan = try march(draft)
        let report = replay(plan, [ana])
        #expect(report.messageLines == ["2 March: unknown 1"])
        #expect(report.draft.effects == ["webhook": 1])
        #expect(BacktestCaveats.of(plan, report).contains { $0.contains("“customer”") })
    }

    @Test("a task that the journey waits for is done")
    func tasks() throws {
        var ana = Somebody("ana")
        ana.leavesCart(at: "2026-03-02 10:00")
        let report = replay(
            try march(try flow("steps:\n  - task: Call\n    on error: stop\n" + send("after"))), [ana])
        #expect(report.draft.effects == ["task": 1])
        #expect(report.messageLines == ["2 March: after 1"])
    }

    @Test("opens of the flow's own messages are no part of this past; those of other flows are")
    func receipts() throws {
        let draft = try flow(
            "when: 'any(\"Email Opened\")'\nsteps:\n" + send("now"))
        for (slug, count) in [("cart", 0), (String(draft.id), 0), ("welcome", 1)] {
            var ana = Somebody("ana")
            ana.does("Email Opened", at: "2026-03-01 10:00", ["flow": .string(slug)], call: .derived)
            ana.leavesCart(at: "2026-03-02 10:00")
            #expect(replay(try march(draft), [ana]).draft.messages == count, "\(slug)")
        }
    }

    @Test("messages that would have gone count where a flow asks what was sent")
    func sent() throws {
        let draft = try flow(
            "when: 'none(\"Email Sent\", last: 7 days)'\nsteps:\n" + send("now"))
        var ana = Somebody("ana")
        ana.does("Email Sent", at: "2026-03-01 10:00", ["flow": "cart"], call: .derived)
        for day in ["02", "04", "12"] { ana.leavesCart(at: "2026-03-\(day) 10:00", "c\(day)") }
        #expect(replay(try march(draft), [ana]).messageLines == ["2 March: now 1", "12 March: now 1"])
    }

    @Test("what the engine said of consent in the past is not said twice")
    func derived() throws {
        var ana = Somebody("ana", consents: false)
        ana.says(.granted, at: "2026-03-02 10:00")
        ana.does("Consent Granted", at: "2026-03-02 10:00", ["channel": "email"], call: .derived)
        let draft = try flow("trigger: Consent Granted\nwhile under way: another\nsteps:\n" + send("welcome"))
        let report = replay(try march(draft), [ana])
        #expect(report.draft.journeys == 1)
        #expect(report.messageLines == ["2 March: welcome 1"])
    }

    @Test("what a flow is asked for by chance is told as such, and nothing of what it does not do")
    func caveats() throws {
        let plain = try march(try flow("steps:\n" + send("now")))
        let lines = BacktestCaveats.of(plain, replay(plain, []))
        #expect(lines.count { $0.hasPrefix("Nobody reacts") || $0.hasPrefix("Nobody was in a flow") } == 2)
        #expect(!lines.contains { $0.contains("chance") || $0.contains("webhook") || $0.contains("Prices") })
        let drop = try march(try flow("trigger: price drop\nsteps:\n  - holdout: 10%\n" + send("now")))
        let more = BacktestCaveats.of(drop, replay(drop, []))
        #expect(more.contains { $0.contains("chance") })
        #expect(more.contains { $0.contains("“Price Dropped”") })
    }
}
