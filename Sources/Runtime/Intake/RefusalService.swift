import Engine
import Storage
import Values

/// Writes down once a minute how many requests were refused for their keys.
public actor RefusalService {
    private var tally = RefusalTally()
    private let intake: IntakeService
    private let clock: SystemClock
    private var alarm: Task<Void, Never>?

    init(intake: IntakeService, clock: SystemClock) {
        self.intake = intake
        self.clock = clock
    }

    /// - Parameter key: as it came; nil where none did.
    public func count(_ rule: RequestRule, key: String?) {
        guard tally.count(rule, key: key) else { return }
        let end = clock.now() + RefusalTally.window
        alarm = Task { [clock, weak self] in
            do { try await clock.sleep(until: end) } catch { return }
            await self?.write()
        }
    }

    /// Writes what was counted, before its minute is over. What the database cannot take then is lost: it is a count.
    func write() async {
        alarm?.cancel()
        alarm = nil
        let rows = tally.take(at: clock.now())
        guard !rows.isEmpty else { return }
        _ = await intake.store(source: "", events: [], rejected: rows)
    }
}
