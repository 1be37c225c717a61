import Engine
import Foundation
import Logging
import ReadyFlows
import Storage
import Testing
import Values

@testable import Runtime

/// From a catalog that is imported to a message in the outbox, by way of a person who asked.
@Suite("A product that is back", .serialized)
struct BackInStockTests {
    private let folder = FileManager.default.temporaryDirectory.path + "/catalog-\(UUID().uuidString)"

    private func start() async throws -> CartwheelSystem {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let system = try CartwheelSystem(Configuration(dataFolder: folder), logger: logger, environment: [:])
        try await system.start()
        return system
    }

    /// Nothing is held for the night.
    private static let settings: JSON = [
        "shop_name": "Juniper", "currency": "EUR", "postal_address": "Mill Lane 1, Bath", "marketing_opens_at": 0,
        "marketing_closes_at": 1440,
    ]

    private func install(_ slug: String, _ system: CartwheelSystem) async throws {
        let ready = try #require(ReadyFlows.named(slug))
        _ = try await system.flows.install(ready.text, author: "test", live: true)
    }

    private func feed(_ text: String, _ system: CartwheelSystem) async throws -> CatalogOutcome {
        try await system.catalog.apply(try CatalogItemReader.items(JSON.parse(text)))
    }

    private func messages(_ system: CartwheelSystem) async throws -> [String] {
        try await system.perform(.listMessages, [:]).array?.map {
            "\($0["to"]?.string ?? "") \($0["step"]?.string ?? "") \($0["state"]?.string ?? "") \($0["reason"]?.string ?? "")"
        } ?? []
    }

    private func settle(_ system: CartwheelSystem) async throws {
        try await Task.sleep(for: .milliseconds(1_500))
        #expect(try await eventually { try await system.perform(.status, [:])["work_due"]?.number?.integer == 0 })
    }

    @Test("whoever asked is told exactly once, also when the catalog is sent again and after a restart")
    func exactlyOnce() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var system = try await start()
        _ = try await system.perform(.setSettings, Self.settings)
        try await install("back-in-stock", system)
        let full = #"{"product_id": "p1", "title": "A cup", "sku": "C-1", "price": "12.50", "stock": 0}"#
        #expect(try await feed(full, system).changed == 1)
        let consents: JSON = ["email": ["status": "granted", "source": "test"]]
        for name in ["ana", "bo"] {
            try await system.arrive(name, ["email": .string("\(name)@example.com"), "consents": consents])
        }
        try await system.did("ana", CatalogEvent.request, ["product_id": "p1"])
        let back = #"{"product_id": "p1", "title": "A cup", "sku": "C-1", "price": "12.50", "stock": 7}"#
        let outcome = try await feed(back, system)
        #expect(outcome.changed == 1 && outcome.told > 0)
        #expect(
            try await eventually { try await messages(system).map { $0.prefix(25) } == ["ana@example.com back sent"] })
        // The same catalog again, and after a restart.
        #expect(try await feed(back, system).told == 0)
        await system.stop()
        system = try await start()
        #expect(try await feed(back, system).told == 0)
        try await settle(system)
        #expect(try await messages(system).count == 1)
        // Sold out and back again: whoever was told waits no longer.
        _ = try await feed(full, system)
        _ = try await feed(back, system)
        try await settle(system)
        #expect(try await messages(system).count == 1)
        let subjects = try await system.perform(.listMessages, [:])
        #expect(subjects[0]?["subject"]?.string == "A cup is back")
        let history = try await system.perform(.showProfile, ["who": "ana"])
        let events = (history["events"]?.array ?? []).filter { $0["event"]?.string == "Back in Stock" }
        #expect(events.count == 1 && events[0]["properties"]?["price"]?.text == "12.50")
        await system.stop()
    }

    @Test(
        "a price that fell by a tenth reaches who looked at it, and stock that falls to its line starts the staff's flow"
    )
    func priceAndStock() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let system = try await start()
        _ = try await system.perform(.setSettings, Self.settings)
        try await install("price-drop", system)
        try await install("low-stock", system)
        _ = try await feed(#"{"product_id": "p1", "title": "A cup", "price": 20, "stock": 30}"#, system)
        let consents: JSON = ["email": ["status": "granted", "source": "test"]]
        try await system.arrive("ana", ["email": "ana@example.com", "consents": consents])
        try await system.did("ana", "Product Viewed", ["product_id": "p1"])
        _ = try await feed(#"{"product_id": "p1", "price": "19.50", "stock": 4}"#, system)
        try await settle(system)
        #expect(try await messages(system).isEmpty, "two and a half percent are no news")
        _ = try await feed(#"{"product_id": "p1", "price": 15}"#, system)
        #expect(
            try await eventually { try await messages(system).map { $0.prefix(26) } == ["ana@example.com lower sent"] })
        let shop = try await system.perform(.showProfile, ["who": "shop"])
        let events = (shop["events"]?.array ?? []).compactMap { $0["event"]?.string }
        #expect(events.sorted() == ["Inventory Changed", "Low Stock"])
        let shownLog = (shop["log"]?.array ?? []).compactMap { $0["text"]?.string }
        #expect(shownLog.contains { $0.hasPrefix("Entered “Low stock”") }, "\(shownLog)")
        await system.stop()
    }
}

extension CartwheelSystem {
    /// Somebody did something, as a server tells.
    func did(_ name: String, _ event: String, _ properties: JSONObject) async throws {
        let now = clock.now()
        let identity = try #require(Identity(.user, name))
        let incoming = IncomingEvent(
            identity: identity, call: .track, name: event, occurredAt: now, receivedAt: now, authority: .server,
            properties: Array(JSON.object(properties).text.utf8),
            envelope: Envelope(identities: [identity], messageID: "\(name)-\(event)-\(now.milliseconds)"))
        _ = await intake.store(source: "test", events: [incoming], rejected: [])
        #expect(try await eventually { try await self.perform(.status, [:])["work_due"]?.number?.integer == 0 })
    }
}
