import Conditions
import ReadySegments
import Testing
import Values

@Suite("Ready segments")
struct ReadySegmentTests {
    static let slugs = ReadySegments.all.map(\.slug)

    @Test("each says what it is, and its rule reads as it prints", arguments: slugs)
    func reads(_ slug: String) throws {
        let segment = try #require(ReadySegments.named(slug))
        #expect(!segment.name.isEmpty && segment.about.hasSuffix("."))
        let condition = try Condition.parse(segment.condition)
        #expect(condition.text == segment.condition)
        #expect(!condition.requirements.usesTrigger)
    }

    @Test("no two have one name")
    func names() {
        #expect(Set(ReadySegments.all.map(\.name)).count == ReadySegments.all.count)
        #expect(Set(Self.slugs).count == Self.slugs.count)
    }

    @Test("every one of them has a scenario that it takes in and one that it leaves out")
    func scenarios() {
        for slug in Self.slugs {
            let answers = Set(Scenario.all.filter { $0.slug == slug }.map(\.isMember))
            #expect(answers == [true, false], "\(slug)")
        }
    }

    @Test("a shopper is in it or not", arguments: Scenario.all)
    func membership(_ scenario: Scenario) throws {
        let segment = try #require(ReadySegments.named(scenario.slug))
        let line = scenario.line(segment.condition)
        let answer = try JSON.parse(ConditionCheckLine.run(line))
        #expect(answer["holds"]?.bool == scenario.isMember, "\(answer.text)")
        if let until = scenario.until { #expect(answer["until"]?.string?.hasPrefix(until) == true, "\(answer.text)") }
    }
}

/// A shopper's history, and whether a segment takes them in on 15 June 2026 at noon.
struct Scenario: Sendable, CustomTestStringConvertible {
    let slug: String
    let isMember: Bool
    /// Event and days ago, with properties as JSON.
    var events: [(name: String, daysAgo: Int, properties: String)] = []
    var profile = "{}"
    /// When it changes by itself: how that moment's text begins.
    var until: String?

    var testDescription: String { "\(slug): \(isMember ? "in" : "out")" }

    static let now = Instant(iso8601: "2026-06-15T12:00:00Z")!

    init(
        _ slug: String, _ isMember: Bool, _ events: [(String, Int, String)] = [], profile: String = "{}",
        until: String? = nil
    ) {
        self.slug = slug
        self.isMember = isMember
        self.events = events.map { (name: $0.0, daysAgo: $0.1, properties: $0.2) }
        self.profile = profile
        self.until = until
    }

    func line(_ condition: String) -> String {
        let events = events.map { event -> JSON in
            [
                "event": .string(event.name),
                "timestamp": .string((Scenario.now - .days(Int64(event.daysAgo))).iso8601),
                "properties": (try? JSON.parse(event.properties)) ?? [:],
            ]
        }
        let line: JSON = [
            "condition": .string(condition), "now": .string(Scenario.now.iso8601), "events": .array(events),
            "profile": (try? JSON.parse(profile)) ?? [:],
            "workspace": ["thresholds": [#"top 10% by average("Order Completed".total)"#: 120]],
        ]
        return line.text
    }
}
