import Values

/// Somebody or something starts a flow for a person: the console, the API, a bulk of past profiles.
public struct FlowStart: Sendable, Hashable {
    public var flow: String
    /// What makes it one: the same cause starts the flow once, however often the command comes.
    public var cause: String
    public var at: Instant
    /// What templates and conditions see as `trigger.…`.
    public var properties: JSONObject

    public init(flow: String, cause: String, at: Instant, properties: JSONObject = JSONObject()) {
        self.flow = flow
        self.cause = cause
        self.at = at
        self.properties = properties
    }

    var json: JSON {
        [
            "flow": .string(flow), "cause": .string(cause), "at": .number(Number(at.milliseconds)),
            "properties": .object(properties),
        ]
    }

    init?(_ json: JSON) {
        guard let flow = json["flow"]?.string, let cause = json["cause"]?.string, let at = json.instant("at")
        else { return nil }
        self.init(flow: flow, cause: cause, at: at, properties: json["properties"]?.object ?? JSONObject())
    }
}

extension StepRun {
    /// Does what a command to start a flow asks: by the event that its trigger `manual` waits for.
    mutating func start(_ start: FlowStart) {
        var properties = start.properties
        properties["flow"] = .string(start.flow)
        var hash = StableHash()
        hash.combine(start.flow)
        hash.combine(start.cause)
        tell(ManualTrigger.event, properties, effect: hash.finishSigned(), at: start.at)
    }

    /// A schedule's moment came. Who is no member any more hears nothing of it.
    mutating func tick(schedule id: Int64, at moment: Instant) {
        guard let schedule = definitions.schedules.first(where: { $0.id == id }), schedule.admits(customer.subject)
        else { return }
        tell(
            FlowSchedule.event,
            [
                "schedule": .string(String(id)), "scheduled_at": .string(moment.iso8601),
                "among": .string(schedule.among),
            ], effect: id, at: moment)
    }

    /// Lets an event happen once, however often it is told.
    private mutating func tell(_ name: String, _ properties: JSONObject, effect: Int64, at moment: Instant) {
        let at = min(moment, now)
        let isKnown = timeline[name].contains { $0.occurredAt == at && $0.body.object == properties }
        guard !isKnown else { return }
        emit(name, properties, effect: Int(truncatingIfNeeded: effect), at: at, order: 0, depth: 0)
    }
}
