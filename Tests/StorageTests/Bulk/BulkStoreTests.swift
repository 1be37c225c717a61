import Engine
import Testing
import Values

@testable import Storage

@Suite("Commands for many people")
struct BulkStoreTests {
    @Test(
        "everybody is given it once, page by page, and a start under the same cause is one start",
        arguments: TestDatabase.reachable)
    func pages(kind: TestDatabase) async throws {
        try await kind.open { database in
            let intake = IntakeStore()
            let (begun, again, pages, due) = try await database.write(lane: .jobs) { connection in
                let leases = try LeaseStore().acquire(owner: "a", now: noon, on: connection)
                var batch = StepBatch(leases: leases)
                batch.profiles = (0..<7).map { .sample("p\($0)") }
                _ = try StepStore(sharing: intake).apply(batch, in: shop, now: noon, on: connection)
                let start = FlowStart(flow: "win-back", cause: "spring", at: noon)
                let bulk = BulkCommand(
                    id: 5, flow: 1, name: "Start", selection: .everybody, command: .start(start), author: "Eva",
                    at: noon)
                let store = BulkStore()
                let begun = try store.begin(bulk, in: shop, on: connection)
                let again = try store.begin(bulk, in: shop, on: connection)
                var pages: [Int] = []
                while let page = try store.advance(limit: 3, now: noon, in: shop, on: connection) {
                    pages.append(page.given)
                }
                let due = try WorkStore().due(in: BucketRange.all, now: noon, limit: 640, on: connection)
                return (begun, again, pages, due)
            }
            #expect(begun && !again && pages == [3, 6, 7])
            #expect(due.count == 7 && Set(due.map(\.item.subject)).count == 7)
            #expect(due.allSatisfy { Command(payload: $0.item.payload) != nil })
        }
    }

    @Test("members are given it once each, those who enter meanwhile are not", arguments: TestDatabase.reachable)
    func members(kind: TestDatabase) async throws {
        try await kind.open { database in
            let rows = Shop(database: database)
            func enter(_ names: [String], at moment: Instant) async throws {
                try await rows.apply { batch in
                    batch.segmentChanges = names.map {
                        SegmentChange(segment: 7, profile: key($0), isMember: true, at: moment, cause: .live)
                    }
                }
            }
            try await enter(["ana", "bo", "cy"], at: noon)
            try await enter(["di"], at: noon + .hours(1))
            let start = noon + .hours(2)
            func advance() async throws -> Int? {
                try await database.write(lane: .jobs) {
                    try BulkStore().advance(limit: 2, now: start, in: shop, on: $0)?.given
                }
            }
            try await database.write(lane: .jobs) {
                let bulk = BulkCommand(
                    id: 8, flow: 1, name: "Start", selection: .members(7),
                    command: .start(FlowStart(flow: "win-back", cause: "spring", at: start)), author: "Eva", at: start)
                try BulkStore().begin(bulk, in: shop, on: $0)
            }
            #expect(try await advance() == 2)
            try await enter(["eve"], at: start + .hours(1))
            #expect(try await advance() == 4)
            #expect(try await advance() == 4)
            let given = try await database.read {
                try WorkStore().due(in: BucketRange.all, now: start, limit: 64, on: $0).map(\.item.subject)
            }
            #expect(Set(given) == Set(["ana", "bo", "cy", "di"].map { key($0) }) && given.count == 4)
        }
    }

    @Test("a move is given to those alone who have a journey through the flow", arguments: TestDatabase.reachable)
    func journeys(kind: TestDatabase) async throws {
        try await kind.open { database in
            let given = try await database.write(lane: .jobs) { connection in
                let leases = try LeaseStore().acquire(owner: "a", now: noon, on: connection)
                var batch = StepBatch(leases: leases)
                let trigger = JourneyTrigger(name: "x", occurredAt: noon, order: 1, properties: JSONObject())
                batch.profiles = ["ana", "bo", "cy"].enumerated().map { index, name in
                    var profile = Profile(key: key(name), createdAt: noon)
                    if index > 0 {
                        profile.journeys = [
                            Journey(id: 1, flow: index == 1 ? 77 : 770, version: 1, enteredAt: noon, trigger: trigger)
                        ]
                    }
                    return .sample(name, document: profile.document)
                }
                _ = try StepStore(sharing: IntakeStore()).apply(batch, in: shop, now: noon, on: connection)
                let bulk = BulkCommand(
                    id: 6, flow: 77, name: "Move", selection: .journeys(flow: 77),
                    command: .move(FlowMove(flow: 77, from: 1, to: 2)), author: "Eva", at: noon)
                try BulkStore().begin(bulk, in: shop, on: connection)
                _ = try BulkStore().advance(limit: 10, now: noon, in: shop, on: connection)
                return try WorkStore().due(in: BucketRange.all, now: noon, limit: 64, on: connection)
            }
            #expect(given.map(\.item.subject) == [key("bo")])
        }
    }
}
