import Engine
import Values

/// Who is told of a change: whoever showed interest under one key.
public struct ProductAudience: Sendable, Hashable {
    public var key: ProductKey
    /// Who looked at it or wanted it since; nil for none of them.
    public var seenSince: Instant?
    /// Who asked to be told.
    public var isForRequests: Bool
    /// Who asked for one of the product's variants: where it has but one.
    public var isForRequestsOfVariants: Bool
    /// Who was told of it, or put it into the cart, since: those alone.
    public var isForTold: Bool
    /// Under which what they asked for is done once they are told.
    public var settles: [ProductKey]
    /// Under which it is kept that they were told; nil where that need not be known.
    public var remembersUnder: ProductKey?

    public init(
        key: ProductKey, seenSince: Instant? = nil, isForRequests: Bool = false,
        isForRequestsOfVariants: Bool = false, isForTold: Bool = false, settles: [ProductKey] = [],
        remembersUnder: ProductKey? = nil
    ) {
        self.key = key
        self.seenSince = seenSince
        self.isForRequests = isForRequests
        self.isForRequestsOfVariants = isForRequestsOfVariants
        self.isForTold = isForTold
        self.settles = settles
        self.remembersUnder = remembersUnder
    }

    /// The stored form: key, since when, which kinds, what it settles, where it is kept.
    var text: String {
        let since = seenSince.map { String($0.milliseconds) } ?? ""
        let settled = settles.map { String($0.rawValue) }.joined(separator: ",")
        let kept = remembersUnder.map { String($0.rawValue) } ?? ""
        return "\(key.rawValue);\(since);\(kinds.rawValue);\(settled);\(kept)"
    }

    init?(text: Substring) {
        let parts = text.split(separator: ";", omittingEmptySubsequences: false)
        guard parts.count == 5, let key = Int64(parts[0]), let kinds = Int64(parts[2]).flatMap(Kinds.init(rawValue:))
        else { return nil }
        self.init(
            key: ProductKey(rawValue: key), seenSince: Int64(parts[1]).map(Instant.init(milliseconds:)),
            isForRequests: kinds == .requests || kinds == .requestsOfVariants,
            isForRequestsOfVariants: kinds == .requestsOfVariants, isForTold: kinds == .told,
            settles: parts[3].split(separator: ",").compactMap { Int64($0) }.map(ProductKey.init(rawValue:)),
            remembersUnder: Int64(parts[4]).map(ProductKey.init(rawValue:)))
    }

    /// Who besides those who looked at it, as queries and the stored form write it.
    enum Kinds: Int64 {
        case lookers = 0
        case requests = 1
        case requestsOfVariants = 2
        case told = 3
    }

    var kinds: Kinds {
        isForTold ? .told : isForRequestsOfVariants ? .requestsOfVariants : isForRequests ? .requests : .lookers
    }
}

extension InterestStore {
    /// In the order of the key, so that a page reads no more than itself.
    static let audienceQuery = """
        SELECT interests.identity_key, identities.profile_key
        FROM product_interests AS interests
            JOIN identities ON identities.identity_key = interests.identity_key
        WHERE interests.workspace = $1 AND interests.product_key = $2 AND interests.identity_key > $3
            AND (interests.kind <= 2 AND $5 < 3 AND interests.at >= $4
                OR interests.kind IN (2, 5) AND $5 = 3 AND interests.at >= $4
                OR interests.kind = 3 AND $5 IN (1, 2) OR interests.kind = 4 AND $5 = 2)
        ORDER BY interests.identity_key LIMIT $6
        """

    /// A page of an audience by identity, from behind this one on: the identities that showed the interest, some of
    /// them several times, and whose they are.
    static func people(
        of audience: ProductAudience, after cursor: Int64, limit: Int, in scope: WorkspaceScope,
        on connection: any Connection
    ) throws -> [(identity: Int64, profile: ProfileKey)] {
        try connection.all(
            audienceQuery,
            [
                .int(scope.id), .int(audience.key.rawValue), .int(cursor),
                .int(audience.seenSince?.milliseconds ?? .max), .int(audience.kinds.rawValue), .int(Int64(limit)),
            ]
        ) { (identity: $0.int(0), profile: ProfileKey(rawValue: $0.int(1))) }
    }

    /// What these people asked for is done, since they are told once for each time that they ask; and it is kept
    /// that they were told.
    static func settle(
        _ audience: ProductAudience, of identities: [Int64], now: Instant, in scope: WorkspaceScope,
        on connection: any Connection
    ) throws {
        guard !identities.isEmpty else { return }
        if audience.isForRequests {
            try connection.execute(
                """
                DELETE FROM product_interests
                WHERE workspace = $1 AND product_key IN (list($2)) AND identity_key IN (list($3)) AND kind IN (3, 4)
                """, [.int(scope.id), .list(audience.settles.map(\.rawValue)), .list(identities)])
        }
        guard let product = audience.remembersUnder else { return }
        try connection.run(InterestStore.upsert, count: identities.count) { row, index in
            row.int(scope.id)
            row.int(product.rawValue)
            row.int(identities[index])
            row.int(ProductMention.Kind.told.rawValue)
            row.int(now.milliseconds)
        }
    }

