import Testing
import Values

@testable import ShopSimulator

@Suite("The shop's calls as a load")
struct ShopCallsTests {
    static let start = Instant(iso8601: "2026-03-15T09:08:07.006Z")!

    private static func calls(_ count: Int, seed: UInt64, people: Int = 5000) -> [JSONObject] {
        Array(ShopCalls(seed: seed, people: people, start: start).prefix(count))
    }

    @Test("no call is sent twice, and each begins with its kind, its id and its time")
    func shape() throws {
        var ids: Set<String> = []
        for call in Self.calls(20_000, seed: 1) {
            #expect(ids.insert(try #require(call["messageId"]?.string)).inserted)
            let text = JSON.object(call).text
            #expect(text.hasPrefix(#"{"type":""#))
            let time = try #require(call["timestamp"]?.string)
            #expect(time.utf8.count == 24)
            #expect(text.prefix(160).contains(#""timestamp":"\#(time)""#))
        }
    }

    @Test("one call after the other is somebody else's, and all that a shop reports is among them")
    func mix() {
        let calls = Self.calls(20_000, seed: 2)
        var (changes, names) = (0, Set<String>())
        for (call, next) in zip(calls, calls.dropFirst()) where call["anonymousId"] != next["anonymousId"] {
            changes += 1
        }
        for call in calls { names.insert(call["event"]?.string ?? call["type"]?.string ?? "") }
        #expect(changes > 18_000, "\(changes)")
        #expect(
            names.isSuperset(of: [
                "Product Viewed", "Product Added", "Checkout Started", "Order Completed", "identify", "page",
            ]))
    }

    @Test("a seed gives the same calls, another seed others")
    func seeds() {
        #expect(Self.calls(500, seed: 3) == Self.calls(500, seed: 3))
        #expect(Self.calls(500, seed: 3) != Self.calls(500, seed: 4))
    }
}
