import Engine
import Storage
import Testing
import Values

@testable import Runtime

@Suite("Lists and tags as a whole")
struct TagChangeTests {
    private static func fill(_ system: CartwheelSystem, people: Int) async throws {
        let now = SystemClock.real.now()
        let events = try (0..<people).map { number in
            let identity = try #require(Identity(.user, "p\(number)"))
            return IncomingEvent(
                identity: identity, call: .track, name: "Page Viewed", occurredAt: now, receivedAt: now,
                authority: .server, isHistorical: false, properties: Array("{}".utf8),
                envelope: Envelope(identities: [identity], messageID: "m\(number)"))
        }
        _ = await system.intake.store(source: "test", events: events, rejected: [])
        #expect(try await eventually { try await Rooms(system).customers().total == people })
    }

    private static func put(_ people: Range<Int>, _ kind: Label.Kind, _ name: String, _ system: CartwheelSystem)
        async throws
    {
        let all = people.compactMap { Identity(.user, "p\($0)") }
        try await system.lists.change(kind, name, people: all, isMember: true, source: "test")
        #expect(try await eventually { try await size(kind, name, system) >= people.count })
    }

    private static func size(_ kind: Label.Kind, _ name: String, _ system: CartwheelSystem) async throws -> Int {
        try await system.lists.list(kind).first { $0.name == name }?.size ?? 0
    }

    @Test("a tag that is merged says first how many it changes; then everybody has the other one, and nobody lost both")
    func merge() async throws {
        try await withSystem { system in
            try await Self.fill(system, people: 8)
            try await Self.put(0..<5, .tag, "whole sale", system)
            try await Self.put(3..<8, .tag, "wholesale", system)
            let move = try await system.lists.previewRename("whole sale", to: "wholesale")
            #expect(move == TagMove(people: 5, both: 2, isMerge: true))
            let refused = await #expect(throws: AdminError.self) {
                try await system.lists.renameTag("whole sale", to: "wholesale", merges: false, source: "test")
            }
            #expect(refused?.description.contains("merge the two") == true)
            try await system.lists.renameTag("whole sale", to: "wholesale", merges: true, source: "test")
            #expect(try await eventually { try await Self.size(.tag, "whole sale", system) == 0 })
            #expect(try await Self.size(.tag, "wholesale", system) == 8)
            let ana = try #require(try await system.profile(of: "p0"))
            #expect(ana.tags.keys.sorted() == ["wholesale"])
        }
    }

    @Test("a tag is taken from everybody, but not while a condition or a flow asks for it, which is named")
    func removal() async throws {
        try await withSystem { system in
            try await Self.fill(system, people: 4)
            try await Self.put(0..<4, .tag, "keen", system)
            try await system.segments.create([SegmentDraft(name: "Keen", text: #"tagged("keen")"#)], author: "test")
            _ = try await system.flows.install(
                """
                flow: keen
                name: Thanks
                trigger: Order Completed
                steps:
                  - add tag: keen
                """, author: "test", live: true)
            let refused = await #expect(throws: AdminError.self) {
                try await system.lists.takeFromAll(.tag, "keen", source: "test")
            }
            #expect(refused?.description.contains("the segment “Keen”, the flow “Thanks”") == true)
            #expect(try await system.lists.show(.tag, "keen")?.flows.map(\.slug) == ["keen"])
            _ = try await system.segments.archive("Keen")
            _ = try await system.flows.archive("keen", by: "test")
            #expect(try await system.lists.takeFromAll(.tag, "keen", source: "test") == 4)
            #expect(try await eventually { try await Self.size(.tag, "keen", system) == 0 })
        }
    }

    @Test("a list goes only when nobody is on it")
    func lists() async throws {
        try await withSystem { system in
            try await Self.fill(system, people: 3)
            try await system.lists.create("News")
            try await Self.put(0..<3, .list, "News", system)
            let refused = await #expect(throws: AdminError.self) { try await system.lists.removeList("News") }
            #expect(refused?.description.contains("take everybody off it first") == true)
            try await system.lists.describe(.list, "News", as: "Weekly")
            #expect(try await system.lists.show(.list, "News")?.line.description == "Weekly")
            #expect(try await system.lists.takeFromAll(.list, "News", source: "test") == 3)
            #expect(try await eventually { try await Self.size(.list, "News", system) == 0 })
            try await system.lists.removeList("News")
            #expect(try await system.lists.list(.list).isEmpty)
        }
    }

    @Test("before a stage or points are saved it is said for how many people something changes")
    func standing() async throws {
        try await withSystem { system in
            try await Self.fill(system, people: 10)
            try await system.segments.create(
                [
                    SegmentDraft(name: "Lead", text: #"any("Page Viewed")"#, role: .stage(place: 1)),
                    SegmentDraft(
                        name: "Looks", text: #"any("Page Viewed")"#,
                        role: .points(ScoreRule(score: "lead", points: Number(10)))),
                ], author: "test")
            #expect(
                try await eventually {
                    try await system.segments.list().allSatisfy { $0.segment.state == .live }
                })
            let standing = try await system.segments.standing()
            #expect(standing.isExact && standing.stages == ["Lead": 10] && standing.total == 10)
            #expect(standing.scores["lead"] == Standing.Score(people: 10, average: 10, highest: 10))
            let all = #"any("Page Viewed")"#
            func moving(_ text: String, of name: String? = nil, as role: Segment.Role) async throws -> Int {
                try await system.segments.moving(text, of: name, as: role).people
            }
            #expect(try await moving(all, as: .stage(place: 2)) == 10)
            #expect(try await moving(all, as: .stage(place: 0)) == 0)
            #expect(try await moving(all, of: "Lead", as: .stage(place: 5)) == 0)
            #expect(try await moving(#"any("Nothing")"#, of: "Lead", as: .stage(place: 1)) == 10)
            #expect(
                try await moving(all, of: "Looks", as: .points(ScoreRule(score: "lead", points: Number(10)))) == 0)
            #expect(
                try await moving(all, of: "Looks", as: .points(ScoreRule(score: "lead", points: Number(12)))) == 10)
            #expect(try await moving(#"any("Nothing")"#, as: .points(ScoreRule(score: "fit", points: Number(5)))) == 0)
        }
    }
}
