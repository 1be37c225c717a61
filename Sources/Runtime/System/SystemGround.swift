import Engine
import Foundation
import Logging
import Storage
import Values

/// What every service of a system stands on: the database, what is read from it, whose it is, and the time.
struct SystemGround {
    let configuration: Configuration
    let clock: SystemClock
    let logger: Logger
    let startedAt: Instant
    let scope: WorkspaceScope
    let masterKey: MasterKey
    let database: any Database
    let intakeStore: IntakeStore
    let erasure: ErasureService
    let customers: CustomerStore
    let definitions: DefinitionsService

    /// Opens the database and brings its schema up to date.
    init(
        _ configuration: Configuration, clock: SystemClock, logger: Logger, environment: [String: String]
    ) throws {
        self.configuration = configuration
        self.clock = clock
        self.logger = logger
        startedAt = clock.now()
        let scope = WorkspaceScope(.first)
        self.scope = scope
        try FileManager.default.createDirectory(
            atPath: configuration.dataFolder, withIntermediateDirectories: true)
        let masterKey = try MasterKey.load(file: configuration.keyFile, environment: environment)
        self.masterKey = masterKey
        let database: any Database =
            if let url = configuration.databaseURL {
                try PostgresDatabase(url: url, logger: logger)
            } else {
                try SQLiteDatabase(path: configuration.databaseFile)
            }
        self.database = database
        let intakeStore = IntakeStore()
        self.intakeStore = intakeStore
        erasure = ErasureService(
            database: database, intake: intakeStore, scope: scope, clock: clock, masterKey: masterKey)
        customers = CustomerStore(sharing: intakeStore)
        definitions = DefinitionsService(
            scope: scope, logger: logger, couponKey: CouponKey(masterKey.derived(for: "coupon codes 1")))
    }
}
