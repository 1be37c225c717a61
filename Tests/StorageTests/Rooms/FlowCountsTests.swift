import Engine
import Testing
import Values

@testable import Storage

@Suite("Figures of flows")
struct FlowCountsTests {
    private let order = #"{"total":"82.50","revenue":70,"currency":"eur"}"#

    private func figures(_ database: any Database) async throws -> [Int64: StoredFlowFigures] {
        try await database.read { try FlowCounts().figures(in: shop, on: $0) }
    }

    @Test("journeys, messages and goals are counted by flow, each once", arguments: TestDatabase.reachable)
    func counting(kind: TestDatabase) async throws {
        try await kind.open { database in
            let store = Shop(database: database)
            try await store.apply { batch in
                batch.log = [
                    .line(.flowEntered), .line(.flowEntered, of: "bo"), .line(.flowEntered, flow: 2), .line(.exited),
                    .line(.stepTaken), .line(.goalReached, of: "bo", cause: "journey 5"),
                ]
                batch.messages = [.sample(1), .sample(2)]
            }
            try await store.apply({ $0.log = [.line(.flowEntered), .line(.flowEnded, flow: 2)] }, now: noon + .days(2))
            try await store.send([1], at: noon + .seconds(5))
            // Telling an outcome twice counts nothing twice.
            try await store.send([1], at: noon + .seconds(5))
            let all = try await figures(database)
            #expect(all.count == 2 && all[1]?.entered == 3 && all[1]?.left == 2 && all[1]?.underWay == 1)
            #expect(all[1]?.sent == 1 && all[1]?.goalReached == 1 && all[1]?.recovered == RecoveredRevenue())
            #expect(all[2]?.entered == 1 && all[2]?.underWay == 0)
            let second = try await database.read { try FlowCounts().figures(from: noon + .days(1), in: shop, on: $0) }
            #expect(second[1]?.entered == 1 && second[1]?.goalReached == 0)
        }
    }

    @Test("an order after a message is recovered, exactly once, to the cent", arguments: TestDatabase.reachable)
    func recovering(kind: TestDatabase) async throws {
        try await kind.open { database in
            let store = Shop(database: database)
            try await store.apply { batch in
                batch.log = [.line(.flowEntered), .line(.flowEntered, flow: 2), .line(.flowEntered, of: "bo")]
                var other = Message.sample(2)
                other.flow = 2
                batch.messages = [.sample(1), other, .sample(3, to: "bo")]
            }
            try await store.send([1, 2, 3], at: noon + .seconds(10))
            let late = noon + .minutes(5)
            let sequences = try await store.store([
                .sample("Order Completed", message: "o1", at: late, properties: order),
                .sample(of: "bo", "Order Completed", message: "o2", at: noon + .seconds(5), properties: order),
                .sample("Product Viewed", message: "v", at: late),
            ])
            for _ in 0..<2 {
                try await store.apply { batch in
                    batch.log = [
                        .line(.goalReached, cause: "event \(sequences[0])"),
                        .line(.goalReached, flow: 2, cause: "event \(sequences[0])"),
                        // Ordered before the message went out: not its doing.
                        .line(.goalReached, of: "bo", cause: "event \(sequences[1])"),
                        .line(.goalReached, cause: "event \(sequences[2])"),
                        .line(.goalReached, cause: "journey 4"),
                    ]
                }
            }
            let all = try await figures(database)
            for flow in [Int64(1), 2] {
                #expect(all[flow]?.recovered.orders == 1)
                #expect(all[flow]?.recovered.minorUnits == ["EUR": 8250])
            }
            let together = try await database.read { try FlowCounts().recovered(in: shop, on: $0) }
            #expect(together.orders == 1 && together.minorUnits == ["EUR": 8250])
        }
    }

    @Test("amounts keep to their currency's digits", arguments: [("JPY", 0), ("KWD", 3), ("USD", 2), ("", 2)])
    func digits(currency: String, digits: Int) {
        #expect(CurrencyDigits.of(currency) == digits)
    }
}
