import Engine
import Values

/// An order by which a journey reached its goal after a message of it had been sent.
struct Conversion: Hashable {
    let flow: Int64
    /// The order event's sequence.
    let event: Int64
    let amount: Int64
    let currency: String
    /// Whether no other flow has been credited with the order before.
    let isFirstOfOrder: Bool
}

/// Which orders followed which flow's message: kept so that each counts once, whatever is resent.
struct Conversions {
    private static let orderName = "Order Completed"

    private static let insert = BulkStatement.insert(
        into: "conversions",
        [
            .int("workspace"), .int("event"), .int("flow"), .int("profile_key"), .int("message_id"), .int("at"),
            .int("amount"), .text("currency"),
        ], key: ["event", "flow"], conflict: "ON CONFLICT DO NOTHING")

    /// Records the orders among these goals, whose causes name the event that reached them.
    ///
    /// A goal counts as recovered where a message of the flow was sent to the person between the journey's start and
    /// the order. Reached by anything but an order, or before any message, it earns nothing.
    /// - Returns: those that were not recorded before.
    func record(
        _ goals: [LogEntry], in scope: WorkspaceScope, on connection: any Connection
    ) throws -> [Conversion] {
        let causes = goals.compactMap { goal in Conversions.event(in: goal.cause).map { (goal: goal, event: $0) } }
        guard !causes.isEmpty else { return [] }
        let orders = try orders(Set(causes.map(\.event)).sorted(), on: connection)
        var found: [(goal: LogEntry, order: Order, message: Int64)] = []
        for (goal, event) in causes {
            guard let order = orders[event],
                let message = try message(before: order, of: goal, on: connection),
                !found.contains(where: { $0.order.event == event && $0.goal.subject == goal.subject })
            else { continue }
            found.append((goal, order, message))
        }
        guard !found.isEmpty else { return [] }
        var credited = try credited(found.map(\.order.event), in: scope, on: connection)
        let isNew = try connection.runReporting(Conversions.insert, count: found.count) { row, index in
            row.int(scope.id)
            row.int(found[index].order.event)
            row.int(found[index].goal.subject)
            row.int(found[index].goal.profile.rawValue)
            row.int(found[index].message)
            row.int(found[index].order.occurredAt.milliseconds)
            row.int(found[index].order.amount)
            try row.text(found[index].order.currency)
        }
        return zip(found, isNew).filter(\.1).map { item, _ in
            Conversion(
                flow: item.goal.subject, event: item.order.event, amount: item.order.amount,
                currency: item.order.currency, isFirstOfOrder: credited.insert(item.order.event).inserted)
        }
    }

    private static func event(in cause: String) -> Int64? {
        guard cause.hasPrefix("event ") else { return nil }
        return Int64(cause.dropFirst("event ".count))
    }

    private struct Order {
        let event: Int64
        let occurredAt: Instant
        let amount: Int64
        let currency: String
    }

    private func orders(_ sequences: [Int64], on connection: any Connection) throws -> [Int64: Order] {
        let sql = """
            SELECT events.sequence, events.occurred_at, events.properties FROM events
            JOIN names ON names.name_id = events.name_id
            WHERE events.sequence IN (list($1)) AND names.name = $2
            """
        var orders: [Int64: Order] = [:]
        try connection.query(sql, [.list(sequences), .text(Conversions.orderName)]) { row in
            guard let properties = try? JSON.parse(row.bytes(2)).object else { return }
            let currency = properties["currency"]?.string?.uppercased() ?? ""
            // Segment's names for it: all that was paid, or what was earned where only that is told.
            let paid = ["total", "revenue", "value"].lazy.compactMap { properties[$0].flatMap(Conversions.number) }
                .first
            orders[row.int(0)] = Order(
                event: row.int(0), occurredAt: Instant(milliseconds: row.int(1)),
                amount: paid?.minorUnits(digits: CurrencyDigits.of(currency)) ?? 0, currency: currency)
        }
        return orders
    }

    private static func number(_ json: JSON) -> Number? { json.number ?? json.string.flatMap { Number(literal: $0) } }

    private static let lastEntry = """
        SELECT at FROM log WHERE profile_key = $1 AND kind = $2 AND subject = $3 ORDER BY sequence DESC LIMIT 1
        """
    private static let lastMessage = """
        SELECT id FROM messages
        WHERE profile_key = $1 AND created_at >= $2 AND flow = $3 AND sent_at <= $4 AND state BETWEEN 4 AND 7
        ORDER BY created_at DESC LIMIT 1
        """

    private func message(
        before order: Order, of goal: LogEntry, on connection: any Connection
    ) throws -> Int64? {
        let profile = SQLValue.int(goal.profile.rawValue)
        let entered = try connection.first(
            Conversions.lastEntry,
            [profile, .int(Int64(LogEntry.Kind.flowEntered.rawValue)), .int(goal.subject)]
        ) { $0.int(0) }
        return try connection.first(
            Conversions.lastMessage,
            [profile, .int(entered ?? 0), .int(goal.subject), .int(order.occurredAt.milliseconds)]
        ) { $0.int(0) }
    }

    private func credited(
        _ events: [Int64], in scope: WorkspaceScope, on connection: any Connection
    ) throws -> Set<Int64> {
        let sql = "SELECT event FROM conversions WHERE workspace = $1 AND event IN (list($2))"
        return Set(try connection.all(sql, [.int(scope.id), .list(events)]) { $0.int(0) })
    }
}

/// Digits after the decimal point. Source: ISO 4217, the currencies that differ from two.
public enum CurrencyDigits {
    public static func of(_ currency: String) -> Int {
        switch currency {
        case "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF",
            "XPF":
            0
        case "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND": 3
        default: 2
        }
    }
}
