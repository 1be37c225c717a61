import Engine
import Storage
import Values

/// A pool with the flows that take from it.
public struct CouponLine: Sendable {
    public var pool: CouponPool
    public var flows: [FlowName]
    /// Of its newest codes, how many stand in no message that has gone out.
    public var held: Int
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
        /// Which flow gave it; nil where nothing tells any more.
        public var flow: FlowName?
        /// Nil where the journey is over.
        public var journey: JourneyID?
        public var state: State

        public enum State: Sendable, Hashable {
            /// No message that shows it has gone out.
            case held
            case given
            /// An order named it.
            case used
        }
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
                CouponLine(
                    $0, flows: users[$0.name] ?? [], held: try CouponStore().held($0.name, in: scope, on: connection),
                    now: now, made: made)
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
            let codes = try GivenCodes(page.rows, people, customerStore, in: scope, on: connection)
            let flows = try flowNames(on: connection)
            return CouponPage(
                line: CouponLine(
                    pool, flows: try poolUsers(on: connection)[name] ?? [],
                    held: try store.held(name, in: scope, on: connection), now: now,
                    made: try madeOffers(on: connection)),
                perDay: (0..<Rooms.daysShown).map { days[today - Rooms.daysShown + 1 + $0] ?? 0 }, firstDay: first,
                rows: page.rows.map { codes.row($0, flows) }, newer: page.newer?.text, older: page.older?.text)
        }
    }

    /// Offers of flows that are not archived whose codes are made.
    private func madeOffers(on connection: any Connection) throws -> Set<String> {
        try flowTexts(on: connection).filter { $0.stored.state != .archived }.reduce(into: []) {
            $0.formUnion($1.flow.generatedOffers)
        }
    }

    private func flowNames(on connection: any Connection) throws -> [Int64: FlowName] {
        let texts = try flowTexts(on: connection)
        return Dictionary(
            texts.map { ($0.flow.id, FlowName(slug: $0.flow.slug, name: $0.flow.name)) },
            uniquingKeysWith: { first, _ in first })
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
    init(_ pool: CouponPool, flows: [FlowName], held: Int, now: Instant, made: Set<String>) {
        self.pool = pool
        self.held = held
        isMade = made.contains(pool.name) || pool.made > 0
        self.flows = flows
        perDay = Double(pool.givenLately) / 7
        guard pool.givenLately > 0, !isMade else { return }
        let days = Double(pool.left) / perDay
        // Nobody plans further ahead.
        if days < 3_650 { runsDry = now + TimeSpan(milliseconds: Int64(days * 86_400_000)) }
    }
}
