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

    /// The HTTP status to answer with once it is stored: 400 where events came and none is good, else 200, since
    /// stock clients send a whole batch again, or drop it, on anything else.
    public var status: Int { accepted.isEmpty && !rejected.isEmpty ? 400 : 200 }

    /// The answer's body: `{"success", "accepted", "rejected", "errors"?: [{"code", "message"}]}`.
    public var responseBody: JSON {
        var body: JSONObject = [
            "success": .bool(status == 200), "accepted": .number(Number(accepted.count)),
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
