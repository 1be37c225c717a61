import Engine
import Testing
import Values

@testable import Storage

@Suite("Work store")
struct WorkStoreTests {
    private func item(_ name: String, _ kind: WorkItem.Kind, _ id: Int64, at: Instant) -> WorkItem {
        WorkItem(dueAt: at, kind: kind, id: id, subject: key(name))
    }

    @Test("work comes by moment, then kind, then number; what is not due yet waits", arguments: TestDatabase.reachable)
    func order(kind: TestDatabase) async throws {
        try await kind.open { database in
            let store = WorkStore()
            let due = try await database.write(lane: .engine) { connection in
                let work = [
                    item("ana", .journeyDue, 1, at: noon), item("ana", .command, 9, at: WorkItem.firstInLine),
                    item("ana", .relink, 8, at: WorkItem.firstInLine),
                    item("ana", .journeyDue, 3, at: noon - .seconds(1)),
                    item("ana", .messageDue, 4, at: noon + .seconds(1)),
                ]
                try store.schedule(work + work, in: shop, on: connection)
                return try store.due(in: BucketRange.all, now: noon, limit: 64, on: connection)
            }
            #expect(due.map(\.item.id) == [8, 9, 3, 1])
            #expect(due.allSatisfy { $0.workspace == .first })
            let (first, none, depth) = try await database.read {
                (
                    try store.nextDue(in: [key("ana").bucket.range], on: $0),
                    try store.nextDue(in: BucketRange.all.filter { $0 != key("ana").bucket.range }, on: $0),
                    try store.depth(now: noon, on: $0)
                )
            }
            #expect(first == WorkItem.firstInLine)
            #expect(none == nil)
            #expect(depth == 4)
        }
    }

    @Test("since when a paused flow keeps somebody waiting is the earliest of all", arguments: TestDatabase.reachable)
    func pausedSince(kind: TestDatabase) async throws {
        try await kind.open { database in
            let flow = Flow.id(slug: "here")
            try await database.write(lane: .engine) { connection in
                let store = WorkStore()
                func waiting(_ name: String, _ id: Int64, since: Instant) -> WorkItem {
                    let payload = "{\"paused_since\":\(since.milliseconds)}"
                    #expect(PausedWork(payload: payload)?.payload == payload)
                    return WorkItem(
                        dueAt: PausedWork.moment(of: flow), kind: .journeyDue, id: id, subject: key(name),
                        payload: payload)
                }
                #expect(try store.pausedSince(flow, pausedAt: nil, in: shop, on: connection) == nil)
                let work = [
                    waiting("ana", 1, since: noon), waiting("bo", 2, since: noon - .hours(1)),
                    item("cem", .journeyDue, 3, at: noon),
                ]
                try store.schedule(work, in: shop, on: connection)
                #expect(try store.pausedSince(flow, pausedAt: nil, in: shop, on: connection) == noon - .hours(1))
            }
        }
    }

    @Test(
        "what waits for paused flows is never due; it is once its own flow is resumed",
        arguments: TestDatabase.reachable)
    func paused(kind: TestDatabase) async throws {
        try await kind.open { database in
            let store = WorkStore()
            let (here, there) = (Flow.id(slug: "here"), Flow.id(slug: "there"))
            let late = noon + .days(400)
            let counts = try await database.write(lane: .engine) { connection in
                try store.schedule(
                    [
                        item("ana", .journeyDue, 1, at: PausedWork.moment(of: here)),
                        item("bo", .messageDue, 2, at: PausedWork.moment(of: here)),
                        item("ana", .journeyDue, 3, at: PausedWork.moment(of: there)),
                    ], in: shop, on: connection)
                #expect(try store.due(in: BucketRange.all, now: late, limit: 64, on: connection).isEmpty)
                return try [[here, there], [there], [there]].map { paused in
                    try store.resume(
                        in: BucketRange.all, except: Set(paused), now: late, limit: 640, in: shop, on: connection)
                }
            }
            #expect(counts == [0, 2, 0])
            let due = try await database.read { try store.due(in: BucketRange.all, now: late, limit: 64, on: $0) }
            #expect(Set(due.map(\.item.id)) == [1, 2] && due.allSatisfy { $0.item.dueAt == late })
        }
    }

    @Test(
        "a range with much to do does not hide the others, and takes what they leave", arguments: TestDatabase.reachable
    )
    func fairness(kind: TestDatabase) async throws {
        try await kind.open { database in
            let store = WorkStore()
            let ranges = [BucketRange(index: 3), BucketRange(index: 40)]
            func subject(_ range: BucketRange) -> IdentityKey {
                IdentityKey(rawValue: Int64(bitPattern: UInt64(range.index) << 58))
            }
            let busy = (0..<50).map {
                WorkItem(dueAt: noon - .hours(1), kind: .command, id: $0, subject: subject(ranges[0]))
            }
            let quiet = [WorkItem(dueAt: noon, kind: .command, id: 99, subject: subject(ranges[1]))]
            let due = try await database.write(lane: .engine) { connection in
                try store.schedule(busy + quiet, in: shop, on: connection)
                return try store.due(in: ranges, now: noon, limit: 20, on: connection)
            }
            #expect(due.count == 20)
            #expect(due.contains { $0.item.id == 99 })
            #expect(due[0].item.id == 0)
        }
    }
}
