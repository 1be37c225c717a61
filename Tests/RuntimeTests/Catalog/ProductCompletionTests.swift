import Engine
import Foundation
import Logging
import Storage
import Testing
import Values

@testable import Runtime

/// Segments ask by category and brand, whatever the store's plugin sends.
@Suite("Events about products that the catalog knows", .serialized)
struct ProductCompletionTests {
    private let folder = FileManager.default.temporaryDirectory.path + "/completion-\(UUID().uuidString)"

    private func withSystem(_ body: (CartwheelSystem) async throws -> Void) async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let system = try CartwheelSystem(Configuration(dataFolder: folder), logger: logger, environment: [:])
        try await system.start()
        try await body(system)
        await system.stop()
    }

    private func feed(_ text: String, _ system: CartwheelSystem) async throws {
        _ = try await system.catalog.apply(try CatalogItemReader.items(JSON.parse(text)))
    }

    private func views(of name: String, _ system: CartwheelSystem) async throws -> [String] {
        let shown = try await system.perform(.showProfile, ["who": .string(name)])
        return (shown["events"]?.array ?? []).filter { $0["event"]?.string == "Product Viewed" }
            .compactMap { $0["properties"]?.text }
    }

    @Test("a view that names the product alone counts for its category, from the next feed on for the new one")
    func interest() async throws {
        try await withSystem { system in
            _ = try await system.perform(
                .watch, ["name": "Kitchen", "condition": #"interest(category: "Kitchen", last: 30 days) >= 1"#])
            _ = try await system.perform(
                .watch, ["name": "On sale", "condition": #"interest(category: "Sale", last: 30 days) >= 1"#])
            try await system.did("before", "Product Viewed", ["product_id": "p1"])
            try await feed(
                #"{"product_id": "p1", "title": "A cup", "categories": ["Kitchen", "Sale"], "brand": "Juniper"}"#,
                system)
            try await system.did("ana", "Product Viewed", ["product_id": "p1"])
            #expect(
                try await views(of: "ana", system)
                    == [#"{"product_id":"p1","category":"Kitchen","brand":"Juniper","categories":["Kitchen","Sale"]}"#]
            )
            #expect(try await views(of: "before", system) == [#"{"product_id":"p1"}"#])
            try await feed(#"{"product_id": "p1", "categories": ["Garden"]}"#, system)
            try await system.did("bo", "Product Viewed", ["product_id": "p1"])
            #expect(
                try await views(of: "bo", system) == [#"{"product_id":"p1","category":"Garden","brand":"Juniper"}"#])
            let isMember = try await eventually {
                let ana = try await system.perform(.showProfile, ["who": "ana"])
                return ana.text.contains(#""Kitchen""#) && ana.text.contains(#""On sale""#)
            }
            #expect(isMember)
            let bo = try await system.perform(.showProfile, ["who": "bo"])
            #expect(!bo.text.contains("Segment Entered"))
        }
    }

    @Test("a product that only events have named completes none: anybody may send them")
    func untrusted() async throws {
        try await withSystem { system in
            try await feed(#"{"product_id": "other", "title": "Another"}"#, system)
            try await system.did("eve", "Product Viewed", ["product_id": "p1", "category": "Free", "brand": "Fake"])
            try await system.catalog.learn()
            try await system.did("ana", "Product Viewed", ["product_id": "p1"])
            #expect(try await views(of: "ana", system) == [#"{"product_id":"p1"}"#])
        }
    }
}
