import Hummingbird
import Logging
import NIOCore
import Runtime
import ServiceLifecycle

/// The HTTP server: track API, tracking links, console.
public struct ConsoleServer: Sendable {
    let system: CartwheelSystem

    public init(system: CartwheelSystem) { self.system = system }

    /// Serves until the process is told to stop (SIGTERM, SIGINT), then lets the system finish what it has taken on.
    ///
    /// - Parameter ready: called once with the port that is listened on.
    public func run(ready: @escaping @Sendable (Int) async -> Void) async throws {
        let application = Application(
            router: router(),
            configuration: ApplicationConfiguration(
                address: .hostname(system.configuration.host, port: system.configuration.port),
                serverName: "cartwheel"),
            onServerRunning: { channel in await ready(channel.localAddress?.port ?? system.configuration.port) },
            logger: system.logger)
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [
                    .init(service: SystemService(system: system)),
                    .init(service: application),
                ], gracefulShutdownSignals: [.sigterm, .sigint], logger: system.logger))
        try await group.run()
    }

    /// Every route of the server; tests call it without a socket.
    public func router() -> Router<BasicRequestContext> {
        let router = Router(context: BasicRequestContext.self)
        TrackRoutes(system: system).add(to: router)
        AdminRoutes(system: system).add(to: router)
        router.get("health") { _, _ in Response(["status": "ok"]) }
        return router
    }
}

/// Runs the system beside the server; it stops after the server has answered its last request.
private struct SystemService: Service {
    let system: CartwheelSystem

    func run() async throws {
        await system.start()
        try? await gracefulShutdown()
        await system.stop()
    }
}
