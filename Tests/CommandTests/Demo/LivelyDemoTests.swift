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

    /// A demo that runs on a port of its own.
    private struct Demo {
        let folder: TemporaryFolder
        let process: Child
        let client: TrackClient

        var log: String { String(folder.text("log").suffix(500)) }

        /// Opens it; a visitor's first minute begins when this returns.
        static func open(_ options: String...) async throws -> Demo {
            let folder = try TemporaryFolder()
            let port = try FreePort.find()
            let process = try Child(
                Program.path, ["demo", "--data", folder.file("shop"), "--port", String(port)] + options,
                environment: Program.environment, output: folder.file("out"), errors: folder.file("log"))
            let client = TrackClient(url: "http://127.0.0.1:\(port)", key: nil)
            let isOpen = await eventually(within: .seconds(30)) { (try? await client.get("/health").status) == 200 }
            try #require(isOpen, "\(folder.text("log"))")
            return Demo(folder: folder, process: process, client: client)
        }

        func close() async throws {
            process.send(SIGTERM)
            #expect(try await process.end(within: .seconds(20)) == .exited(0), "\(log)")
        }
    }

    /// Looks once a second until all of these are more than nothing.
    private func moves(_ names: [String], in demo: Demo, within limit: Duration) async throws -> [String: Int] {
        var last: [String: Int] = [:]
        var fallen: [String] = []
        let isLively = await eventually(within: limit, every: .seconds(1)) {
            guard let next = try? await figures(demo.client) else { return false }
            fallen += names.filter { next[$0, default: 0] < last[$0, default: 0] }
            last = next
            return names.allSatisfy { next[$0, default: 0] > 0 }
        }
        #expect(isLively, "\(names.map { "\($0) \(last[$0, default: 0])" }) \(demo.log)")
        #expect(fallen == [], "a figure of the day went down")
        return last
    }

    @Test(
        "at its own speed, carts are abandoned and messages go out within a visitor's first minute",
        .timeLimit(.minutes(2)))
    func firstMinute() async throws {
        let demo = try await Demo.open()
        _ = try await moves(["events-today", "carts-abandoned", "messages-sent"], in: demo, within: .seconds(60))
        try await demo.close()
    }

    /// Shoppers come so often that a minute and a half shows what a visitor of some minutes sees: of a few messages about
    /// carts, whether one leads to an order is chance.
    @Test(
        "seven times as busy, orders are recovered too within a minute and a half, and the overview's figures grow",
        .timeLimit(.minutes(3)))
    func lively() async throws {
        let demo = try await Demo.open("--rate", "2000")
        let moving = ["events-today", "carts-abandoned", "messages-sent", "orders-recovered"]
        let seen = try await moves(moving, in: demo, within: .seconds(90))
        let growsOn = await eventually(within: .seconds(20), every: .seconds(1)) {
            guard let next = try? await figures(demo.client) else { return false }
            return ["events-today", "messages-sent"].allSatisfy { next[$0, default: 0] > seen[$0, default: 0] }
        }
        #expect(growsOn, "\(seen)")
        try await demo.close()
    }
}
