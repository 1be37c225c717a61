import Engine
import Values

/// What flows ask of the outside, from the step's transaction until it is done or given up.
public struct EffectStore: Sendable {
    public init() {}

    /// Whoever took an effect on and says nothing for so long has died: another takes it on.
    public static let claimLasts = TimeSpan.minutes(2)

    static let columns = """
        effects.effect_id, effects.kind, effects.profile_key, effects.journey, effects.flow, effects.flow_version, \
        effects.step, effects.details, effects.context, effects.is_answered, effects.requested_at, \
        effects.expires_at, effects.attempts, effects.state, effects.reason, effects.due_at, effects.finished_at
        """

    private static let insertion = BulkStatement.insert(
        into: "effects",
        [
            .int("effect_id"), .int("workspace"), .int("profile_key"), .int("journey"), .int("flow"),
            .int("flow_version"), .text("step"), .int("kind"), .int("state"), .text("details"), .text("context"),
            .int("is_answered"), .int("requested_at"), .int("expires_at"), .int("due_at"), .int("attempts"),
            .text("reason"),
        ], conflict: "ON CONFLICT DO NOTHING")

    /// One that is there already is left alone, whatever became of it.
    func add(_ effects: [EffectRequest], in scope: WorkspaceScope, on connection: any Connection) throws {
        try connection.run(EffectStore.insertion, count: effects.count) { row, index in
            let effect = effects[index]
            row.int(effect.effectID)
            row.int(scope.id)
            row.int(effect.profile.rawValue)
            row.int(effect.journey)
            row.int(effect.flow)
            row.int(effect.flowVersion)
            try row.text(effect.step)
            row.int(effect.kind.rawValue)
            row.int(StoredEffect.State.waiting.rawValue)
            try row.text(JSON.object(effect.details).text)
            try row.text(effect.context)
            row.int(effect.isAnswered ? 1 : 0)
            row.int(effect.requestedAt.milliseconds)
            row.int(effect.expiresAt.milliseconds)
            row.int(effect.requestedAt.milliseconds)
            row.int(0)
            try row.text("")
        }
    }

    /// Takes on what is due: nobody else does for as long as ``claimLasts``.
    public func claim(now: Instant, limit: Int, on connection: any Connection) throws -> [StoredEffect] {
        let sql = """
            UPDATE effects SET attempts = attempts + 1, due_at = $2 WHERE effect_id IN (
                SELECT effect_id FROM effects WHERE state = 1 AND due_at <= $1 ORDER BY due_at, effect_id LIMIT $3
                \(connection.dialect.skippingLocked))
            RETURNING \(EffectStore.columns.replacing("effects.", with: ""))
            """
        return try connection.all(
            sql,
            [
                .int(now.milliseconds), .int((now + EffectStore.claimLasts).milliseconds), .int(Int64(limit)),
            ], StoredEffect.init
        ).sorted { ($0.request.requestedAt, $0.request.effectID) < ($1.request.requestedAt, $1.request.effectID) }
    }

    // The sign keeps the planner from the index of all the workspace's effects.
    static let journeysQuery =
        "SELECT effect_id, journey FROM effects WHERE effect_id IN (list($1)) AND +workspace = $2"

    /// Whose journey asked for each of these, as far as they are kept.
    public func journeys(
        of effects: [Int64], in scope: WorkspaceScope, on connection: any Connection
    ) throws -> [Int64: Int64] {
        var journeys: [Int64: Int64] = [:]
        try connection.query(
            EffectStore.journeysQuery,
            [.list(effects), .int(scope.id)]
        ) { journeys[$0.int(0)] = $0.int(1) }
        return journeys
    }

    /// When the next is due; nil where none waits.
    public func nextDue(on connection: any Connection) throws -> Instant? {
        try connection.first("SELECT due_at FROM effects WHERE state = 1 ORDER BY due_at LIMIT 1") {
            Instant(milliseconds: $0.int(0))
        }
    }

