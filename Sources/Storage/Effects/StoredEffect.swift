import Engine
import Values

/// Something that a flow asked of the outside, and what became of it.
public struct StoredEffect: Sendable, Hashable {
    public enum State: Int, Sendable, Hashable, CaseIterable {
        case waiting = 1
        case done = 2
        /// Given up.
        case failed = 3
    }

    /// Once it is done, its details are what was said, rendered, and its context is gone.
    public var request: EffectRequest
    public var state: State
    /// How often it was tried.
    public var attempts: Int
    /// Why the last try failed; empty where none did.
    public var reason: String
    /// When it is tried next.
    public var dueAt: Instant
    public var finishedAt: Instant?

    init(_ row: Row) throws {
        guard let kind = EffectRequest.Kind(rawValue: Int(row.int(1))), let state = State(rawValue: Int(row.int(13)))
        else { throw StoredFormError(what: "what a flow asked for", reason: "its kind is of a newer release") }
        request = EffectRequest(
            effectID: row.int(0), kind: kind, profile: ProfileKey(rawValue: row.int(2)), journey: row.int(3),
            flow: row.int(4), flowVersion: row.int(5), step: row.text(6),
            details: (try? JSON.parse(row.text(7)))?.object ?? JSONObject(), context: row.text(8),
            isAnswered: row.int(9) == 1, requestedAt: Instant(milliseconds: row.int(10)),
            expiresAt: Instant(milliseconds: row.int(11)))
        self.state = state
        attempts = Int(row.int(12))
        reason = row.text(14)
        dueAt = Instant(milliseconds: row.int(15))
        finishedAt = row.optionalInt(16).map(Instant.init(milliseconds:))
    }
}

/// What came of a try.
public enum EffectOutcome: Sendable, Hashable {
    /// What it answered, and what was said in the end, for whoever looks at it later; nil keeps what was asked.
    case done(JSON, said: JSONObject?)
    /// Given up.
    case failed(String)
    case again(at: Instant, String)

    var result: EffectAnswer.Result {
        switch self {
        case .done(let value, _): .done(value)
        case .failed(let reason), .again(_, let reason): .failed(reason)
        }
    }
}
