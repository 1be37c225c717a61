import Engine
import Testing
import Values

@testable import Storage

@Suite("Plans of the console's lists")
struct ListPlanTests {
    private struct Query {
        let name: String
        let sql: String
        let index: String
        /// Whether rows may be sorted once they are found: few are.
        var mayAggregate = false
    }

    private static func message(_ filter: MessageFilter, _ position: PagePosition = .first) -> [String] {
        let conditions = MessageConditions(filter, in: shop)
        return [
            MessageList.boundary(conditions, position, most: 100).0,
            MessageList.query(conditions, position, until: .start, limit: 10).0,
        ]
    }

    private static let cursor = PageCursor(at: noon, id: 1)

    private static let queries: [Query] =
        [
            Query(name: "people", sql: PeopleList.pageQuery(.first), index: "profiles_by_seen"),
            Query(name: "people back", sql: PeopleList.pageQuery(.newer(than: cursor)), index: "profiles_by_seen"),
            Query(name: "people counted", sql: PeopleList.countQuery, index: "profiles_by_seen"),
            Query(name: "people by address", sql: PeopleList.byEmail, index: "profiles_by_email"),
            Query(name: "people by name", sql: PeopleList.byName, index: "profiles_by_name"),
            Query(
                name: "rejected", sql: RejectedList.pageQuery(.first, isByRule: false), index: "rejected_events_by_time"
            ),
            Query(
                name: "rejected by rule", sql: RejectedList.pageQuery(.first, isByRule: true),
                index: "rejected_events_by_rule"),
            Query(name: "rules", sql: RejectedList.nextRule, index: "rejected_events_by_rule"),
            Query(name: "rule counted", sql: RejectedList.countQuery, index: "rejected_events_by_rule"),
            Query(name: "links that joined nobody", sql: JoinCandidateList.linksQuery, index: "newest"),
            Query(name: "end of a stretch of links", sql: JoinCandidateList.endQuery, index: "links"),
            Query(name: "equal addresses", sql: JoinCandidateList.emailsQuery, index: "profiles_by_email"),
            Query(name: "equal names", sql: JoinCandidateList.namesQuery, index: "profiles_by_name"),
            Query(name: "held counted", sql: SendingCounts.heldQuery, index: "messages_held"),
            Query(name: "ready counted", sql: SendingCounts.readyQuery, index: "messages_ready"),
            Query(name: "outbox counted", sql: SendingCounts.outboxQuery, index: "message_bodies_outbox"),
            Query(
                name: "messages that show codes", sql: CouponStore.showingQuery, index: "messages_by_profile",
                mayAggregate: true),
            Query(name: "message states", sql: MessageList.statesQuery, index: "messages_by_time", mayAggregate: true),
            Query(name: "recovered since", sql: RecoveredOrders.sinceQuery, index: "conversions_by_time"),
            Query(
                name: "address",
                sql: MessageList.addressQuery(MessageConditions(MessageFilter(addressPrefix: "a"), in: shop)),
                index: "messages_by_address"),
        ]
        + [
            ("all", MessageFilter(), "messages_by_time"),
            ("from", MessageFilter(channel: .email, from: noon), "messages_by_time"),
            ("sent", MessageFilter(state: .sent), "messages_by_time"),
            ("bounced", MessageFilter(state: .bounced), "messages_apart"),
            ("flow", MessageFilter(flow: 2, channel: .sms), "messages_by_flow"),
            ("profile", MessageFilter(profile: key("ana")), "messages_by_profile"),
        ].flatMap { name, filter, index in
            message(filter).map { Query(name: "messages \(name)", sql: $0, index: index) }
                + message(filter, .newer(than: cursor)).map {
                    Query(name: "messages \(name) back", sql: $0, index: index)
                }
        }

    @Test("every list goes by its index in order on SQLite")
    func sqlite() async throws {
        try await TestDatabase.sqlite.open { database in
            for query in ListPlanTests.queries {
                let plan = try await database.read { connection in
                    try connection.all("EXPLAIN QUERY PLAN " + Dialect.sqlite.rewritten(query.sql)) { $0.text(3) }
                }
                #expect(plan.contains { $0.contains(query.index) }, "\(query.name): \(plan)")
                #expect(
                    !plan.contains { line in
                        // The whole of an index that holds nothing else than what is counted.
                        line.hasPrefix("SCAN")
                            && !["newest", "counted", "json_each", "message_bodies_outbox"].contains {
                                line.contains($0)
                            }
                    },
                    "\(query.name): \(plan)")
                // The people of one stretch are sorted, as are messages of one moment; never a whole list.
                let sorts = plan.filter {
                    $0.contains("TEMP B-TREE") && !$0.contains("RIGHT PART") && !$0.contains("LAST")
                }
                #expect(sorts.isEmpty || query.mayAggregate, "\(query.name): \(plan)")
            }
        }
    }

    @Test("every list goes by its index on PostgreSQL", .enabled(if: TestDatabase.address != nil))
    func postgres() async throws {
        try await TestDatabase.postgres.open { database in
            for query in ListPlanTests.queries {
                let plan = try await database.write(lane: .jobs) {
                    try ListPlanTests.plan(of: Dialect.postgres.rewritten(query.sql), on: $0)
                }
                let text = "\(query.name): \(plan.joined(separator: "\n"))"
                #expect(!plan.contains { $0.contains("Seq Scan") }, "\(text)")
                #expect(plan.contains { $0.contains(query.index) }, "\(text)")
            }
        }
    }

    private static func plan(of sql: String, on connection: any Connection) throws -> [String] {
        try connection.executeScript(
            "SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off; SET LOCAL enable_sort = off")
        try connection.executeScript("SET LOCAL plan_cache_mode = force_generic_plan; PREPARE plan AS \(sql)")
        let count = sql.split(separator: "$").dropFirst().compactMap { Int($0.prefix { $0.isNumber }) }.max() ?? 0
        let nulls = Array(repeating: "NULL", count: count).joined(separator: ", ")
        let arguments = count == 0 ? "" : "(\(nulls))"
        let plan = try connection.all("EXPLAIN EXECUTE plan\(arguments)") { $0.text(0) }
        try connection.executeScript("DEALLOCATE plan")
        return plan
    }
}
