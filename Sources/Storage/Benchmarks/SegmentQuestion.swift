/// The questions that are asked of both, each with its condition and as SQL.
public enum SegmentQuestion: String, Sendable, CaseIterable {
    case recent, absent, repeated, spending, filtered

    public var condition: String {
        switch self {
        case .recent: #"any("Order Completed", last: 30 days)"#
        case .absent: #"none("Order Completed", last: 90 days)"#
        case .repeated: #"count("Order Completed", last: 90 days) >= 2"#
        case .spending: #"sum("Order Completed".total, last: 90 days) > 150"#
        case .filtered: #"any("Product Viewed" where category == "Shoes" and price > 100, last: 30 days)"#
        }
    }

    func sql(_ dialect: Dialect, now: Int64) -> String {
        func since(_ days: Int64) -> String { "occurred_at > \(now - days * 86_400_000) AND occurred_at <= \(now)" }
        let orders = "FROM reference_events WHERE name = 'Order Completed' AND"
        switch self {
        case .recent: return "SELECT count(DISTINCT profile) \(orders) \(since(30))"
        case .absent:
            return """
                SELECT count(*) FROM reference_profiles p WHERE NOT EXISTS (SELECT 1 FROM reference_events e
                WHERE e.profile = p.profile AND e.name = 'Order Completed' AND e.\(since(90)))
                """
        case .repeated:
            return """
                SELECT count(*) FROM
                (SELECT profile \(orders) \(since(90)) GROUP BY profile HAVING count(*) >= 2) AS found
                """
        case .spending:
            // In whole cents, so that nothing is rounded.
            return """
                SELECT count(*) FROM (SELECT profile \(orders) \(since(90))
                GROUP BY profile HAVING sum(\(SegmentQuestion.cents("total", dialect))) > 15000) AS found
                """
        case .filtered:
            return """
                SELECT count(DISTINCT profile) FROM reference_events WHERE name = 'Product Viewed' AND \(since(30))
                AND \(SegmentQuestion.text("category", dialect)) = 'Shoes'
                AND \(SegmentQuestion.cents("price", dialect)) > 10000
                """
        }
    }

    private static func text(_ name: String, _ dialect: Dialect) -> String {
        dialect == .sqlite ? "properties ->> '\(name)'" : "properties::json ->> '\(name)'"
    }

    private static func cents(_ name: String, _ dialect: Dialect) -> String {
        dialect == .sqlite
            ? "CAST(round((\(text(name, dialect))) * 100) AS INTEGER)"
            : "((\(text(name, dialect)))::numeric * 100)::int8"
    }
}
