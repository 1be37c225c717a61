import Values

/// Something that is to happen outside: a task, an alert, a call of another system, a change of an audience.
///
/// The step never does it: it asks, and the outside does it once, however often it is asked under this identity. Where an
/// answer is wanted it comes back as `Command.answer`.
public struct EffectRequest: Sendable, Hashable {
    /// hash(journey, step, visit, attempt)
    public var effectID: Int64
    public var kind: Kind
    public var profile: ProfileKey
    public var journey: Int64
    public var flow: Int64
    public var flowVersion: Int64
    public var step: String
    /// What is to be done, as the flow's author wrote it; every text in it is Liquid. Its fields are those of the kind.
    ///
    /// Nobody's data stands in it: what belongs to the person is in the context, and is put in when it is rendered.
    public var details: JSONObject
    /// What those texts see: a JSON object's text.
    public var context: String
    /// Whether the journey waits for the answer.
    public var isAnswered: Bool
    public var requestedAt: Instant
    /// After this it is given up.
    public var expiresAt: Instant

    public enum Kind: Int, Sendable, Hashable, CaseIterable {
        /// `title`, `details`, `assignee`, `priority`, `due_at` (milliseconds since 1970).
        case task = 1
        /// `title`, `details`, `to` (a list of "email", "chat" or addresses).
        case alert = 2
        /// `url`, `method`, `headers`, `body`.
        case webhook = 3
        /// `audience`, `member`: whether the person is to be in it.
        case audience = 4

        public var name: String {
            switch self {
            case .task: "task"
            case .alert: "alert"
            case .webhook: "webhook"
            case .audience: "audience"
            }
        }
    }

    public init(
        effectID: Int64, kind: Kind, profile: ProfileKey, journey: Int64, flow: Int64, flowVersion: Int64, step: String,
        details: JSONObject, context: String, isAnswered: Bool, requestedAt: Instant, expiresAt: Instant
    ) {
        self.effectID = effectID
        self.kind = kind
        self.profile = profile
        self.journey = journey
        self.flow = flow
        self.flowVersion = flowVersion
        self.step = step
        self.details = details
        self.context = context
        self.isAnswered = isAnswered
        self.requestedAt = requestedAt
        self.expiresAt = expiresAt
    }
}

/// What came of an effect that somebody waits for.
public struct EffectAnswer: Sendable, Hashable {
    public var effect: Int64
    public var journey: Int64
    public var result: Result

    public enum Result: Sendable, Hashable {
        case done(JSON)
        /// Given up after every try; says why.
        case failed(String)
    }

    public init(effect: Int64, journey: Int64, result: Result) {
        self.effect = effect
        self.journey = journey
        self.result = result
    }

    var json: JSON {
        var object: JSONObject = ["effect": .number(Number(effect)), "journey": .number(Number(journey))]
        switch result {
        case .done(let value): object["value"] = value
        case .failed(let reason): object["failed"] = .string(reason)
        }
        return .object(object)
    }

    init?(_ json: JSON) {
        guard let effect = json["effect"]?.number?.integer, let journey = json["journey"]?.number?.integer
        else { return nil }
        let result: Result = json["failed"]?.string.map { .failed($0) } ?? .done(json["value"] ?? .null)
        self.init(effect: effect, journey: journey, result: result)
    }
}
