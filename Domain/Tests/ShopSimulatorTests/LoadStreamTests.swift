import Testing
import Values

@testable import ShopSimulator

@Suite("Load for benchmarks")
struct LoadStreamTests {
    static let at = Instant(iso8601: "2026-03-15T09:08:07.006Z")!

    @Test("events are valid, of about 700 bytes, in the promised mix, and no messageId repeats")
    func events() throws {
        var stream = LoadStream(seed: 1, people: 1000)
        var kinds: [String: Int] = [:]
        var ids: Set<String> = []
        var people: Set<String> = []
        var size = 0
        for index in 0..<5000 {
            var bytes: [UInt8] = []
            let at = Self.at + TimeSpan(milliseconds: Int64(index) * 37_123)
            stream.appendEvent(to: &bytes, at: at)
            size += bytes.count
            let event = try JSON.parse(bytes)
            #expect(event["timestamp"]?.string == at.iso8601)
            kinds[event["event"]?.string ?? event["type"]!.string!, default: 0] += 1
            ids.insert(event["messageId"]!.string!)
            people.insert(event["anonymousId"]!.string!)
        }
        #expect(ids.count == 5000)
        #expect((950...1000).contains(people.count))
        #expect((600...800).contains(size / 5000), "\(size / 5000)")
        let expected = [
            "Product Viewed": 60, "Product Added": 15, "Checkout Started": 8, "Order Completed": 7, "identify": 5,
            "page": 5,
        ]
        #expect(Set(kinds.keys) == Set(expected.keys))
        for (name, percent) in expected { #expect(abs(kinds[name]! - percent * 50) < 150, "\(name)") }
    }

    @Test("a batch is one object with its events and the time of sending")
    func batch() throws {
        var stream = LoadStream(seed: 2, people: 10)
        let batch = try JSON.parse(stream.batch(of: 100, at: Self.at))
        #expect(batch["batch"]?.array?.count == 100)
        #expect(batch["sentAt"]?.string == Self.at.iso8601)
        #expect(batch["batch"]?[0]?["messageId"] != batch["batch"]?[99]?["messageId"])
    }

    @Test("a seed gives the same bytes, another seed others; an order's total is the sum of its lines")
    func seeds() throws {
        var (first, again, other) = (
            LoadStream(seed: 3, people: 50), LoadStream(seed: 3, people: 50), LoadStream(seed: 4, people: 50)
        )
        let bytes = first.batch(of: 200, at: Self.at)
        #expect(bytes == again.batch(of: 200, at: Self.at))
        #expect(bytes != other.batch(of: 200, at: Self.at))
        for event in try #require(JSON.parse(bytes)["batch"]?.array) where event["event"] == "Order Completed" {
            let lines = try #require(event["properties"]?["products"]?.array)
            let sum = lines.reduce(Number.zero) { $0 + ($1["price"]?.number ?? .zero) }
            #expect(event["properties"]?["total"]?.number == sum)
        }
    }

    @Test("no two streams name the same order, checkout or message: one order of two people would join them")
    func noSharedOrders() throws {
        var seen: Set<String> = []
        for seed in [1_000, 1_001, 2_000] as [UInt64] {
            var stream = LoadStream(seed: seed, people: 50)
            for event in try #require(JSON.parse(stream.batch(of: 500, at: Self.at))["batch"]?.array) {
                let names = [
                    event["messageId"], event["properties"]?["order_id"], event["properties"]?["checkout_id"],
                ].compactMap { $0?.string }
                for name in names { #expect(seen.insert(name).inserted, "\(name)") }
            }
        }
    }
}
