import Foundation
import Testing

extension ProgramTests {
    @Suite("The demo")
    struct DemoTests {}
}

extension ProgramTests.DemoTests {
    /// The overview's figures by their names, as a browser that comes by is shown them.
    private func figures(_ client: TrackClient) async throws -> [String: Int] {
        let page = try await client.get("/console").text
        let found = page.matches(of: /data-live="([a-z-]+)">([0-9,.\u{202F}]+)</).map { match in
            (String(match.output.1), Int(match.output.2.filter(\.isNumber)) ?? 0)
        }
        return Dictionary(found) { first, _ in first }
    }

    /// Shoppers come so often that half a minute shows what a visitor of minutes sees.
    private static let eventsPerMinute = "2000"
    private static let moving = ["events-today", "carts-abandoned", "messages-sent", "orders-recovered"]

    @Test(
        "carts are abandoned, messages go out and orders are recovered within the first minute, and the overview's figures grow",
        .timeLimit(.minutes(3)))
    func lively() async throws {
        let folder = try TemporaryFolder()
        let port = try FreePort.find()
        let client = TrackClient(url: "http://127.0.0.1:\(port)", key: nil)
        let demo = try Child(
            Program.path,
            ["demo", "--data", folder.file("shop"), "--port", String(port), "--rate", Self.eventsPerMinute],
            environment: Program.environment, output: folder.file("out"), errors: folder.file("log"))
        let isOpen = await eventually(within: .seconds(30)) { (try? await client.get("/health").status) == 200 }
        try #require(isOpen, "\(folder.text("log"))")
        var last: [String: Int] = [:]
        var fallen: [String] = []
        let isLively = await eventually(within: .seconds(90), every: .seconds(1)) {
            guard let next = try? await figures(client) else { return false }
            fallen += Self.moving.filter { next[$0, default: 0] < last[$0, default: 0] }
            last = next
            return Self.moving.allSatisfy { next[$0, default: 0] > 0 }
        }
        #expect(isLively, "\(Self.moving.map { "\($0) \(last[$0, default: 0])" }) \(folder.text("log").suffix(500))")
        #expect(fallen == [], "a figure of the day went down")
        let seen = last
        let growsOn = await eventually(within: .seconds(20), every: .seconds(1)) {
            guard let next = try? await figures(client) else { return false }
            return ["events-today", "messages-sent"].allSatisfy { next[$0, default: 0] > seen[$0, default: 0] }
        }
        #expect(growsOn, "\(seen)")
        demo.send(SIGTERM)
        #expect(try await demo.end(within: .seconds(20)) == .exited(0), "\(folder.text("log").suffix(500))")
    }
}
