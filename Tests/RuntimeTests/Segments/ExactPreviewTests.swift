import Conditions
import Engine
import Foundation
import Storage
import Testing
import Values

@testable import Runtime

/// Previews of a running system, each compared with what the evaluator says of everybody.
@Suite("Exact previews")
struct ExactPreviewTests {
    private static let conditions = [
        #"any("Order Completed", last: 30 days)"#,
        #"count("Product Viewed", last: 3 days) >= 2"#,
        #"sum("Order Completed".total) > 60 and not member("Viewers")"#,
        "spent() > 60", "orders() == 0", "spent(last: 30 hours) >= 75",
        #"member("Viewers") and profile.city == "Oslo""#,
        #"none("Product Viewed")"#,
        #"sequence("Product Viewed", "Order Completed", within: 2 days)"#,
        #"any("Segment Entered" where segment == "Viewers") or listed("News") or member("News")"#,
        #"stage() == "Buyer" or score() >= 10"#,
        #"stage() != "Buyer" and identity(user) exists"#,
        #"tagged("keen") or consents(email) or place.country == "NO""#,
    ]

    private func send(
        _ name: String, of user: String, ago: TimeSpan = .zero, _ properties: String = "{}", also: Identity? = nil,
        call: Event.Call = .track, to system: CartwheelSystem
    ) async throws {
        let who = try #require(Identity(.user, user))
        let now = system.clock.now()
        let event = IncomingEvent(
            identity: who, call: call, name: name, occurredAt: now - ago, receivedAt: now, authority: .server,
            isHistorical: false, properties: Array(properties.utf8),
            envelope: Envelope(identities: [who] + (also.map { [$0] } ?? []), messageID: UUID().uuidString))
        _ = await system.intake.store(source: "test", events: [event], rejected: [])
    }

