import Values

/// What became of one request's events: each is in exactly one of the two lists, in the order they came.
public struct ParsedRequest: Sendable, Hashable {
    public var accepted: [IncomingEvent]
    public var rejected: [RejectedEvent]
    /// The key named in the body; Basic authorization goes before it.
    public var writeKey: String?

    public init(accepted: [IncomingEvent] = [], rejected: [RejectedEvent] = [], writeKey: String? = nil) {
        self.accepted = accepted
        self.rejected = rejected
        self.writeKey = writeKey
    }

    public var status: Int { answer().status }

    /// The answer's body where the database refuses nothing of it.
    public var responseBody: JSON { answer().body }

    /// - Parameter refused: of the accepted events, those that the database refused.
    public func answer(refused: [RejectedEvent] = []) -> TrackAnswer {
        TrackAnswer(accepted: accepted.count - refused.count, rejected: rejected + refused)
    }
}

/// What a request of the track API is answered with once it is stored.
public struct TrackAnswer: Sendable, Hashable {
    public var accepted: Int
    public var rejected: [RejectedEvent]

    /// The HTTP status: 400 where events came and none is good, else 200, since stock clients send a whole batch
    /// again, or drop it, on anything else.
    public var status: Int { accepted == 0 && !rejected.isEmpty ? 400 : 200 }

    /// `{"success", "accepted", "rejected", "errors"?: [{"code", "message"}]}`
    public var body: JSON {
        var body: JSONObject = [
            "success": .bool(status == 200), "accepted": .number(Number(accepted)),
            "rejected": .number(Number(rejected.count)),
        ]
        if !rejected.isEmpty {
            body["errors"] = .array(
                rejected.prefix(IntakeLimits.rejectionsInAnswer).map {
                    ["code": .string($0.rule), "message": .string($0.reason)]
                })
        }
        return .object(body)
    }
}
