import Engine
import Foundation
import Logging
import Storage
import Values

/// What steps through the work: the engine's workers, and previews, which follow what these change.
struct SystemStepping {
    let pressure: IntakePressure
    let previews: PreviewService
    /// This server, as others on the database know it.
    let name: ServerName
    let seal: ServerSeal
    let servers: ServerCalls
    let engine: EngineService
    /// Tells the engine that there is work.
    let nudge: @Sendable () -> Void

    init(_ ground: SystemGround) {
        let configuration = ground.configuration
        let (clock, logger, definitions) = (ground.clock, ground.logger, ground.definitions)
        let gate = BatchGate()
        // One more looks for the columns of previews.
        let pressure = IntakePressure(
            workers: EngineService.workers + 1, countsEvents: configuration.databaseURL != nil)
        self.pressure = pressure
        let changes = ChangedCustomers()
        previews = PreviewService(
            folder: configuration.columnFolder,
            source: StoredCustomerPages(
                database: ground.database, customers: ground.customers, definitions: definitions),
            changes: changes,
            // A build that somebody waits for reads the same customers.
            isPressed: { pressure.isHigh(for: EngineService.workers) || definitions.latest.isBuilding },
            logger: logger)
        let runners = (0..<EngineService.workers).map { worker in
            BatchRunner(
                worker: worker, gate: gate, definitions: definitions, intake: ground.intakeStore, scope: ground.scope,
                clock: clock, changes: changes, logger: logger)
        }
        let process = ProcessInfo.processInfo
        let name = ServerName(
            process: "\(process.hostName):\(process.processIdentifier):\(ground.startedAt.milliseconds)",
            url: configuration.databaseURL == nil ? nil : configuration.serverURL)
        self.name = name
        let seal = ServerSeal(ground.masterKey)
        self.seal = seal
        servers = ServerCalls(seal: seal, clock: clock, logger: logger)
        let engine = EngineService(
            owner: name.owner, database: ground.database, runners: runners, scope: ground.scope, clock: clock,
            logger: logger, pressure: pressure)
        self.engine = engine
        nudge = { Task { await engine.nudge() } }
    }
}
