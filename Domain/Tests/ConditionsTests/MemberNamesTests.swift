import Conditions
import Testing
import Values

@Suite("Segments by other names")
struct MemberNamesTests {
    private func known(_ text: String) throws -> Condition? {
        try Condition.parse(text).knowingSegments { $0 == "VIP" ? ["7"] : [] }
    }

    @Test(
        "every part that asks for members asks by the other name, or for a list",
        arguments: [
            (#"member("VIP")"#, true), (#"member("Other")"#, false), (#"not member("VIP")"#, false),
            (#"profile.age == 1 or (member("VIP") and not member("Other"))"#, true),
            (#"member("News")"#, true), (#"member("7")"#, false),
        ])
    func renamed(text: String, holds: Bool) throws {
        var subject = Subject(memberships: ["7"])
        subject.facts.lists = ["News"]
        for (order, name) in ["Order Completed", "Page Viewed"].enumerated() {
            subject.timeline.insert(
                TimelineEvent(
                    name: name, occurredAt: Instant(milliseconds: Int64(order)), order: Int64(order), body: .absent))
        }
        let condition = try #require(try known(text))
        let verdict = CompiledCondition(condition).evaluate(subject, now: Instant(milliseconds: 1_000))
        #expect(verdict.holds == holds)
    }

    @Test("what asks for no members stays as it is")
    func others() throws {
        let text = #"top 10% by sum("Order Completed".total) and any("Page Viewed", last: 3 days)"#
        #expect(try known(text) == Condition.parse(text))
    }
}