    private static let waits = "kind IN (3, 4)"

    /// How many wait for a product to be back, and how many looked at it or wanted it lately.
    public static func counts(
        of product: ProductKey, now: Instant, in scope: WorkspaceScope, on connection: any Connection
    ) throws -> (waiting: Int, interested: Int) {
        func count(_ condition: String) throws -> Int {
            try connection.first(
                """
                SELECT count(DISTINCT identity_key) FROM product_interests
                WHERE workspace = $1 AND product_key = $2 AND at >= $3 AND \(condition)
                """,
                [
                    .int(scope.id), .int(product.rawValue),
                    .int(
                        (now
                            - (condition == InterestStore.waits
                                ? ProductMention.requestKept : ProductMention.interestKept))
                            .milliseconds),
                ]
            ) { Int($0.int(0)) } ?? 0
        }
        return (try count(InterestStore.waits), try count("kind <= 2"))
    }

    /// In which products of the catalog a person showed interest, as it is kept.
    static func export(
        _ identities: [Int64], in scope: WorkspaceScope, on connection: any Connection
    ) throws -> [JSON] {
        try connection.all(
            """
            SELECT catalog_products.product_id, interests.kind, interests.at FROM product_interests AS interests
                JOIN catalog_products ON catalog_products.workspace = interests.workspace
                    AND catalog_products.product_key = interests.product_key
            WHERE interests.workspace = $1 AND interests.identity_key IN (list($2)) ORDER BY interests.at
            """, [.int(scope.id), .list(identities)]
        ) { row in
            [
                "product_id": .string(row.text(0)), "waits": .bool([3, 4].contains(row.int(1))),
                "at": .string(Instant(milliseconds: row.int(2)).iso8601),
            ]
        }
    }

    /// Lets go of interest that has grown old, some rows of the table at a time.
    ///
    /// - Parameter cursor: behind which row it goes on.
    /// - Returns: where the next piece begins; nil after the last.
    static func forget(
        after cursor: Place, now: Instant, limit: Int, on connection: any Connection
    ) throws -> Place? {
        let end = try connection.first(
            """
            SELECT workspace, product_key, identity_key FROM product_interests
            WHERE (workspace, product_key, identity_key) > ($1, $2, $3)
            ORDER BY workspace, product_key, identity_key LIMIT 1 OFFSET \(limit)
            """, [.int(cursor.workspace), .int(cursor.product), .int(cursor.identity)]
        ) { Place(workspace: $0.int(0), product: $0.int(1), identity: $0.int(2)) }
        let last = end ?? Place(workspace: .max, product: .max, identity: .max)
        try connection.execute(
            """
            DELETE FROM product_interests
            WHERE (workspace, product_key, identity_key) > ($1, $2, $3)
                AND (workspace, product_key, identity_key) <= ($4, $5, $6)
                AND (kind <= 2 AND at < $7 OR kind IN (3, 4) AND at < $8 OR kind = 5 AND at < $9)
            """,
            [
                .int(cursor.workspace), .int(cursor.product), .int(cursor.identity), .int(last.workspace),
                .int(last.product), .int(last.identity),
                .int((now - ProductMention.interestKept).milliseconds),
                .int((now - ProductMention.requestKept).milliseconds),
                .int((now - ProductMention.newsKept).milliseconds),
            ])
        return end
    }

    /// A place in the table of interests.
    struct Place: Sendable {
        var workspace, product, identity: Int64
        static let start = Place(workspace: .min, product: .min, identity: .min)
    }

    /// Counts anew how many products only events named: feeds have named some of them since.
    static func recount(on connection: any Connection) throws {
        try connection.execute(
            """
            UPDATE catalog_state SET products_of_events = (
                SELECT count(*) FROM catalog_products
                WHERE catalog_products.workspace = catalog_state.workspace AND is_from_events = 1)
            """)
    }

    /// Who waits for a product, newest first.
    public static func waiting(
        for product: ProductKey, limit: Int, in scope: WorkspaceScope, on connection: any Connection
    ) throws -> [(profile: ProfileKey, at: Instant)] {
        try connection.all(
            """
            SELECT identities.profile_key, max(interests.at) FROM product_interests AS interests
                JOIN identities ON identities.identity_key = interests.identity_key
            WHERE interests.workspace = $1 AND interests.product_key = $2 AND interests.kind IN (3, 4)
            GROUP BY identities.profile_key ORDER BY max(interests.at) DESC LIMIT $3
            """, [.int(scope.id), .int(product.rawValue), .int(Int64(limit))]
        ) { (ProfileKey(rawValue: $0.int(0)), Instant(milliseconds: $0.int(1))) }
    }
}
