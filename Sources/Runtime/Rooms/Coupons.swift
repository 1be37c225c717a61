import Engine
import Storage
import Values

/// A pool with the flows that take from it.
public struct CouponLine: Sendable {
    public var pool: CouponPool
    public var flows: [FlowName]
    /// How many a day in the last week.
    public var perDay: Double
    /// When it runs dry at that pace; nil where nothing is taken.
    public var runsDry: Instant?
    /// Whether a flow makes its codes, which no upload has to fill.
    public var isMade: Bool
}

/// A pool with who has its newest codes.
public struct CouponPage: Sendable {
    public var line: CouponLine
    /// Codes given a day, oldest first, the last of them today.
    public var perDay: [Int]
    public var firstDay: Instant
    public var rows: [Row]
    public var newer: String?
    public var older: String?

    public struct Row: Sendable {
        public var assignment: CouponAssignment
        /// Nil where nobody is stored any more.
        public var person: PersonLine?
    }
}

extension Rooms {
    private static let daysShown: Int64 = 30

    public func coupons() async throws -> [CouponLine] {
        let now = clock.now()
        return try await database.read { [self] connection in
            let users = try poolUsers(on: connection)
            let made = try madeOffers(on: connection)
            return try CouponStore().pools(now: now, in: scope, on: connection).map {
                CouponLine($0, flows: users[$0.name] ?? [], now: now, made: made)
            }
        }
    }

    /// Nil where there is no such pool.
    public func couponPool(_ name: String, at position: ListPosition = .first) async throws -> CouponPage? {
        let now = clock.now()
        return try await database.read { [self] connection in
            let store = CouponStore()
            guard let pool = try store.pools(now: now, in: scope, on: connection).first(where: { $0.name == name })
            else { return nil }
            let today = now.milliseconds / TimeSpan.days(1).milliseconds
            let first = Instant(milliseconds: (today - Rooms.daysShown + 1) * TimeSpan.days(1).milliseconds)
            let days = try store.givenPerDay(name, since: first, in: scope, on: connection)
            let page = try store.assignments(
                of: name, at: position.position, limit: Rooms.pageLength, in: scope, on: connection)
            let people = try people(page.rows.compactMap(\.profile), on: connection)
            return CouponPage(
                line: CouponLine(
                    pool, flows: try poolUsers(on: connection)[name] ?? [], now: now,
                    made: try madeOffers(on: connection)),
                perDay: (0..<Rooms.daysShown).map { days[today - Rooms.daysShown + 1 + $0] ?? 0 }, firstDay: first,
                rows: page.rows.map { row in
                    CouponPage.Row(
                        assignment: row, person: row.profile.flatMap { people[$0] }.map { PersonLine($0) })
                }, newer: page.newer?.text, older: page.older?.text)
        }
    }

    /// Offers of flows that are not archived whose codes are made.
    private func madeOffers(on connection: any Connection) throws -> Set<String> {
        try flowTexts(on: connection).filter { $0.stored.state != .archived }.reduce(into: []) {
            $0.formUnion($1.flow.generatedOffers)
        }
    }

    private func poolUsers(on connection: any Connection) throws -> [String: [FlowName]] {
        var users: [String: [FlowName]] = [:]
        for text in try flowTexts(on: connection) where text.stored.state != .archived {
            let pools = Set(text.flow.steps.compactMap { ($0.kind as? CouponStep)?.pool })
            for pool in pools {
                users[pool, default: []].append(FlowName(slug: text.flow.slug, name: text.flow.name))
            }
        }
        return users
    }
}

extension CouponLine {
    init(_ pool: CouponPool, flows: [FlowName], now: Instant, made: Set<String>) {
        self.pool = pool
        isMade = made.contains(pool.name) || pool.made > 0
        self.flows = flows
        perDay = Double(pool.givenLately) / 7
        guard pool.givenLately > 0, !isMade else { return }
        let days = Double(pool.left) / perDay
        // Nobody plans further ahead.
        if days < 3_650 { runsDry = now + TimeSpan(milliseconds: Int64(days * 86_400_000)) }
    }
}
