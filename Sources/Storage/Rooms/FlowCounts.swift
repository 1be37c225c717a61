import Engine
import Values

/// What flows have done, counted by the day in the transaction that did it: exact, however long ago.
///
/// Each connection has rows of its own, so that none waits for another; `Housekeeping` joins those of past days.
public struct FlowCounts: Sendable {
    enum Kind: Int, CaseIterable {
        case entered = 1
        /// For whatever reason: goal, exit, end.
        case left = 2
        case goal = 3
        case sent = 4
        /// Goals reached by an order that came after a message of the journey.
        case recovered = 5
        /// What those orders were worth, in minor units of the currency.
        case revenue = 6
    }

    /// Under which all flows are counted together: an order that two flows led to counts once here.
    static let allFlows: Int64 = 0

    struct Key: Hashable {
        var flow: Int64
        var kind: Kind
        var currency = ""
    }

    public init() {}

    private static let insert = BulkStatement.insert(
        into: "flow_counts",
        [
            .int("workspace"), .int("flow"), .int("day"), .int("kind"), .text("currency"), .int("writer"),
            .int("count"),
        ],
        conflict: """
            ON CONFLICT (workspace, flow, day, kind, currency, writer)
            DO UPDATE SET count = flow_counts.count + excluded.count
            """)

    /// Counts what these lines say of flows. Cost: nothing where they say nothing, else one round trip, and two more
    /// where a goal was reached.
    func add(
        _ log: [LogEntry], at now: Instant, in scope: WorkspaceScope, on connection: any Connection
    ) throws {
        var counts: [Key: Int64] = [:]
        for entry in log {
            switch entry.kind {
            case .flowEntered: counts[Key(flow: entry.subject, kind: .entered), default: 0] += 1
            case .flowEnded, .journeyFailed, .exited: counts[Key(flow: entry.subject, kind: .left), default: 0] += 1
            case .goalReached:
                counts[Key(flow: entry.subject, kind: .left), default: 0] += 1
                counts[Key(flow: entry.subject, kind: .goal), default: 0] += 1
            default: continue
            }
        }
        guard !counts.isEmpty else { return }
        let goals = log.filter { $0.kind == .goalReached }
        for conversion in try Conversions().record(goals, in: scope, on: connection) {
            for flow in [conversion.flow] + (conversion.isFirstOfOrder ? [FlowCounts.allFlows] : []) {
                counts[Key(flow: flow, kind: .recovered), default: 0] += 1
                counts[Key(flow: flow, kind: .revenue, currency: conversion.currency), default: 0] += conversion.amount
            }
        }
        try write(counts, at: now, workspace: scope.id, on: connection)
    }

    private static let flowsOfMessages = """
        SELECT workspace, flow, count(*) FROM messages WHERE id IN (list($1)) GROUP BY workspace, flow
        """

    /// Counts messages that a provider took. Cost: two round trips.
    func addSent(_ messages: [Int64], at now: Instant, on connection: any Connection) throws {
        guard !messages.isEmpty else { return }
        let sent = try connection.all(FlowCounts.flowsOfMessages, [.list(messages)]) {
            (workspace: $0.int(0), flow: $0.int(1), count: $0.int(2))
        }
        for (workspace, rows) in Dictionary(grouping: sent, by: \.workspace) {
            let counts = rows.map { (Key(flow: $0.flow, kind: .sent), $0.count) }
            try write(Dictionary(counts, uniquingKeysWith: +), at: now, workspace: workspace, on: connection)
        }
    }

    /// - Parameter counts: may be negative, where something is taken back.
    func write(
        _ counts: [Key: Int64], at now: Instant, workspace: Int64, on connection: any Connection
    ) throws {
        let rows = counts.filter { $0.value != 0 }.sorted {
            ($0.key.flow, $0.key.kind.rawValue, $0.key.currency) < ($1.key.flow, $1.key.kind.rawValue, $1.key.currency)
        }
        try connection.run(FlowCounts.insert, count: rows.count) { row, index in
            row.int(workspace)
            row.int(rows[index].key.flow)
            row.int(FlowCounts.day(of: now))
            row.int(rows[index].key.kind.rawValue)
            try row.text(rows[index].key.currency)
            row.int(connection.number)
            row.int(rows[index].value)
        }
    }

    static func day(of moment: Instant) -> Int64 { moment.milliseconds / TimeSpan.days(1).milliseconds }

    static let totalsQuery = """
        SELECT flow, kind, currency, CAST(sum(count) AS BIGINT) FROM flow_counts
        WHERE workspace = $1 AND day >= $2 AND day <= $3 GROUP BY flow, kind, currency
        """

    /// Every flow's figures by its number; a flow that did nothing is missing.
    ///
    /// - Parameters:
    ///   - first: the first UTC day counted; all time by default, which `underWay` needs.
    ///   - last: the last UTC day counted.
    public func figures(
        from first: Instant = .distantPast, through last: Instant = .distantFuture, in scope: WorkspaceScope,
        on connection: any Connection
    ) throws -> [Int64: StoredFlowFigures] {
        var figures = try all(from: first, through: last, in: scope, on: connection)
        figures[FlowCounts.allFlows] = nil
        return figures
    }

    /// What all flows recovered together; an order that two flows led to counts once.
    public func recovered(
        from first: Instant = .distantPast, through last: Instant = .distantFuture, in scope: WorkspaceScope,
        on connection: any Connection
    ) throws -> RecoveredRevenue {
        let together = try all(from: first, through: last, in: scope, on: connection)[FlowCounts.allFlows]
        return together?.recovered ?? RecoveredRevenue()
    }

    private func all(
        from first: Instant, through last: Instant, in scope: WorkspaceScope, on connection: any Connection
    ) throws -> [Int64: StoredFlowFigures] {
        var figures: [Int64: StoredFlowFigures] = [:]
        let arguments: [SQLValue] = [
            .int(scope.id), .int(FlowCounts.day(of: first)), .int(FlowCounts.day(of: last)),
        ]
        try connection.query(FlowCounts.totalsQuery, arguments) { row in
            guard let kind = Kind(rawValue: Int(row.int(1))) else { return }
            figures[row.int(0), default: StoredFlowFigures()].add(row.int(3), of: kind, currency: row.text(2))
        }
        return figures
    }
}

/// What one flow has done.
public struct StoredFlowFigures: Sendable, Hashable {
    public private(set) var entered = 0
    public private(set) var left = 0
    /// Messages a provider took.
    public private(set) var sent = 0
    public private(set) var goalReached = 0
    public private(set) var recovered = RecoveredRevenue()

    /// Journeys that have not ended. Right of all time only: a journey may end on another day than it began.
    public var underWay: Int { max(0, entered - left) }

    mutating func add(_ count: Int64, of kind: FlowCounts.Kind, currency: String) {
        switch kind {
        case .entered: entered += Int(count)
        case .left: left += Int(count)
        case .goal: goalReached += Int(count)
        case .sent: sent += Int(count)
        case .recovered: recovered.orders += Int(count)
        case .revenue: recovered.minorUnits[currency, default: 0] += count
        }
    }
}

/// Orders that followed a message, and what they were worth.
public struct RecoveredRevenue: Sendable, Hashable {
    public var orders = 0
    /// By ISO 4217 code; under "" stand amounts whose order named no currency.
    public var minorUnits: [String: Int64] = [:]

    public init() {}
}
