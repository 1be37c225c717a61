import Testing
import Values

@testable import Storage

@Suite("Tries to sign in")
struct SignInTryStoreTests {
    private let store = SignInTryStore()

    private func tries(_ names: [Int64], in database: any Database) async throws -> [Int64: SignInTryStore.Tries] {
        try await database.read { [store] in try store.tries(of: names, on: $0) }
    }

    private func count(_ names: [Int64], at now: Instant, in database: any Database) async throws {
        try await database.write(lane: .jobs) { [store] connection in
            _ = try store.hold(names, now: now, on: connection)
            try store.count(names, now: now, oldest: now - .hours(1), on: connection)
        }
    }

    @Test("tries add up by name, and begin anew after a pause", arguments: TestDatabase.reachable)
    func counting(kind: TestDatabase) async throws {
        try await kind.open { database in
            for minute in 0..<3 as Range<Int64> { try await count([1, 2], at: noon + .minutes(minute), in: database) }
            try await count([2], at: noon + .minutes(3), in: database)
            #expect(
                try await tries([1, 2, 3], in: database) == [
                    1: .init(count: 3, last: noon + .minutes(2)), 2: .init(count: 4, last: noon + .minutes(3)),
                ])
            try await count([1], at: noon + .minutes(62), in: database)
            #expect(try await tries([1], in: database)[1]?.count == 1)
        }
    }

    @Test("tries at one moment from several processes all count", arguments: TestDatabase.reachable)
    func sideBySide(kind: TestDatabase) async throws {
        try await kind.open { database in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<20 as Range<Int64> {
                    group.addTask { try await count([7, 100 + number], at: noon, in: database) }
                }
                try await group.waitForAll()
            }
            #expect(try await tries([7], in: database)[7]?.count == 20)
        }
    }

    @Test(
        "a try is taken back, a name forgotten, and of too many names the newest stay",
        arguments: TestDatabase.reachable)
    func forgetting(kind: TestDatabase) async throws {
        try await kind.open { database in
            for name in 1...6 as ClosedRange<Int64> { try await count([name], at: noon + .seconds(name), in: database) }
            try await count([6], at: noon + .seconds(6), in: database)
            try await database.write(lane: .jobs) { [store] connection in
                try store.takeBack(6, on: connection)
                try store.forget(5, on: connection)
                try store.shrink(to: 3, on: connection)
            }
            let left = try await tries([1, 2, 3, 4, 5, 6], in: database)
            #expect(left.keys.sorted() == [3, 4, 6] && left[6]?.count == 1)
        }
    }
}
