import Engine
import Testing
import Values

@testable import Storage

@Suite("Keys and secrets")
struct KeysAndSecretsTests {
    private let keys = APIKeyStore()
    private let secrets = SecretStore()
    private let other = WorkspaceScope(WorkspaceID(rawValue: 2))

    private func key(_ name: String, _ authority: Event.Authority, at: Instant = noon) -> APIKey {
        APIKey(hash: Array(name.utf8), name: name, authority: authority, hint: "ck_…\(name)", createdAt: at)
    }

    @Test("a key tells its workspace and what it may do, until it is revoked", arguments: TestDatabase.reachable)
    func lifeOfAKey(kind: TestDatabase) async throws {
        try await kind.open { database in
            try await database.write(lane: .jobs) { connection in
                let server = key("server", .server)
                let browser = key("browser", .browser, at: noon + .seconds(1))
                try keys.create(server, in: shop, on: connection)
                try keys.create(browser, in: shop, on: connection)
                let source = SourceKey(name: "browser", workspace: .first, authority: .browser)
                #expect(try keys.source(browser.hash, on: connection) == source)
                #expect(try keys.source([0], on: connection) == nil)
                // Another workspace cannot revoke it.
                #expect(try !keys.revoke(browser.hash, now: noon, in: other, on: connection))
                #expect(try keys.revoke(browser.hash, now: noon + .hours(1), in: shop, on: connection))
                #expect(try !keys.revoke(browser.hash, now: noon + .hours(2), in: shop, on: connection))
                #expect(try keys.source(browser.hash, on: connection) == nil)
                var revoked = browser
                revoked.revokedAt = noon + .hours(1)
                #expect(try keys.keys(in: shop, on: connection) == [server, revoked])
                #expect(try keys.keys(in: other, on: connection).isEmpty)
            }
        }
    }

    @Test("a secret is one workspace's, and a later one replaces it", arguments: TestDatabase.reachable)
    func secretsByName(kind: TestDatabase) async throws {
        try await kind.open { database in
            try await database.write(lane: .jobs) { connection in
                try secrets.set("smtp", to: [1, 0, 255], now: noon, in: shop, on: connection)
                try secrets.set("smtp", to: [2, 0], now: noon, in: shop, on: connection)
                try secrets.set("links", to: [], now: noon, in: shop, on: connection)
                #expect(try secrets.secret("smtp", in: shop, on: connection) == [2, 0])
                #expect(try secrets.secret("links", in: shop, on: connection) == [])
                #expect(try secrets.secret("smtp", in: other, on: connection) == nil)
                #expect(try secrets.names(in: shop, on: connection) == ["links", "smtp"])
                #expect(try secrets.setIfMissing("smtp", to: [9], now: noon, in: shop, on: connection) == [2, 0])
                #expect(try secrets.setIfMissing("new", to: [9], now: noon, in: shop, on: connection) == [9])
                try secrets.delete("smtp", in: shop, on: connection)
                #expect(try secrets.secret("smtp", in: shop, on: connection) == nil)
            }
        }
    }
}
