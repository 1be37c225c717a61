import Engine
import Testing
import Values

@testable import Storage

@Suite("Accounts")
struct AccountStoreTests {
    private let store = AccountStore()
    private let ana = NewAccount(email: "Ana@Shop.example", name: "Ana", password: "scrypt$1$salt$hash")

    @Test("the first account is made once, however many ask at once", arguments: TestDatabase.reachable)
    func first(kind: TestDatabase) async throws {
        try await kind.open { database in
            let store = store
            let made = try await withThrowingTaskGroup(of: Account?.self) { group in
                for name in ["a", "b", "c"] {
                    group.addTask {
                        let account = NewAccount(email: "\(name)@shop.example", name: name, password: "x")
                        return try await database.write(lane: .jobs) {
                            try store.createFirst(account, now: noon, on: $0)
                        }
                    }
                }
                return try await group.reduce(into: [Account]()) { if let account = $1 { $0.append(account) } }
            }
            let stored = try await database.read { try store.accounts(on: $0) }
            #expect(made.count == 1 && stored == made && stored.first?.role == .owner)
        }
    }

    @Test(
        "an account is found by its address in any case, its password text unchanged", arguments: TestDatabase.reachable
    )
    func finding(kind: TestDatabase) async throws {
        try await kind.open { database in
            try await database.write(lane: .jobs) { connection in
                #expect(try !store.hasAccounts(on: connection))
                let made = try store.create(ana, as: .owner, now: noon, on: connection)
                try store.recordSignIn(of: made.id, at: noon + .hours(1), on: connection)
                let found = try #require(try store.account(email: " ANA@shop.EXAMPLE", on: connection))
                #expect(found.id == made.id && found.password == ana.password && found.name == "Ana")
                #expect(found.lastSignInAt == noon + .hours(1) && made.lastSignInAt == nil)
                #expect(try store.account(made.id, on: connection) == found)
                #expect(try store.account(email: "bo@shop.example", on: connection) == nil)
            }
        }
    }

    @Test("an address has one account", arguments: TestDatabase.reachable)
    func unique(kind: TestDatabase) async throws {
        try await kind.open { database in
            try await database.write(lane: .jobs) { [store, ana] in
                try store.create(ana, as: .owner, now: noon, on: $0)
            }
            let error = await #expect(throws: DatabaseError.self) {
                try await database.write(lane: .jobs) { [store, ana] in
                    try store.create(ana, as: .owner, now: noon, on: $0)
                }
            }
            #expect(error?.isFaultOfData == true)
        }
    }

    @Test("a new password ends every session of the account, and no other's", arguments: TestDatabase.reachable)
    func password(kind: TestDatabase) async throws {
        try await kind.open { database in
            try await database.write(lane: .jobs) { connection in
                let made = try store.create(ana, as: .owner, now: noon, on: connection)
                let sessions = SessionStore()
                for (token, account) in [(UInt8(1), made.id), (2, made.id), (3, made.id + 1)] {
                    try sessions.create(
                        Session(tokenHash: [token], account: account, createdAt: noon, expiresAt: noon + .days(1)),
                        on: connection)
                }
                try store.setPassword(of: made.id, to: "new", on: connection)
                #expect(try store.account(made.id, on: connection)?.password == "new")
                let left = try [1, 2, 3].filter {
                    try sessions.session([$0], now: noon, on: connection) != nil
                }
                #expect(left == [3])
            }
        }
    }

    @Test("a password is changed only where it is still the one that was known", arguments: TestDatabase.reachable)
    func passwordMeanwhile(kind: TestDatabase) async throws {
        try await kind.open { database in
            try await database.write(lane: .jobs) { connection in
                let made = try store.create(ana, as: .owner, now: noon, on: connection)
                #expect(try !store.setPassword(of: made.id, to: "new", ifStill: "other", on: connection))
                #expect(try store.setPassword(of: made.id, to: "new", ifStill: ana.password, on: connection))
                #expect(try store.account(made.id, on: connection)?.password == "new")
            }
        }
    }

    @Test("somebody is removed with their sessions, the last one never", arguments: TestDatabase.reachable)
    func removal(kind: TestDatabase) async throws {
        try await kind.open { database in
            try await database.write(lane: .jobs) { connection in
                let sessions = SessionStore()
                let made = try store.create(ana, as: .owner, now: noon, on: connection)
                #expect(try !store.remove(made.id, on: connection))
                let ben = NewAccount(email: "ben@shop.example", name: "Ben", password: "x")
                let second = try store.create(ben, as: .owner, now: noon, on: connection)
                for (token, account) in [(UInt8(1), made.id), (2, second.id), (3, second.id)] {
                    try sessions.create(
                        Session(tokenHash: [token], account: account, createdAt: noon, expiresAt: noon + .days(1)),
                        on: connection)
                }
                #expect(try sessions.counts(now: noon, on: connection) == [made.id: 1, second.id: 2])
                #expect(try store.remove(made.id, on: connection))
                #expect(try sessions.counts(now: noon, on: connection) == [second.id: 2])
                #expect(try store.accounts(on: connection).map(\.id) == [second.id])
                #expect(try !store.remove(second.id, on: connection))
            }
        }
    }
}
