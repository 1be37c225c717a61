import Engine
import Testing
import Values

@testable import Storage

@Suite("Sessions")
struct SessionStoreTests {
    private let store = SessionStore()

    private func session(_ token: UInt8, expires: Instant = noon + .days(1)) -> Session {
        Session(
            tokenHash: [UInt8](repeating: token, count: 32), account: 1, createdAt: noon, expiresAt: expires,
            detail: #"{"csrf":"x"}"#)
    }

    @Test("a session lasts until its moment, and is found whole before it", arguments: TestDatabase.reachable)
    func expiry(kind: TestDatabase) async throws {
        try await kind.open { database in
            try await database.write(lane: .jobs) { connection in
                let made = session(7)
                try store.create(made, on: connection)
                #expect(try store.session(made.tokenHash, now: noon, on: connection) == made)
                #expect(try store.session(made.tokenHash, now: noon + .days(1), on: connection) == nil)
                #expect(try store.session([9], now: noon, on: connection) == nil)
            }
        }
    }

    @Test("a session is lengthened while it lasts, never revived", arguments: TestDatabase.reachable)
    func lengthening(kind: TestDatabase) async throws {
        try await kind.open { database in
            try await database.write(lane: .jobs) { connection in
                let made = session(7)
                try store.create(made, on: connection)
                #expect(
                    try store.extend(made.tokenHash, until: noon + .days(2), now: noon + .hours(3), on: connection))
                #expect(try store.session(made.tokenHash, now: noon + .hours(30), on: connection) != nil)
                #expect(
                    try !store.extend(made.tokenHash, until: noon + .days(9), now: noon + .days(2), on: connection))
                try store.delete(made.tokenHash, on: connection)
                #expect(try store.session(made.tokenHash, now: noon, on: connection) == nil)
            }
        }
    }

    @Test("purging forgets expired sessions only, some at a time", arguments: TestDatabase.reachable)
    func purging(kind: TestDatabase) async throws {
        try await kind.open { database in
            try await database.write(lane: .jobs) { connection in
                for token in UInt8(1)...5 { try store.create(session(token), on: connection) }
                try store.create(session(6, expires: noon + .days(3)), on: connection)
                let later = noon + .days(2)
                #expect(try store.purge(before: later, limit: 3, on: connection) == 3)
                #expect(try store.purge(before: later, limit: 3, on: connection) == 2)
                #expect(try store.purge(before: later, limit: 3, on: connection) == 0)
                #expect(try store.session(session(6).tokenHash, now: later, on: connection) != nil)
            }
        }
    }
}
