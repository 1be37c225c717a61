import Hummingbird
import Logging
import NIOCore
import Pages
import Runtime
import ServiceLifecycle

/// The HTTP server: track API, tracking links, console.
public struct ConsoleServer: Sendable {
    let system: CartwheelSystem
    let limits: ConsoleLimits

    public init(system: CartwheelSystem, limits: ConsoleLimits = ConsoleLimits()) {
        self.system = system
        self.limits = limits
    }

    /// Serves until the process is told to stop (SIGTERM, SIGINT), then lets the system finish what it has taken on.
    ///
    /// - Parameter ready: called once with the port that is listened on.
    public func run(ready: @escaping @Sendable (Int) async -> Void) async throws {
        let application = Application(
            router: router(),
            server: .http1(configuration: .init(idleTimeout: .seconds(limits.idleSeconds))),
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
    public func router() -> Router<ConsoleContext> {
        let parts = ConsoleParts(system: system, limits: limits)
        // HEAD is answered like GET; where GET counts something, the route says for itself what HEAD does.
        let router = Router(context: ConsoleContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: ErrorPages(parts: parts))
        TrackRoutes(system: system).add(to: router)
        CatalogAPIRoutes(track: TrackRoutes(system: system)).add(to: router)
        FlowAPIRoutes(track: TrackRoutes(system: system)).add(to: router)
        AdminRoutes(system: system).add(to: router)
        ServerRoutes(system: system).add(to: router)
        TrackingRoutes(parts: parts).add(to: router)
        HealthRoutes(parts: parts).add(to: router)
        AssetRoutes().add(to: router)
        router.get("/") { _, _ in Response.onward(to: Route.overview) }
        let console = router.group("console").add(middleware: Doorkeeper(parts: parts))
        AccountRoutes(parts: parts).add(to: console)
        PasswordRoutes(parts: parts).add(to: console)
        let rooms = console.group().add(middleware: SignedIn(parts: parts))
        ColleagueRoutes(parts: parts).add(to: rooms)
        OverviewRoutes(parts: parts).add(to: rooms)
        CustomerRoutes(parts: parts).add(to: rooms)
        HeldRoutes(parts: parts).add(to: rooms)
        MessageRoutes(parts: parts).add(to: rooms)
        TaskRoutes(parts: parts).add(to: rooms)
        CouponRoutes(parts: parts).add(to: rooms)
        ProductRoutes(parts: parts).add(to: rooms)
        JourneyRoutes(parts: parts).add(to: rooms)
        FlowPublishRoutes(parts: parts).add(to: rooms)
        FlowStartRoutes(parts: parts).add(to: rooms)
        FlowCallRoutes(parts: parts).add(to: rooms)
        BacktestRoutes(parts: parts).add(to: rooms)
        FlowScenarioRoutes(parts: parts).add(to: rooms)
        NewFlowRoutes(parts: parts).add(to: rooms)
        FlowEditorRoutes(parts: parts).add(to: rooms)
        FlowRoutes(parts: parts).add(to: rooms)
        LabelRoutes(parts: parts).add(to: rooms)
        StandingRoutes(parts: parts).add(to: rooms)
        ConditionRoutes(parts: parts).add(to: rooms)
        SegmentEditorRoutes(parts: parts).add(to: rooms)
        ReadySegmentRoutes(parts: parts).add(to: rooms)
        SegmentRoutes(parts: parts).add(to: rooms)
        RejectedRoutes(parts: parts).add(to: rooms)
        JoinRoutes(parts: parts).add(to: rooms)
        QualityRoutes(parts: parts).add(to: rooms)
        SettingsRoutes(parts: parts).add(to: rooms)
        return router
    }
}

/// Runs the system beside the server; it stops after the server has answered its last request.
private struct SystemService: Service {
    let system: CartwheelSystem

    func run() async throws {
        try await system.start()
        try? await gracefulShutdown()
        await system.stop()
    }
}
