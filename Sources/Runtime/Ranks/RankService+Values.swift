import Engine
import Storage
import Values

/// What one more message of each flow is expected to bring in: measured each night at three by the workspace's clock, and
/// at the first look after something was sent.
extension RankService {
    static let valuesSetting = "message values"

    /// Measures where the last measurement is of before three o'clock; not before anything was sent.
    func measureValuesIfDue() async throws {
        let known = try await database.read { [definitions] in try definitions.upToDate(on: $0) }
        let zone = known.settings.zone
        let next = known.values.takenAt.map { zone.next(minuteOfDay: RankService.minuteOfDay, after: $0) }
        guard next.map({ $0 <= clock.now() }) ?? true else { return }
        try await measureValues()
    }

    /// Measures now. Cost: one query over the days' counts.
    @discardableResult
    public func measureValues() async throws -> MessageValues {
        let now = clock.now()
        let values = try await database.read { [scope] in try RankService.values(at: now, in: scope, on: $0) }
        guard values.all.sent > 0 else { return values }
        let document = values.document
        try await database.write(lane: .jobs) { [scope] in
            try DefinitionStore().set(RankService.valuesSetting, to: document, now: now, in: scope, on: $0)
        }
        return values
    }

    private static func values(
        at now: Instant, in scope: WorkspaceScope, on connection: any Connection
    ) throws -> MessageValues {
        let since = now - .days(MessageValues.days)
        let figures = try FlowCounts().figures(from: since, through: now, in: scope, on: connection)
        let together = try FlowCounts().recovered(from: since, through: now, in: scope, on: connection)
        // Orders in several currencies: the one that most is in stands for all.
        let principal = together.principal
        var values = MessageValues(takenAt: now, currency: principal?.currency ?? "")
        values.all = MessageValues.Measured(
            sent: figures.values.reduce(0) { $0 + $1.sent }, orders: max(0, together.orders),
            revenue: max(0, principal?.minorUnits ?? 0))
        values.flows = figures.filter { $0.value.sent > 0 }.mapValues { flow in
            MessageValues.Measured(
                sent: flow.sent, orders: max(0, flow.recovered.orders),
                revenue: max(0, flow.recovered.minorUnits[values.currency] ?? 0))
        }
        return values
    }
}