    /// Notes what became of an effect that was taken on; where somebody waits for the answer, they are told in the same
    /// transaction. One that was settled already is left alone.
    ///
    /// - Returns: whether it was still open.
    @discardableResult
    public func settle(
        _ effect: StoredEffect, _ outcome: EffectOutcome, now: Instant, in scope: WorkspaceScope,
        on connection: any Connection
    ) throws -> Bool {
        let id = effect.request.effectID
        if case .again(let moment, let reason) = outcome {
            let changed = try connection.execute(
                "UPDATE effects SET due_at = $2, reason = $3 WHERE effect_id = $1 AND state = 1",
                [.int(id), .int(moment.milliseconds), .text(reason.withoutNUL)])
            return changed > 0
        }
        var details: String?
        var reason = ""
        var state = StoredEffect.State.done
        switch outcome {
        case .done(_, let rendered): details = rendered.map { JSON.object($0).text }
        case .failed(let because): (state, reason) = (.failed, because)
        case .again: break
        }
        // What the texts were made from has done its duty.
        let changed = try connection.execute(
            """
            UPDATE effects SET state = $2, reason = $3, details = COALESCE($4, details), context = '{}',
                finished_at = $5
            WHERE effect_id = $1 AND state = 1
            """,
            [
                .int(id), .int(Int64(state.rawValue)), .text(reason.withoutNUL),
                details.map { .text($0.withoutNUL) } ?? .null, .int(now.milliseconds),
            ])
        guard changed > 0, effect.request.isAnswered else { return changed > 0 }
        let answer = EffectAnswer(effect: id, journey: effect.request.journey, result: outcome.result)
        try WorkStore().schedule(
            [
                WorkItem(
                    dueAt: WorkItem.firstInLine, kind: .command, id: id, subject: effect.request.profile,
                    payload: Command.answer(answer).payload)
            ], in: scope, on: connection)
        return true
    }

    /// Has one that failed tried again at once, as somebody of the staff asks; what the journey made of the failure stands.
    /// One that is to be tried again by itself has its next try at once, unless somebody may be at it this moment.
    ///
    /// - Returns: whether it had failed.
    public func tryAgain(_ id: Int64, now: Instant, in scope: WorkspaceScope, on connection: any Connection) throws
        -> Bool
    {
        let wasGivenUp = try connection.execute(
            """
            UPDATE effects SET state = 1, due_at = $2, expires_at = $3, finished_at = NULL, is_answered = 0
            WHERE effect_id = $1 AND workspace = $4 AND state = 3
            """,
            [
                .int(id), .int(now.milliseconds), .int((now + .days(1)).milliseconds), .int(scope.id),
            ])
        if wasGivenUp > 0 { return true }
        try connection.execute(
            """
            UPDATE effects SET due_at = $2
            WHERE effect_id = $1 AND workspace = $4 AND state = 1 AND reason <> '' AND due_at > $3
            """,
            [
                .int(id), .int(now.milliseconds), .int((now + EffectStore.claimLasts).milliseconds), .int(scope.id),
            ])
        let waits = try connection.first(
            "SELECT 1 FROM effects WHERE effect_id = $1 AND workspace = $2 AND state = 1 AND reason <> ''",
            [.int(id), .int(scope.id)]
        ) { _ in true }
        return waits ?? false
    }

    /// What a flow asked for, newest first.
    public func page(
        ofFlow flow: Int64, state: StoredEffect.State? = nil, at position: PagePosition = .first, limit: Int,
        in scope: WorkspaceScope, on connection: any Connection
    ) throws -> Page<StoredEffect> {
        let cursor = position.cursor
        let rows = try connection.all(
            """
            SELECT \(EffectStore.columns) FROM effects
            WHERE workspace = $1 AND flow = $2 AND (requested_at, effect_id) \(position.comparison) ($3, $4)
                AND ($6 = 0 OR state = $6)
            ORDER BY requested_at \(position.direction), effect_id \(position.direction) LIMIT $5
            """,
            [
                .int(scope.id), .int(flow), .int(cursor.at.milliseconds), .int(cursor.id), .int(Int64(limit) + 1),
                .int(Int64(state?.rawValue ?? 0)),
            ], StoredEffect.init)
        return position.page(of: rows, limit: limit) {
            PageCursor(at: $0.request.requestedAt, id: $0.request.effectID)
        }
    }

    /// How many were given up, by the flow's step.
    public func failures(
        ofFlow flow: Int64, in scope: WorkspaceScope, on connection: any Connection
    ) throws -> [String: Int] {
        var failures: [String: Int] = [:]
        try connection.query(
            "SELECT step, count(*) FROM effects WHERE workspace = $1 AND flow = $2 AND state = 3 GROUP BY step",
            [.int(scope.id), .int(flow)]
        ) { failures[$0.text(0)] = Int($0.int(1)) }
        return failures
    }

    /// Lets go of what was settled before a moment, at most `limit`.
    /// - Returns: how many.
    func forget(before moment: Instant, limit: Int, on connection: any Connection) throws -> Int {
        try connection.execute(
            """
            DELETE FROM effects WHERE effect_id IN (
                SELECT effect_id FROM effects WHERE state <> 1 AND finished_at < $1 ORDER BY finished_at LIMIT $2)
            """, [.int(moment.milliseconds), .int(Int64(limit))])
    }
}
