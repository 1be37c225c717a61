import Engine
import Testing
import Values

@testable import Backtest

/// Goal and exits are asked anew where something changed, and only there: what they say is the same.
@Suite struct StayingTests {
    private static let days = "steps:\n" + (1...3).map { "  - wait: 20 hours\n" + send("day-\($0)") }.joined()

    private func watched() throws -> BacktestPlan {
        try march(try flow("exit: 'none(\"Product Viewed\", last: 2 days)'\n" + Self.days))
    }

    @Test("an exit that time alone brings about is found at the first step after it")
    func byTime() throws {
        var ana = Somebody("ana")
        ana.does("Product Viewed", at: "2026-03-02 10:00")
        ana.leavesCart(at: "2026-03-02 10:30")
        let report = replay(try watched(), [ana])
        #expect(report.messageLines == ["3 March: day-1 1", "4 March: day-2 1"])
        #expect(report.draft.endings.keys.contains { $0.contains("none(\"Product Viewed\"") })
    }

    @Test("what keeps somebody in a flow does so when it comes between two steps")
    func byEvent() throws {
        var ana = Somebody("ana")
        ana.does("Product Viewed", at: "2026-03-02 10:00")
        ana.leavesCart(at: "2026-03-02 10:30")
        ana.does("Product Viewed", at: "2026-03-04 09:00")
        let report = replay(try watched(), [ana])
        #expect(report.messageLines == ["3 March: day-1 1", "4 March: day-2 1", "4 March: day-3 1"])
    }

    @Test("an exit over the person is found once they say what it asks for")
    func byProperty() throws {
        var ana = Somebody("ana")
        ana.leavesCart(at: "2026-03-02 10:30")
        ana.identifies(["vip": true], at: "2026-03-03 09:00")
        let report = replay(try march(try flow("exit: profile.vip == true\n" + Self.days)), [ana])
        #expect(report.messageLines == ["3 March: day-1 1"])
    }

    @Test("an exit over what started the journey is asked of the newest trigger")
    func byTrigger() throws {
        let text = """
            trigger: Cart Viewed
            exit: trigger.value > 100
            while under way: refresh

            """
        var ana = Somebody("ana")
        ana.does("Cart Viewed", at: "2026-03-02 10:00", ["cart_id": "c1", "value": 50])
        ana.does("Cart Viewed", at: "2026-03-02 12:00", ["cart_id": "c1", "value": 150])
        let report = replay(try march(try flow(text + Self.days)), [ana])
        #expect(report.messageLines.isEmpty)
        #expect(report.draft.endings.keys.contains { $0.contains("trigger.value > 100") })
    }

    @Test("work of one moment is done in its order, and work that is alone at once")
    func dueWork() {
        var queue = DueQueue()
        let now = moment("2026-03-02 10:00")
        func item(_ id: Int64, _ kind: WorkItem.Kind, _ at: Instant) -> WorkItem {
            WorkItem(dueAt: at, kind: kind, id: id, subject: IdentityKey(rawValue: 1))
        }
        queue.insert(item(1, .messageDue, now))
        #expect(queue.takeOnly(dueBy: now - .hours(1)) == nil)
        queue.insert(item(2, .journeyDue, now))
        queue.insert(item(3, .journeyDue, now + .hours(1)))
        #expect(queue.takeOnly(dueBy: now) == nil)
        #expect(queue.take(dueBy: now).map(\.id) == [2, 1])
        #expect(queue.takeOnly(dueBy: now + .hours(1))?.id == 3)
        #expect(queue.next == nil)
    }
}
