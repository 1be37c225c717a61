import Engine
import Storage
import Testing
import Values

@testable import Runtime

@Suite("How segments grow, what they cost, and whom they share")
struct SegmentGrowthTests {
    /// Sixteen people, each with another mixture of four traits.
    private static func fill(_ system: CartwheelSystem) async throws {
        let now = SystemClock.real.now()
        let events = try (0..<16).map { number in
            let identity = try #require(Identity(.user, "p\(number)"))
            let traits = "abcd".enumerated().map { #""\#($1)":\#(number >> $0 & 1)"# }.joined(separator: ",")
            return IncomingEvent(
                identity: identity, call: .track, name: "Quiz Taken", occurredAt: now, receivedAt: now,
                authority: .server, isHistorical: false, properties: Array("{\(traits)}".utf8),
                envelope: Envelope(identities: [identity], messageID: "m\(number)"))
        }
        _ = await system.intake.store(source: "test", events: events, rejected: [])
        #expect(try await eventually { try await Rooms(system).customers().total == 16 })
    }

    private static func create(_ rules: [(name: String, text: String)], in system: CartwheelSystem) async throws {
        try await system.segments.create(rules.map { SegmentDraft(name: $0.name, text: $0.text) }, author: "test")
        #expect(try await eventually { try await system.segments.list().allSatisfy { $0.segment.state == .live } })
    }

    @Test("of four segments each pair, each three and all four are counted")
    func overlaps() async throws {
        try await withSystem { system in
            try await Self.fill(system)
            let names = ["A", "B", "C", "D"]
            try await Self.create(
                names.map { ($0, #"any("Quiz Taken" where \#($0.lowercased()) == 1)"#) }, in: system)
            let shared = try await system.segments.overlaps(of: names)
            #expect(shared.count == 11)
            for (chosen, count) in shared { #expect(count == 16 >> chosen.count, "\(chosen)") }
            #expect(try await system.segments.overlaps(of: ["D", "A", "B"])[["D", "A", "B"]] == 2)
            await #expect(throws: AdminError.self) { try await system.segments.overlaps(of: names + ["E"]) }
        }
    }

    @Test("the list says how large each is, what it costs and how often it is used; its page sizes hour by hour")
    func room() async throws {
        try await withSystem { system in
            try await Self.fill(system)
            try await Self.create(
                [
                    ("Takers", #"any("Quiz Taken" where a == 1)"#), ("Never", #"any("Moon Landed")"#),
                    ("Named", "profile.name exists"), ("Both", #"member("Takers") and member("Never")"#),
                ], in: system)
            let lines = Dictionary(
                uniqueKeysWithValues: try await system.segments.room(search: "", archived: false).lines.map {
                    ($0.line.segment.name, $0)
                })
            #expect(lines["Takers"]?.sizes == [8] && lines["Takers"]?.week == nil && lines["Takers"]?.uses == 1)
            #expect(try #require(lines["Takers"]?.eventsPerDay) >= 16)
            #expect(lines["Never"]?.eventsPerDay == 0 && lines["Never"]?.sizes == [0])
            #expect(lines["Named"]?.eventsPerDay == nil, "any change of a profile asks for it")
            let hours = try await system.segments.show("Takers").hours
            #expect(hours.reduce(0) { $0 + $1.entered - $1.left } == 8)
        }
    }

    @Test("sizes of past days are reckoned back from now, and no further than the segment is old")
    func sizes() {
        let day = TimeSpan.days(1).milliseconds
        func line(bornOn born: Int64) -> SegmentLine {
            let birth = Instant(milliseconds: born * day)
            return SegmentLine(
                segment: StoredSegment(
                    id: 1, name: "A", text: "true", state: .live, createdAt: birth, changedAt: birth), size: 10)
        }
        let growth: [Int64: Int] = [100: 3, 99: -2, 97: 9]
        #expect(line(bornOn: 0).sizes(growth, until: 100, days: 4) == [0, 9, 9, 7, 10])
        #expect(line(bornOn: 98).sizes(growth, until: 100, days: 4) == [9, 7, 10])
        #expect(line(bornOn: 100).sizes(growth, until: 100, days: 4) == [10])
    }
}
