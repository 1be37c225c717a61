import Conditions
import Testing
import Values

@testable import Engine
@testable import Simulation

@Suite("A bot or a wholesaler among the shoppers")
struct HeavyProfileTests {
    /// Rules as shops write them, each in many variants of windows and amounts, so that no two share what they read.
    private static func rule(_ number: Int) -> String {
        let (kind, step) = (number % 10, number / 10)
        let days = 7 + step * 7
        return switch kind {
        case 0: #"any("Order Completed", last: \#(days) days)"#
        case 1: #"count("Order Completed", last: \#(days) days) >= \#(step + 2)"#
        case 2: #"sum("Order Completed".total, last: \#(days) days) > \#(500 + step * 100)"#
        case 3: #"count("Product Viewed", last: \#(days) days) >= 5 and none("Order Completed", last: \#(days) days)"#
        case 4: #"any("Order Completed" where total > \#(50 + step), last: \#(days) days)"#
        case 5: #"last("Order Completed") < \#(days) days ago"#
        case 6: #"any("Checkout Started", last: \#(days) days) and none("Order Completed", last: \#(days) days)"#
        case 7: #"profile.country == "DE" and count("Product Viewed", last: \#(days) days) > \#(step)"#
        case 8: #"not opened(email, last: \#(days) days)"#
        default: #"average("Order Completed".total, last: \#(days) days) > \#(20 + step)"#
        }
    }

    private static let start = Instant(iso8601: "2026-01-01T00:00:00Z")!
    private static let ana = Identity(.user, "ana")!

    private static func event(_ number: Int, at moment: Instant) -> (name: String, properties: JSONObject) {
        let isOrder = number % 3 == 0
        return (
            isOrder ? "Order Completed" : "Product Viewed",
            isOrder ? ["total": .number(Number(10 + number % 90))] : ["price": .number(Number(number % 40))]
        )
    }

    @Test("one more event of a hundred thousand is stepped through five hundred segments in milliseconds")
    func speed() throws {
        let segments = try (0..<500).map { number in
            Segment(
                id: Int64(number + 1), name: "S\(number)",
                condition: CompiledCondition(try Condition.parse(Self.rule(number))), version: 1)
        }
        let definitions = Definitions(version: 1, flows: [], segments: segments)
        var store = ModelStore()
        var now = Self.start
        var customer: Customer?
        var batches = 0
        func step() throws {
            let leases = store.epochs.map { Lease(range: $0.key, epoch: $0.value) }
            while true {
                let due = store.due(in: Set(BucketRange.all), now: now, limit: 100)
                if due.isEmpty { return }
                var step = BatchStep(leases: leases, now: now, definitions: definitions)
                // Handed over whole, as the program's cache does.
                let batch = try step.run(due, reader: store) { key in
                    guard key == customer?.profile.key else { return nil }
                    defer { customer = nil }
                    return customer
                }
                customer = step.stepped.first { $0.hasTimeline } ?? customer
                try store.apply(batch, now: now)
                batches += 1
            }
        }
        func arrive(_ number: Int) -> IncomingEvent {
            let (name, properties) = Self.event(number, at: now)
            return IncomingEvent(
                identity: Self.ana, call: .track, name: name, occurredAt: now, receivedAt: now, authority: .server,
                isHistorical: false, properties: Array(JSON.object(properties).text.utf8),
                envelope: Envelope(identities: [Self.ana], messageID: "m\(number)"))
        }
        _ = store.append([arrive(0)])
        try step()
        var timeline = Timeline()
        for number in 1...100_000 {
            now = Self.start + .seconds(Int64(number * 100))
            let (name, properties) = Self.event(number, at: now)
            timeline.insert(
                TimelineEvent(name: name, occurredAt: now, order: Int64(1_000 + number), body: .tree(properties)))
        }
        let profile = try #require(customer?.profile)
        customer = Customer(profile: profile, timeline: timeline, definitions: definitions)
        let clock = ContinuousClock()
        var times: [Duration] = []
        for number in 100_001...100_025 {
            now = now + .seconds(100)
            _ = store.append([arrive(number)])
            let time = try clock.measure { try step() }
            times.append(time)
        }
        let members = try #require(customer).profile.watched.values.count(where: \.holds)
        #expect(members > 100, "\(members) segments hold: the rules are asked")
        // The first step settles what everybody is in, and reads the history into columns.
        let rest = times.dropFirst(5)
        let average = rest.reduce(.zero, +) / rest.count
        print("100,000 events, 500 segments: first \(times[0]), then \(average) an event, at most \(rest.max()!)")
        #if DEBUG && !OPTIMIZED
            #expect(average < .milliseconds(500))
        #else
            #expect(average < .milliseconds(5))
        #endif
    }
}
