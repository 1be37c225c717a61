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
        self.configuration = configuration
        self.clock = clock
        self.logger = logger
        startedAt = clock.now()
        let scope = WorkspaceScope(.first)
        self.scope = scope
        try FileManager.default.createDirectory(
            atPath: configuration.dataFolder, withIntermediateDirectories: true)
        masterKey = try MasterKey.load(file: configuration.keyFile, environment: environment)
        let database: any Database =
            if let url = configuration.databaseURL {
                try PostgresDatabase(url: url, logger: logger)
            } else {
                try SQLiteDatabase(path: configuration.databaseFile)
            }
        self.database = database
        let intakeStore = IntakeStore()
        self.intakeStore = intakeStore
        let erasure = ErasureService(
            database: database, intake: intakeStore, scope: scope, clock: clock, masterKey: masterKey)
        self.erasure = erasure
        keeping = KeepingService(database: database, erasure: erasure, clock: clock, logger: logger)
        customers = CustomerStore(sharing: intakeStore)
        let definitions = DefinitionsService(
            scope: scope, logger: logger, couponKey: CouponKey(masterKey.derived(for: "coupon codes 1")))
        self.definitions = definitions
        keys = KeyRing(database: database, clock: clock)
        let activity = ActivityFeed()
        self.activity = activity
        let gate = BatchGate()
        // One more looks for the columns of previews.
        let pressure = IntakePressure(
            workers: EngineService.workers + 1, countsEvents: configuration.databaseURL != nil)
        let changes = ChangedCustomers()
        let previews = PreviewService(
            folder: configuration.columnFolder,
            source: StoredCustomerPages(database: database, customers: customers, definitions: definitions),
            changes: changes,
            // A build that somebody waits for reads the same customers.
            isPressed: { pressure.isHigh(for: EngineService.workers) || definitions.latest.isBuilding },
            logger: logger)
        self.previews = previews
        let runners = (0..<EngineService.workers).map { worker in
            BatchRunner(
                worker: worker, gate: gate, definitions: definitions, intake: intakeStore, scope: scope, clock: clock,
                changes: changes, logger: logger)
        }
        let name = ServerName(
            process:
                "\(ProcessInfo.processInfo.hostName):\(ProcessInfo.processInfo.processIdentifier):\(startedAt.milliseconds)",
            url: configuration.databaseURL == nil ? nil : configuration.serverURL)
        let seal = ServerSeal(masterKey)
        self.seal = seal
        let servers = ServerCalls(seal: seal, clock: clock, logger: logger)
        self.servers = servers
        let engine = EngineService(
            owner: name.owner, database: database, runners: runners, scope: scope, clock: clock, logger: logger,
            pressure: pressure)
        self.engine = engine
        let nudge: @Sendable () -> Void = { Task { await engine.nudge() } }
        let trackingKeys = try TrackingKeys(current: 1, keys: [1: masterKey.derived(for: "tracking links 1")])
        trackingLinks = TrackingLinks(base: configuration.publicURL, keys: trackingKeys)
        let providers = try MailProviders(configuration.smtp, logger: logger)
        self.providers = providers
        let delivery = DeliveryService(
            database: database, providers: providers,
            composer: EmailComposer(links: trackingLinks, templates: TemplateStore()), definitions: definitions,
            scope: scope, clock: clock, logger: logger, nudgeEngine: nudge)
        self.delivery = delivery
        let secrets = SecretService(database: database, scope: scope, clock: clock, masterKey: masterKey)
        self.secrets = secrets
        let webhookSecrets = WebhookSecrets(secrets: secrets, clock: clock)
        self.webhookSecrets = webhookSecrets
        webhooks = HTTPWebhookTransport(
            privateHosts: configuration.privateWebhooks, now: { clock.now().milliseconds / 1000 }
        ) { try await webhookSecrets.signer() }
        effects = EffectService(
            database: database,
            performer: EffectPerformer(
                email: SwitchedTransport(direct: providers.direct) { definitions.latest.settings.sending },
                webhooks: webhooks, secrets: secrets, database: database,
                customers: customers, clock: clock,
                consoleURL: configuration.publicURL + "/console"),
            definitions: definitions, scope: scope, clock: clock, logger: logger, nudgeEngine: nudge)
        audiences = AudienceService(database: database, scope: scope, secrets: secrets)
        tasks = TaskService(database: database, scope: scope, clock: clock)
        bulk = BulkService(
            database: database, definitions: definitions, scope: scope, clock: clock, logger: logger,
            nudgeEngine: nudge)
        let products = ProductCompletion(database: database, scope: scope, clock: clock, logger: logger)
        catalog = CatalogService(
            database: database, definitions: definitions, intake: intakeStore, products: products, scope: scope,
            clock: clock, logger: logger, nudgeEngine: nudge)
        intake = IntakeService(
            database: database, store: intakeStore, scope: scope, clock: clock, logger: logger, erasure: erasure,
            pressure: pressure, products: products
        ) { _ in nudge() }
        refusals = RefusalService(intake: intake, clock: clock)
        tracking = TrackingService(
            database: database, keys: trackingKeys, scope: scope, clock: clock, definitions: definitions, nudge: nudge)
        flows = FlowService(
            database: database, scope: scope, clock: clock, definitions: definitions, customers: customers,
            nudge: nudge)
        backtests = BacktestService(
            database: database, scope: scope, clock: clock, definitions: definitions, flows: flows,
            customers: customers)
        testMessages = TestMessages(flows: flows, transport: providers.direct)
        segments = SegmentService(
            database: database, scope: scope, clock: clock, definitions: definitions, customers: customers,
            nudge: nudge, own: name, servers: servers, previews: previews, logger: logger)
        lists = ListService(
            database: database, scope: scope, clock: clock, definitions: definitions, customers: customers,
            nudge: nudge)
        ranks = RankService(
            database: database, scope: scope, clock: clock, definitions: definitions, customers: customers,
            segments: segments, logger: logger)
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
