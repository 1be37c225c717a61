import Channels
import Engine
import Foundation
import Logging
import Storage
import Synchronization
import Values

/// The running system: its parts, wired; what pages, API and command line call.
public final class CartwheelSystem: Sendable {
    public let configuration: Configuration
    public let clock: SystemClock
    public let logger: Logger
    public let database: any Database
    public let scope: WorkspaceScope
    public let masterKey: MasterKey
    public let definitions: DefinitionsService
    public let keys: KeyRing
    public let intake: IntakeService
    public let refusals: RefusalService
    public let engine: EngineService
    public let delivery: DeliveryService
    public let effects: EffectService
    public let bulk: BulkService
    public let catalog: CatalogService
    public let audiences: AudienceService
    public let tasks: TaskService
    public let secrets: SecretService
    public let webhookSecrets: WebhookSecrets
    public let tracking: TrackingService
    public let trackingLinks: TrackingLinks
    public let flows: FlowService
    public let backtests: BacktestService
    public let testMessages: TestMessages
    public let segments: SegmentService
    public let lists: ListService
    public let ranks: RankService
    public let activity: ActivityFeed
    public let customers: CustomerStore
    public let startedAt: Instant
    /// Of what servers on one database say to each other.
    public let seal: ServerSeal
    private let servers: ServerCalls
    let erasure: ErasureService
    let intakeStore: IntakeStore
    let previews: PreviewService
    let longWork = LongWork()
    private let keeping: KeepingService
    private let providers: MailProviders
    private let webhooks: HTTPWebhookTransport
    private let admin = Mutex<String?>(nil)

    /// Opens the database, brings its schema up to date and wires everything; nothing runs yet.
    public init(
        _ configuration: Configuration, clock: SystemClock = .real, logger: Logger,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws {
        let ground = try SystemGround(configuration, clock: clock, logger: logger, environment: environment)
        let stepping = SystemStepping(ground)
        let sending = try SystemSending(ground, nudge: stepping.nudge)
        let campaigns = SystemCampaigns(ground, stepping, sending)
        let (database, scope, definitions, nudge) = (
            ground.database, ground.scope, ground.definitions, stepping.nudge
        )
        self.configuration = configuration
        self.clock = clock
        self.logger = logger
        startedAt = ground.startedAt
        self.scope = scope
        masterKey = ground.masterKey
        self.database = database
        self.definitions = definitions
        customers = ground.customers
        (intakeStore, erasure) = (ground.intakeStore, ground.erasure)
        keeping = KeepingService(database: database, erasure: ground.erasure, clock: clock, logger: logger)
        keys = KeyRing(database: database, clock: clock)
        activity = ActivityFeed()
        (engine, previews) = (stepping.engine, stepping.previews)
        (seal, servers) = (stepping.seal, stepping.servers)
        (delivery, effects, providers) = (sending.delivery, sending.effects, sending.providers)
        (secrets, webhookSecrets, webhooks) = (sending.secrets, sending.webhookSecrets, sending.webhooks)
        trackingLinks = sending.trackingLinks
        audiences = AudienceService(database: database, scope: scope, secrets: sending.secrets)
        tasks = TaskService(database: database, scope: scope, clock: clock)
        bulk = BulkService(
            database: database, definitions: definitions, scope: scope, clock: clock, logger: logger,
            nudgeEngine: nudge)
        let products = ProductCompletion(database: database, scope: scope, clock: clock, logger: logger)
        catalog = CatalogService(
            database: database, definitions: definitions, intake: ground.intakeStore, products: products,
            scope: scope, clock: clock, logger: logger, nudgeEngine: nudge)
        let intake = IntakeService(
            database: database, store: ground.intakeStore, scope: scope, clock: clock, logger: logger,
            erasure: ground.erasure, pressure: stepping.pressure, products: products
        ) { _ in nudge() }
        self.intake = intake
        refusals = RefusalService(intake: intake, clock: clock)
        tracking = TrackingService(
            database: database, keys: sending.trackingKeys, scope: scope, clock: clock, definitions: definitions,
            nudge: nudge)
        (flows, backtests, testMessages) = (campaigns.flows, campaigns.backtests, campaigns.testMessages)
        (segments, lists, ranks) = (campaigns.segments, campaigns.lists, campaigns.ranks)
    }

    /// - Throws: where the database holds half a restore, or cannot be read.
    public func start() async throws {
        let isHalfRestored = try await database.read { try Backup().isHalfRestored(on: $0) }
        guard !isHalfRestored else {
            throw StartupError("a restore was cut short: run cartwheel restore again with the same file")
        }
        try await erasure.load()
        await engine.listen { [delivery, effects, activity, previews] news in
            switch news {
            case .leases(let leases):
                previews.hold(leases)
                Task { await delivery.hold(leases) }
            case .stepped(let outcome):
                activity.add(outcome.activity)
                if outcome.hasMessages { Task { await delivery.nudge() } }
                if outcome.hasEffects { Task { await effects.nudge() } }
            }
        }
        (database as? PostgresDatabase)?.whenReturned { [delivery] in Task { await delivery.databaseReturned() } }
        await previews.start()
        await engine.start()
        await effects.start()
        await bulk.start()
        await catalog.start()
        await keeping.start()
        await ranks.start()
    }

    /// Customers whose state previews do not know yet; nil until they have read everybody this server holds.
    public var customersUnreadForPreviews: Int? { get async { await previews.waiting } }

    /// What commands on the same machine must show; nil until the server listens.
    public var adminToken: String? { admin.withLock { $0 } }

    /// Leaves this server's address where commands on the same machine find it.
    public func announce(port: Int) throws {
        let token = Vault.randomToken()
        admin.withLock { $0 = token }
        try ServerAddress(url: "http://\(configuration.hostForOwn):\(port)", token: token).write(
            folder: configuration.dataFolder)
    }

    /// Answers what was taken on, finishes the batch under way, gives the leases up and closes the database.
    public func stop() async {
        await backtests.stop()
        await ranks.stop()
        await bulk.stop()
        await catalog.stop()
        await keeping.stop()
        await refusals.write()
        await intake.drain()
        await delivery.drain()
        await engine.drain()
        await previews.stop()
        await effects.drain()
        await webhooks.close()
        await servers.close()
        await providers.close()
        await database.close()
        if adminToken != nil { ServerAddress.remove(folder: configuration.dataFolder) }
        logger.info("Stopped; everything acknowledged is stored")
    }
}
