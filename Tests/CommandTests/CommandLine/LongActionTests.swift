import Hummingbird
import Logging
import NIOCore
import Runtime
import Testing
import Values

@testable import cartwheel

@Suite("Commands that a running server performs")
struct LongActionTests {
    private static let work = Duration.seconds(2)
    private static let patience = Duration.milliseconds(300)

    /// A server whose work takes two seconds, and which says after a pause that it lives.
    private func withServer(livesAfter pause: Duration, _ body: (ServerAddress) async throws -> Void) async throws {
        let router = Router()
        router.get("health") { _, _ in
            try await Task.sleep(for: pause)
            return "{}"
        }
        router.post("admin/:action") { _, _ in
            try await Task.sleep(for: LongActionTests.work)
            return #"{"result": {"rows": 3}}"#
        }
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        let application = Application(
            router: router, configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { channel in
                port.yield(channel.localAddress?.port ?? 0)
                port.finish()
            }, logger: logger)
        let running = Task { try await application.run() }
        defer { running.cancel() }
        for await number in ports { try await body(ServerAddress(url: "http://127.0.0.1:\(number)", token: "secret")) }
    }

    @Test("work that takes much longer than a server may be silent is waited for, as long as the server lives")
    func waits() async throws {
        try await withServer(livesAfter: .zero) { server in
            let made = try await server.perform(.backUp, [:], patience: LongActionTests.patience)
            #expect(made["rows"]?.number?.integer == 3)
        }
    }

    @Test("a server that no longer says that it lives is given up, and the command says so")
    func givesUp() async throws {
        try await withServer(livesAfter: .seconds(60)) { server in
            let begun = ContinuousClock.now
            let error = await #expect(throws: AdminError.self) {
                try await server.perform(.backUp, [:], patience: LongActionTests.patience)
            }
            #expect(error?.description.contains("does not answer at \(server.url)") == true)
            #expect(ContinuousClock.now - begun < LongActionTests.work)
        }
    }

    @Test("where nobody listens the command fails, and says whom it asked")
    func nobody() async throws {
        let port = try FreePort.find()
        let server = ServerAddress(url: "http://127.0.0.1:\(port)", token: "secret")
        let error = await #expect(throws: AdminError.self) {
            try await server.perform(.backUp, [:], patience: LongActionTests.patience)
        }
        #expect(error?.description.contains("does not answer at \(server.url)") == true)
        #expect(await !server.isAlive)
    }
}
