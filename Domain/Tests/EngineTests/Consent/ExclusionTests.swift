import Conditions
import Testing
import Values

@testable import Engine

@Suite("Standing exclusions")
struct ExclusionTests {
    private static let now = StepSample.now
    private static let exclusions =
        [
            MarketingExclusion(name: "never bought", condition: #"none("Order Completed") and tagged("strict")"#),
            MarketingExclusion(name: "quiet", condition: #"none("Product Viewed", last: 30 days)"#),
        ] + MarketingExclusion.usual

    private func subject(_ events: [(String, Int)], tags: Set<String> = []) -> Subject {
        var subject = Subject()
        for (place, event) in events.enumerated() {
            subject.timeline.insert(
                TimelineEvent(
                    name: event.0, occurredAt: Self.now - .days(Int64(event.1)), order: Int64(place), body: .absent))
        }
        var facts = ProfileFacts()
        facts.tags = tags
        subject.facts = facts
        return subject
    }

    @Test("the first that holds is named, of people with any history and with none")
    func first() throws {
        let compiled = CompiledExclusions(Self.exclusions)
        let conditions = try Self.exclusions.map { CompiledCondition(try Condition.parse($0.condition)) }
        let names = [
            "Order Completed", "Order Refunded", "Product Viewed", "Return Requested", "Return Cancelled",
            "Ticket Opened",
            "Ticket Closed", "Ticket Reopened",
        ]
        var random = SeededRandom(seed: 20)
        var found: Set<String?> = []
        for round in 0..<2_000 {
            let events = (0..<Int.random(in: 0..<6, using: &random)).map { _ in
                (names.randomElement(using: &random) ?? "", Int.random(in: 0..<60, using: &random))
            }
            let tags: Set<String> = round % 7 == 0 ? ["staff"] : round % 5 == 0 ? ["strict"] : []
            let subject = subject(events, tags: tags)
            let expected = zip(Self.exclusions, conditions).first { $1.evaluate(subject, now: Self.now).holds }?.0.name
            found.insert(expected)
            #expect(compiled.holding(for: subject, despite: [], now: Self.now) == expected, "\(events) \(tags)")
        }
        #expect(found.count >= 7)
    }

    @Test("a flow may send despite an exclusion that it names, in any letters")
    func despite() {
        let compiled = CompiledExclusions([
            MarketingExclusion(name: "Recent buyers", condition: #"any("Order Completed")"#)
        ])
        let buyer = subject([("Order Completed", 1)])
        #expect(compiled.holding(for: buyer, despite: [], now: Self.now) == "Recent buyers")
        #expect(compiled.holding(for: buyer, despite: ["recent buyers"], now: Self.now) == nil)
    }
}
