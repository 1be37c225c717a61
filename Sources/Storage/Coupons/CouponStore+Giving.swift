import Engine
import Values

extension CouponStore {
    /// Has other transactions wait that give codes of these pools or take some back: always in one order.
    func lock(
        _ requests: [CouponRequest], _ returns: [CouponReturn], in scope: WorkspaceScope, on connection: any Connection
    ) throws {
        guard !requests.isEmpty || !returns.isEmpty else { return }
        var pools = Set(requests.map(\.pool))
        if !returns.isEmpty {
            try connection.query(
                "SELECT DISTINCT pool FROM coupons WHERE effect_id IN (list($1)) AND workspace = $2",
                [.list(returns.map(\.effectID)), .int(scope.id)]
            ) { pools.insert($0.text(0)) }
        }
        for pool in pools.sorted() { _ = try given(from: pool, in: scope, on: connection) }
    }

    /// The effect's code: the one it has, or a new one, where the offer's terms allow it.
    ///
    /// Cost: a handful of rows by index, however many codes were given.
    func take(
        _ request: CouponRequest, now: Instant, in scope: WorkspaceScope, on connection: any Connection
    ) throws -> CouponAnswer {
        if request.terms.isGenerated { try open(request.pool, in: scope, on: connection) }
        // One at a time: a code that another transaction may yet give back must not make the pool look empty.
        var given = try given(from: request.pool, in: scope, on: connection)
        let held = try connection.first(
            "SELECT code, expires_at FROM coupons WHERE effect_id = $1", [.int(request.effectID)]
        ) { CouponAnswer(code: $0.text(0), expiresAt: $0.optionalInt(1).map(Instant.init(milliseconds:))) }
        if let held { return held }
        if request.terms.perPerson != nil {
            given.toPerson = try toPerson(request, now: now, in: scope, on: connection)
        }
        if let refusal = request.terms.refusal(given) { return .refused(refusal) }
        let end = request.terms.validFor.map { now + $0 }
        let code =
            request.terms.isGenerated
            ? try make(request, until: end, now: now, in: scope, on: connection)
            : try next(for: request, until: end, now: now, in: scope, on: connection)
        guard let code else { return .refused(CouponTerms.poolIsEmpty) }
        try count(1, worth: request.terms.worth, in: request.pool, in: scope, on: connection)
        return CouponAnswer(code: code, expiresAt: end)
    }

    /// Makes a code the pool's again where every message that shows it was refused; one that was made is gone for good.
    func giveBack(_ unwanted: CouponReturn, in scope: WorkspaceScope, on connection: any Connection) throws {
        let found = try connection.first(
            """
            SELECT pool, position, worth, is_generated FROM coupons WHERE effect_id = $1 AND workspace = $4
                AND NOT EXISTS (SELECT 1 FROM messages WHERE id IN (list($2)) AND state <> $3)
            """,
            [
                .int(unwanted.effectID), .list(unwanted.unlessIn), .int(Int64(Message.State.refused.rawValue)),
                .int(scope.id),
            ]
        ) { (pool: $0.text(0), position: $0.int(1), worth: $0.int(2), isGenerated: $0.int(3) == 1) }
        guard let found else { return }
        let place: [SQLValue] = [.int(scope.id), .text(found.pool), .int(found.position)]
        if found.isGenerated {
            try connection.execute("DELETE FROM coupons WHERE workspace = $1 AND pool = $2 AND position = $3", place)
        } else {
            try connection.execute(
                """
                UPDATE coupons SET effect_id = NULL, profile_key = NULL, assigned_at = NULL, expires_at = NULL, worth = 0
                WHERE workspace = $1 AND pool = $2 AND position = $3
                """, place)
        }
        try count(-1, worth: -found.worth, in: found.pool, in: scope, on: connection)
    }

    /// What two people had who are one now belongs to the one: limits a person hold for both.
    func move(from old: ProfileKey, to new: ProfileKey, on connection: any Connection) throws {
        try connection.execute(
            "UPDATE coupons SET profile_key = $2 WHERE profile_key = $1", [.int(old.rawValue), .int(new.rawValue)])
    }

