import Engine
import Testing
import Values

@testable import Storage

@Suite("Leases")
struct LeaseStoreTests {
    private let store = LeaseStore()

    @Test(
        "one process has every range; a second gets half as soon as the first renews", arguments: TestDatabase.reachable
    )
    func sharing(kind: TestDatabase) async throws {
        try await kind.open { database in
            try await database.write(lane: .engine) { connection in
                #expect(try store.acquire(owner: "a", now: noon, on: connection).count == 64)
                #expect(try store.acquire(owner: "b", now: noon, on: connection).isEmpty)
                let kept = try store.renew(owner: "a", now: noon + .seconds(1), on: connection)
                #expect(kept.count == 32 && kept.allSatisfy { $0.epoch == 1 })
                let taken = try store.acquire(owner: "b", now: noon + .seconds(1), on: connection)
                #expect(taken.count == 32 && taken.allSatisfy { $0.epoch == 2 })
                #expect(Set(taken.map(\.range)).isDisjoint(with: kept.map(\.range)))
                #expect(try store.renew(owner: "a", now: noon + .seconds(2), on: connection).count == 32)
            }
        }
    }

    @Test("a process that stops renewing loses its ranges within five seconds", arguments: TestDatabase.reachable)
    func takeover(kind: TestDatabase) async throws {
        try await kind.open { database in
            try await database.write(lane: .engine) { connection in
                let old = try store.acquire(owner: "a", now: noon, on: connection)
                #expect(try store.acquire(owner: "b", now: noon + .seconds(3), on: connection).isEmpty)
                let taken = try store.acquire(owner: "b", now: noon + .seconds(5), on: connection)
                #expect(taken.count == 64)
                #expect(try store.lost(old, on: connection).count == 64)
                #expect(try store.lost(taken, on: connection).isEmpty)
                #expect(try store.renew(owner: "a", now: noon + .seconds(5), on: connection).isEmpty)
            }
        }
    }

    @Test("who holds which customers is known, but for leases that have run out", arguments: TestDatabase.reachable)
    func owners(kind: TestDatabase) async throws {
        try await kind.open { database in
            try await database.write(lane: .engine) { connection in
                #expect(try store.owners(now: noon, on: connection).isEmpty)
                _ = try store.acquire(owner: "a", now: noon, on: connection)
                _ = try store.acquire(owner: "b", now: noon, on: connection)
                _ = try store.renew(owner: "a", now: noon + .seconds(1), on: connection)
                _ = try store.acquire(owner: "b", now: noon + .seconds(2), on: connection)
                let both = try store.owners(now: noon + .seconds(3), on: connection)
                #expect(both.mapValues(\.count) == ["a": 32, "b": 32])
                #expect(Set(both.values.joined()) == Set(BucketRange.all))
                #expect(try store.owners(now: noon + .seconds(5), on: connection).keys.sorted() == ["b"])
            }
        }
    }

    @Test("a process that leaves gives up everything at once", arguments: TestDatabase.reachable)
    func leaving(kind: TestDatabase) async throws {
        try await kind.open { database in
            try await database.write(lane: .engine) { connection in
                _ = try store.acquire(owner: "a", now: noon, on: connection)
                try store.leave(owner: "a", on: connection)
                #expect(try store.acquire(owner: "b", now: noon, on: connection).count == 64)
            }
        }
    }

    @Test("two processes that start together never hold one range", arguments: TestDatabase.reachable)
    func racing(kind: TestDatabase) async throws {
        try await kind.open { database in
            let store = store
            let leases = try await withThrowingTaskGroup(of: [Lease].self) { group in
                for owner in ["a", "b"] {
                    group.addTask {
                        try await database.write(lane: .engine) { try store.acquire(owner: owner, now: noon, on: $0) }
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(Set(leases.map(\.range)).count == leases.count)
        }
    }

    @Test("the database's clock is near the system's", arguments: TestDatabase.reachable)
    func clock(kind: TestDatabase) async throws {
        try await kind.open { database in
            let clock = DatabaseClock(systemTime: { noon })
            let now = try await database.read { try clock.now(on: $0) }
            #expect(kind == .sqlite ? now == noon : now > Instant(milliseconds: 1_700_000_000_000))
        }
    }
}
