import Conditions
import Engine
import Storage
import Testing
import Values

@testable import Runtime

@Suite("Segments by amounts in several currencies, and by ranks of a young store")
struct SegmentMoneyTests {
    private static func event(
        _ name: String, of who: String, daysAgo: Int64 = 0, properties: String = "{}", id: String
    ) throws -> IncomingEvent {
        let now = SystemClock.real.now()
        let identity = try #require(Identity(.user, who))
        return IncomingEvent(
            identity: identity, call: .track, name: name, occurredAt: now - .days(daysAgo), receivedAt: now,
            authority: .server, isHistorical: daysAgo > 0, properties: Array(properties.utf8),
            envelope: Envelope(identities: [identity], messageID: id))
    }

    @Test("amounts without a currency are worth a warning where the store sells in several, and only there")
    func currencyWarnings() async throws {
        try await withSystem { system in
            let rule = #"sum("Order Completed".total) > 500"#
            for (number, currency) in ["EUR", "eur", "JPY"].enumerated() {
                #expect(
                    try await system.segments.warnings(Condition.parse(rule)).allSatisfy { !$0.contains("currencies") })
                let order = #"{"order_id":"\#(number)","total":9,"currency":"\#(currency)"}"#
                let event = try Self.event("Order Completed", of: "p\(number)", properties: order, id: "m\(number)")
                _ = await system.intake.store(source: "test", events: [event], rejected: [])
                #expect(try await eventually { try await Rooms(system).customers().total == number + 1 })
            }
            let warning = try #require(try await system.segments.warnings(Condition.parse(rule)).first)
            #expect(warning.contains("(EUR, JPY)") && warning.contains("such as 500 EUR"), "\(warning)")
            for rule in [#"sum("Order Completed".total) > 500 EUR"#, #"count("Order Completed") > 5"#] {
                #expect(try await system.segments.warnings(Condition.parse(rule)).isEmpty)
            }
            try await system.segments.create([SegmentDraft(name: "Raw", text: rule)], author: "test")
            #expect(try await system.segments.show("Raw").warnings == [warning])
        }
    }

    @Test("yen count for what they are worth: 60,000 of them make no VIP of a store in euros")
    func severalCurrencies() async throws {
        try await withSystem { system in
            _ = try await system.perform(.setSettings, ["currency": "EUR"])
            let amounts = [
                ("yen", 60_000, "JPY"), ("euros", 1_200, "EUR"), ("both", 150_000, "JPY"), ("both", 200, "EUR"),
            ]
            let orders = try amounts.enumerated().map { number, order in
                let properties = #"{"order_id":"\#(number)","total":\#(order.1),"currency":"\#(order.2)"}"#
                return try Self.event("Order Completed", of: order.0, properties: properties, id: "m\(number)")
            }
            _ = await system.intake.store(source: "test", events: orders, rejected: [])
            #expect(try await eventually { try await Rooms(system).customers().total == 3 })
            try await system.segments.install(["vip"], author: "test")
            #expect(try await eventually { try await system.segments.count(of: "VIP") == 2 })
            #expect(try await eventually { try await system.segments.find("VIP").state == .live })
            let yen = try #require(try await system.profile(of: "yen"))
            #expect(try await !system.segments.explain("VIP", for: yen).isMember)
        }
    }

    @Test("a young store's ranks are measured again as soon as there is something to measure; later each night")
    func youngRanks() async throws {
        try await withSystem { system in
            try await system.segments.install(["big-baskets", "rfm-lost"], author: "test")
            let empty = try await system.ranks.refresh()
            #expect(empty.rfm == nil && empty.thresholds.isEmpty)
            _ = await system.intake.store(
                source: "test",
                events: [
                    try Self.event(
                        "Order Completed", of: "ana", properties: #"{"order_id":"1","total":50}"#, id: "m")
                ], rejected: [])
            #expect(try await eventually { try await Rooms(system).customers().total == 1 })
            try await system.ranks.refreshIfDue()
            #expect(try await system.segments.show("Big baskets").measures?.snapshot == empty.number)
            let later = system.clock.now() + .minutes(2)
            try await system.ranks.refreshIfDue(at: later)
            let measures = try #require(try await system.segments.show("Big baskets").measures)
            #expect(measures.snapshot > empty.number && measures.ranks.first?.threshold == Number(50))
            #expect(try await system.segments.show("RFM: lost").measures?.edges != nil)
            try await system.ranks.refreshIfDue(at: later + .minutes(2))
            #expect(try await system.segments.show("Big baskets").measures?.snapshot == measures.snapshot)
        }
    }
}