    private func fill(_ system: CartwheelSystem) async throws {
        for number in 0..<40 {
            if number % 2 == 0 { try await send("Product Viewed", of: "p\(number)", ago: .days(1), to: system) }
            if number % 4 == 0 { try await send("Product Viewed", of: "p\(number)", ago: .days(40), to: system) }
            if number % 3 == 0 {
                try await send(
                    "Order Completed", of: "p\(number)", ago: .hours(Int64(number)),
                    #"{"order_id":"o\#(number)","total":\#(number * 5)}"#, to: system)
            }
            if number % 9 == 0 {
                try await send(
                    number % 2 == 0 ? "Order Refunded" : "Order Cancelled", of: "p\(number)",
                    #"{"order_id":"o\#(number)","total":20}"#, to: system)
            }
            if number % 5 == 0 {
                try await send("Identify", of: "p\(number)", #"{"city":"Oslo"}"#, call: .identify, to: system)
            }
        }
    }

    /// What the evaluator says of each customer in the database.
    private func expected(_ text: String, in system: CartwheelSystem) async throws -> Int {
        let condition = CompiledCondition(try Condition.parse(text))
        let (now, customers) = (system.clock.now(), system.customers)
        let definitions = system.definitions
        return try await system.database.read { connection in
            let known = try definitions.upToDate(on: connection)
            let draft = Segment(id: Segment.id(named: text), name: "a draft", condition: condition, version: 0)
            let tried = known.trying(draft)
            var scan = CustomerScan(customers, tried, reading: draft.eventNames)
            var count = 0
            while !scan.isDone {
                for customer in try scan.next(500, on: connection)
                where condition.evaluate(customer.rated(tried), now: now).holds { count += 1 }
            }
            return count
        }
    }

    private func fromColumns(_ text: String, in system: CartwheelSystem) async throws -> PreviewService.Answer? {
        let known = try await system.database.read { try system.definitions.upToDate(on: $0) }
        return try await system.previews.count(
            try Condition.parse(text), edited: nil, in: BucketRange.all, by: known, now: system.clock.now())
    }

    /// Waits until every condition is counted from columns over everybody as the evaluator counts it.
    private func expectAgreement(_ when: Comment, in system: CartwheelSystem) async throws {
        for text in ExactPreviewTests.conditions {
            var (counted, expected) = (-1, -2)
            let agree = try await eventually(within: .seconds(60)) {
                guard let answer = try await fromColumns(text, in: system), answer.ranges.count == BucketRange.count
                else { return false }
                counted = answer.tally.matching
                expected = try await self.expected(text, in: system)
                return counted == expected
            }
            #expect(agree, "\(when): \(text): \(counted) counted, \(expected) expected")
        }
    }

    @Test("a preview agrees with the evaluator over everybody after events, edits, merges, an erasure and a restart")
    func agrees() async throws {
        let folder = FileManager.default.temporaryDirectory.path + "/exact-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await withSystem(in: folder) { system in
            try await expectAgreement("of nobody", in: system)
            try await fill(system)
            try await expectAgreement("after events", in: system)
            var drafts = [
                SegmentDraft(name: "Viewers", text: #"any("Product Viewed", last: 7 days)"#),
                SegmentDraft(name: "Buyer", text: #"any("Order Completed")"#),
                SegmentDraft(name: "Keen", text: #"count("Product Viewed") >= 2"#),
            ]
            drafts[1].role = .stage(place: 1)
            drafts[2].role = .points(ScoreRule(points: Number(10)))
            _ = try await system.segments.create(drafts, author: "test")
            let areLive = try await eventually(within: .seconds(60)) {
                try await system.segments.list().allSatisfy { $0.segment.state == .live }
            }
            #expect(areLive)
            try await expectAgreement("after segments were built", in: system)
            try await send("Identify", of: "p2", also: Identity(.email, "two@example.com"), call: .identify, to: system)
            try await send("Identify", of: "q2", also: Identity(.email, "two@example.com"), call: .identify, to: system)
            try await send("Order Completed", of: "q2", #"{"order_id":"q","total":100}"#, to: system)
            try await expectAgreement("after a merge", in: system)
            _ = try await system.eraseProfile(["who": "p6"])
            try await expectAgreement("after an erasure", in: system)
            let preview = try await system.segments.preview(#"none("Product Viewed")"#)
            #expect(preview.isExact && preview.margin == 0)
        }
        try await withSystem(in: folder) { system in
            try await expectAgreement("after a restart", in: system)
        }
    }

    @Test("as time passes windows slide without anybody being read again")
    func slides() async throws {
        try await withSystem { system in
            for number in 0..<20 {
                try await send("Product Viewed", of: "p\(number)", ago: .days(Int64(number)), to: system)
            }
            let text = #"any("Product Viewed", last: 10 days)"#
            let isCounted = try await eventually(within: .seconds(60)) {
                let answer = try await fromColumns(text, in: system)
                return answer?.tally.examined == 20
            }
            #expect(isCounted)
            let known = try await system.database.read { try system.definitions.upToDate(on: $0) }
            for days in [0, 3, 15] as [Int64] {
                let later = try await system.previews.count(
                    try Condition.parse(text), edited: nil, in: BucketRange.all, by: known,
                    now: system.clock.now() + .days(days))
                #expect(later?.tally.matching == max(0, 10 - Int(days)), "\(days) days later")
            }
        }
    }

    @Test("more people than a sample are counted exactly, with who would enter and leave by an edit")
    func exactBeyondTheSample() async throws {
        try await withSystem { system in
            let people = BenchPeople(sharing: system.intakeStore)
            let count = 25_000
            try await people.addPeople(count, now: system.clock.now(), in: system.scope, to: system.database)
            // Nobody stepped them: whoever holds the ranges next reads them.
            try await system.database.write(lane: .jobs) { connection in
                let held = try LeaseStore().owners(now: system.clock.now(), on: connection)
                for (owner, ranges) in held { try LeaseStore().release(ranges, owner: owner, on: connection) }
            }
            let text = #"profile.country == "DE""#
            var preview: SegmentPreview?
            let isExact = try await eventually(within: .seconds(120)) {
                let counted = try await system.segments.preview(text)
                preview = counted
                return counted.isExact && counted.total == count
            }
            #expect(isExact)
            #expect(preview?.total == count && preview?.matching == count / 5 && preview?.margin == 0)
            #expect(preview?.sample.count == PreviewPart.sampled && (preview?.examined ?? 0) == count)
            let took = try await ContinuousClock().measure { _ = try await system.segments.preview(text) }
            print("a preview over \(count) customers took \(took)")
        }
    }
}
