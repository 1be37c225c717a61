import Engine
import Foundation
import Hummingbird
import HummingbirdTesting
import Logging
import Runtime
import Storage
import Synchronization
import Testing
import Values

@testable import Console

/// A system on SQLite in a folder of its own, with the router before it.
final class TestConsole: Sendable {
    let system: CartwheelSystem
    let serverKey: String
    let browserKey: String
    private let folder: String

    static let password = "correct horse battery"
    /// Hashed once for all tests.
    static let passwordHash = (try? Vault.hash(password: password)) ?? ""

    private init(isDemo: Bool, publicURL: String?, withSegments: Bool) async throws {
        folder = NSTemporaryDirectory() + "cartwheel-console-" + UUID().uuidString
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        system = try CartwheelSystem(
            Configuration(dataFolder: folder, publicURL: publicURL, isDemo: isDemo), logger: logger, environment: [:])
        let start = try await system.prepareFirstStart(flowsLive: true, withSegments: withSegments)
        serverKey = start?.serverKey ?? ""
        browserKey = start?.browserKey ?? ""
        try await system.start()
    }

    /// Runs a test against the router, without a socket unless `way` says so.
    ///
    /// - Parameter withSegments: whether the ready segments are there, as after a real first start; each event costs more.
    static func run(
        isDemo: Bool = false, publicURL: String? = nil, withSegments: Bool = false,
        limits: ConsoleLimits = .short, over way: TestingSetup = .router,
        _ test: @Sendable (TestConsole, Browser) async throws -> Void
    ) async throws {
        let console = try await TestConsole(isDemo: isDemo, publicURL: publicURL, withSegments: withSegments)
        let server = ConsoleServer(system: console.system, limits: limits)
        let application = Application(router: server.router(), logger: console.system.logger)
        do {
            try await application.test(way) { client in
                try await test(console, Browser(client: client, system: console.system))
            }
        } catch {
            await console.system.stop()
            throw error
        }
        await console.system.stop()
        try? FileManager.default.removeItem(atPath: console.folder)
    }

    /// Waits until nothing is due and every message that may go has gone.
    func settle() async throws {
        for _ in 0..<1_000 {
            let waiting = try await system.database.read { [system] connection in
                let now = system.clock.now()
                let work = try WorkStore().depth(now: now, on: connection)
                let counts = try MessageList().counts(since: .distantPast, in: system.scope, on: connection).counts
                return work + (counts[.ready] ?? 0) + (counts[.sending] ?? 0)
            }
            if waiting == 0 { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        Issue.record("the work was not done within ten seconds")
    }

    /// An order, its confirmation sent to the outbox.
    /// - Returns: the message's number.
    func messageSent(_ browser: Browser, email: String = "ana@moreau.example") async throws -> Int64 {
        let body: JSON = [
            "userId": .string("user " + email), "event": "Order Completed", "messageId": .string(UUID().uuidString),
            "properties": [
                "order_id": .string(UUID().uuidString), "total": 82.5, "currency": "EUR",
                "products": [["name": "Linen apron", "price": 82.5, "quantity": 1]],
            ],
            "context": ["traits": ["email": .string(email), "name": "Ana Moreau"]],
        ]
        let identify: JSON = [
            "userId": .string("user " + email), "traits": ["email": .string(email), "name": "Ana Moreau"],
        ]
        #expect(try await browser.send(identify, to: "identify", key: serverKey).status == .ok)
        #expect(try await browser.send(body, to: "track", key: serverKey).status == .ok)
        try await settle()
        let messages = try await system.database.read { [system] in
            try MessageList().page(MessageFilter(addressPrefix: email), limit: 1, in: system.scope, on: $0).rows
        }
        return try #require(messages.first).id
    }

    /// Makes a flow live that confirms an order with a message of one link, instead of the one that came along.
    func installFlowWithLink(to target: String) async throws {
        _ = try await system.flows.install(
            """
            flow: order-confirmation
            name: Order confirmation
            purpose: transactional
            trigger: Order Completed
            while under way: another
            steps:
              - send: email
                id: confirmation
                subject: Your order
                body: <p>Hello, <a href="\(target)">your order</a></p>
            """, author: "test", live: true)
    }
}

extension JSON: @retroactive ExpressibleByFloatLiteral {
    public init(floatLiteral value: Double) { self = .number(Number(value)) }
}

extension ConsoleLimits {
    /// A stream ends after its first figures.
    static var short: ConsoleLimits {
        var limits = ConsoleLimits()
        limits.streamLength = .zero
        limits.streamInterval = TimeSpan(milliseconds: 1)
        return limits
    }
}
