import Engine
import Testing
import Values

@testable import Runtime

@Suite("Customers that are kept")
struct CustomerCacheTests {
    private func customer(_ name: String) throws -> Customer {
        let key = IdentityKey(try #require(Identity(.user, name)), workspace: .first)
        return Customer(
            profile: Profile(key: key, createdAt: Instant(milliseconds: 0)), timeline: nil,
            definitions: Definitions(version: 1, flows: []))
    }

    @Test("who is taken out is there again once they are kept, and nobody else goes with them")
    func taking() throws {
        var cache = CustomerCache(capacity: 2)
        let all = try ["ana", "bo", "cy", "dea"].map(customer)
        cache.keep(all)
        let keys = all.map(\.profile.key)
        #expect(cache.take(keys[1])?.profile.key == keys[1])
        #expect(cache.take(keys[1]) == nil)
        cache.keep([all[1]])
        #expect(keys.allSatisfy { cache.take($0) != nil })
    }

    @Test("the longest unused go first")
    func bounded() throws {
        var cache = CustomerCache(capacity: 2)
        let all = try (0..<9).map { try customer("p\($0)") }
        for one in all { cache.keep([one]) }
        #expect(cache.take(all[0].profile.key) == nil)
        #expect(cache.take(all[8].profile.key) != nil)
    }
}