    private func open(_ pool: String, in scope: WorkspaceScope, on connection: any Connection) throws {
        try connection.execute(
            "INSERT INTO coupon_pools (workspace, pool, added) VALUES ($1, $2, 0) ON CONFLICT DO NOTHING",
            [.int(scope.id), .text(pool)])
    }

    private func given(
        from pool: String, in scope: WorkspaceScope, on connection: any Connection
    ) throws -> CouponTerms.Given {
        try connection.first(
            """
            SELECT given, spent FROM coupon_pools WHERE workspace = $1 AND pool = $2
            \(connection.dialect.claimingRows)
            """, [.int(scope.id), .text(pool)]
        ) { CouponTerms.Given(codes: Int($0.int(0)), worth: $0.int(1)) } ?? CouponTerms.Given()
    }

    private func count(
        _ codes: Int64, worth: Int64, in pool: String, in scope: WorkspaceScope, on connection: any Connection
    ) throws {
        try connection.execute(
            "UPDATE coupon_pools SET given = given + $3, spent = spent + $4 WHERE workspace = $1 AND pool = $2",
            [.int(scope.id), .text(pool), .int(codes), .int(worth)])
    }

    private func toPerson(
        _ request: CouponRequest, now: Instant, in scope: WorkspaceScope, on connection: any Connection
    ) throws -> Int {
        let since = request.terms.perPerson?.within.map { now - $0 } ?? .distantPast
        let count = try connection.first(
            """
            SELECT count(*) FROM coupons
            WHERE profile_key = $1 AND profile_key IS NOT NULL AND workspace = $2 AND pool = $3 AND assigned_at > $4
            """,
            [.int(request.profile.rawValue), .int(scope.id), .text(request.pool), .int(since.milliseconds)]
        ) { Int($0.int(0)) }
        return count ?? 0
    }

    private func next(
        for request: CouponRequest, until end: Instant?, now: Instant, in scope: WorkspaceScope,
        on connection: any Connection
    ) throws -> String? {
        try connection.first(
            """
            UPDATE coupons SET effect_id = $1, profile_key = $2, assigned_at = $3, expires_at = $6, worth = $7
            WHERE workspace = $4 AND pool = $5 AND position = (
                SELECT position FROM coupons WHERE workspace = $4 AND pool = $5 AND effect_id IS NULL
                ORDER BY position LIMIT 1)
            RETURNING code
            """,
            [
                .int(request.effectID), .int(request.profile.rawValue), .int(now.milliseconds), .int(scope.id),
                .text(request.pool), end.map { .int($0.milliseconds) } ?? .null, .int(request.terms.worth),
            ]
        ) { $0.text(0) }
    }

    /// Nil where somebody has every candidate already, which does not happen.
    private func make(
        _ request: CouponRequest, until end: Instant?, now: Instant, in scope: WorkspaceScope,
        on connection: any Connection
    ) throws -> String? {
        for code in request.candidates {
            let isKnown = try connection.first(
                "SELECT 1 FROM coupons WHERE workspace = $1 AND code = $2", [.int(scope.id), .text(code)]
            ) { _ in true }
            if isKnown == true { continue }
            let position = try connection.first(
                """
                UPDATE coupon_pools SET added = added + 1 WHERE workspace = $1 AND pool = $2 RETURNING added
                """, [.int(scope.id), .text(request.pool)]
            ) { $0.int(0) - 1 }
            try connection.execute(
                """
                INSERT INTO coupons (workspace, pool, position, code, effect_id, profile_key, assigned_at, expires_at,
                    is_generated, worth)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1, $9)
                """,
                [
                    .int(scope.id), .text(request.pool), .int(position ?? 0), .text(code), .int(request.effectID),
                    .int(request.profile.rawValue), .int(now.milliseconds),
                    end.map { .int($0.milliseconds) } ?? .null, .int(request.terms.worth),
                ])
            return code
        }
        return nil
    }
}
