import Foundation
import Testing
import Values

extension ProgramTests.PeerTests {
    @Test("the stock Segment client for Python sends through the server unmodified", .needsPython)
    func stockClient() async throws {
        let server = try await RunningServer()
        let folder = try TemporaryFolder()
        let client = try Peers.start(Self.script, [server.url, server.serverKey], in: folder)
        #expect(try await client.end(within: .seconds(60)) == .exited(0), "\(folder.text("err"))")
        #expect(folder.text("out").trimmingCharacters(in: .whitespacesAndNewlines) == "errors: 0")
        /// What came of it in the ready segments stands in the history too.
        @Sendable func sent(_ shown: JSON) -> [String] {
            (shown["events"]?.array ?? []).compactMap { $0["event"]?.string }.filter { !$0.hasPrefix("Segment ") }
        }
        var shown: JSON = .null
        _ = await eventually(within: .seconds(20), every: .milliseconds(200)) {
            shown = (try? await server.command("profiles", "show", "ana@example.com")) ?? .null
            return sent(shown).count >= 6
        }
        #expect(Set(sent(shown)) == ["identify", "Order Completed", "page", "screen", "group", "alias"])
        let identities = (shown["profile"]?["identities"]?.array ?? []).compactMap { $0["value"]?.string }
        #expect(Set(identities).isSuperset(of: ["ana", "ana@example.com"]), "\(identities)")
        #expect(shown["profile"]?["properties"]?["plan"]?["value"]?.string == "gold")
        let order = shown["events"]?.array?.first { $0["event"]?.string == "Order Completed" }
        #expect(order?["properties"]?["total"]?.number == Number(literal: "19.90"))
        #expect(try Books(sqlite: server.folder).rejected().isEmpty)
    }

    private static let script = """
        import sys
        import segment.analytics as analytics
        failed = []
        analytics.host = sys.argv[1]
        analytics.write_key = sys.argv[2]
        analytics.on_error = lambda error, items: failed.append(error)
        analytics.identify("ana", {"email": "ana@example.com", "plan": "gold"})
        analytics.track("ana", "Order Completed", {"order_id": "o1", "total": 19.90, "currency": "EUR"})
        analytics.page("ana", "Shop", "Home", {"url": "https://shop.example/"})
        analytics.screen("ana", "Shop", "Cart", {"items": 1})
        analytics.group("ana", "acme", {"name": "Acme"})
        analytics.alias("laptop-of-ana", "ana")
        analytics.flush()
        analytics.shutdown()
        print("errors:", len(failed), *failed)
        """
}
