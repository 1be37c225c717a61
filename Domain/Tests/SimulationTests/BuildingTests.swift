import Conditions
import Engine
import Testing
import Values

@testable import Simulation

@Suite("Segments built over everybody")
struct BuildingTests {
    private static let start = Instant(iso8601: "2026-03-02T10:00:00Z")!

    private static func definitions(
        _ version: Int64, _ text: String?, build: SegmentBuild? = nil, ranks: RankSnapshot = RankSnapshot()
    ) throws -> Definitions {
        let segments = try text.map {
            [
                Segment(
                    id: 1, name: "Built", condition: CompiledCondition(try Condition.parse($0)),
                    version: Segment.version(of: $0), build: build)
            ]
        }
        return Definitions(version: version, flows: [], segments: (segments ?? []) + [try listening], ranks: ranks)
    }

    /// Somebody has to listen to who enters and leaves, or nothing is told of it.
    private static var listening: Segment {
        get throws {
            let text =
                #"any("Segment Entered" where segment == "Other") or any("Segment Left" where segment == "Other")"#
            return Segment(
                id: 2, name: "Listening", condition: CompiledCondition(try Condition.parse(text)), version: 1)
        }
    }

    private static func event(_ name: String, of who: Int, id: String, total: Int = 0) -> IncomingEvent {
        let identity = Identity(.user, "p\(who)")!
        return IncomingEvent(
            identity: identity, call: .track, name: name, occurredAt: start - .hours(1), receivedAt: start,
            authority: .server, properties: Array(#"{"total":\#(total)}"#.utf8),
            envelope: Envelope(identities: [identity], messageID: id))
    }

    private static func step(
        _ store: inout ModelStore, _ definitions: Definitions, after span: Int = 0, limit: Int = 1_000
    ) throws {
        let start = start + TimeSpan(milliseconds: Int64(span))
        let leases = store.epochs.map { Lease(range: $0.key, epoch: $0.value) }
        let due = store.due(in: Set(BucketRange.all), now: start, limit: limit)
        var step = BatchStep(leases: leases, now: start, definitions: definitions)
        let batch = try step.run(due, reader: store, cached: { _ in nil })
        try store.apply(batch, now: start)
    }

    private static func shop(_ people: Int) throws -> ModelStore {
        var store = ModelStore()
        store.append((0..<people).map { event("Product Viewed", of: $0, id: "m\($0)", total: $0) })
        while store.workCount > 0 { try step(&store, try definitions(1, nil)) }
        return store
    }

    private static func begin(_ store: inout ModelStore) {
        for range in BucketRange.all { store.schedule(BuildWork(build: 9).item(in: range, at: start)) }
    }

    @Test("takes everybody in, also whom the same batch steps for another reason")
    func beside() throws {
        var store = try Self.shop(300)
        Self.begin(&store)
        // An event that touches nothing comes in the same batch as the piece of its range.
        store.append((0..<300).map { Self.event("Page Viewed", of: $0, id: "p\($0)") })
        let definitions = try Self.definitions(
            2, #"any("Product Viewed")"#, build: SegmentBuild(id: 9))
        for span in 0..<200 where store.rangesBuilt[9]?.count != BucketRange.count {
            try Self.step(&store, definitions, after: span)
        }
        #expect(store.members[1]?.count == 300)
        #expect(store.rangesBuilt[9]?.count == BucketRange.count)
        #expect(!store.events.contains { $0.name == "Segment Entered" })
    }

    @Test("who enters by an event that waits to be stepped enters when it is stepped, with an event")
    func waiting() throws {
        var store = try Self.shop(200)
        Self.begin(&store)
        store.append((0..<200).map { Self.event("Order Completed", of: $0, id: "o\($0)") })
        let definitions = try Self.definitions(
            2, #"any("Order Completed")"#, build: SegmentBuild(id: 9))
        // The pieces come before most events: a batch takes a few of each range.
        for span in 0..<2_000 where store.workCount > 0 {
            try Self.step(&store, definitions, after: span, limit: 64)
        }
        #expect(store.members[1]?.count == 200)
        #expect(store.events.count { $0.name == "Segment Entered" } == 200)
    }

    @Test("by new thresholds, whoever enters and leaves does so with an event")
    func ranks() throws {
        let key = #"top 10% by sum("Product Viewed".total)"#
        func definitions(_ version: Int64, _ threshold: Int64) throws -> Definitions {
            try Self.definitions(
                version, key, build: SegmentBuild(id: 9, announces: true),
                ranks: RankSnapshot(number: version, thresholds: [key: Number(threshold)]))
        }
        var store = try Self.shop(100)
        for (version, threshold, members) in [(2, 90, 10), (3, 95, 5), (4, 80, 20)] {
            Self.begin(&store)
            store.rangesBuilt = [:]
            store.append((0..<100).map { Self.event("Page Viewed", of: $0, id: "v\(version) \($0)") })
            let definitions = try definitions(Int64(version), Int64(threshold))
            for span in 0..<200 where store.rangesBuilt[9]?.count != BucketRange.count {
                try Self.step(&store, definitions, after: version * 1_000 + span)
            }
            #expect(store.members[1]?.count == members)
        }
        #expect(store.events.count { $0.name == "Segment Entered" } == 25)
        #expect(store.events.count { $0.name == "Segment Left" } == 5)
        #expect(store.oddChanges.isEmpty)
    }
}
