import Logging
import Storage
import Values

/// Work that nobody waits for: forgetting what is kept for a time only, and learning of erasures elsewhere.
actor KeepingService {
    private let database: any Database
    private let erasure: ErasureService
    private let clock: SystemClock
    private let logger: Logger
    private var running: Task<Void, Never>?

    private static let housekeepingEvery = TimeSpan.hours(1)
    private static let tombstonesEvery = TimeSpan.seconds(5)

    init(database: any Database, erasure: ErasureService, clock: SystemClock, logger: Logger) {
        self.database = database
        self.erasure = erasure
        self.clock = clock
        self.logger = logger
    }

    func start() {
        running = Task {
            await attempt("Going on with erasures") { try await erasure.resume() }
            var housekeepingAt = clock.now() + KeepingService.housekeepingEvery
            while !Task.isCancelled {
                if database.dialect == .postgres {
                    await attempt("Reading erasures") { try await erasure.load() }
                }
                if clock.now() >= housekeepingAt {
                    housekeepingAt = clock.now() + KeepingService.housekeepingEvery
                    await attempt("Housekeeping") {
                        _ = try await Housekeeping().run(now: clock.now(), on: database)
                    }
                }
                do { try await clock.sleep(until: clock.now() + KeepingService.tombstonesEvery) } catch { return }
            }
        }
    }

    func stop() async {
        running?.cancel()
        await running?.value
    }

    private func attempt(_ what: String, _ body: () async throws -> Void) async {
        do { try await body() } catch { logger.warning("\(what) failed and is tried again: \(error)") }
    }
}
