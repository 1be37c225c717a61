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
        properties["cause"] = .string(start.cause)
        let isKnown = timeline[ManualTrigger.event].contains { event in
            let body = event.body.object
            return body["flow"]?.string == start.flow && body["cause"]?.string == start.cause
        }
        guard !isKnown else { return }
        var hash = StableHash()
        hash.combine(start.flow)
        hash.combine(start.cause)
        emit(
            ManualTrigger.event, properties, effect: Int(truncatingIfNeeded: hash.finishSigned()),
            at: min(start.at, now), order: 0, depth: 0)
    }

    /// A schedule's moment came. Who is no member any more hears nothing of it.
    mutating func tick(schedule id: Int64, at moment: Instant) {
        guard let schedule = definitions.schedules.first(where: { $0.id == id }), schedule.admits(customer.subject)
        else { return }
        let at = min(moment, now)
        let properties: JSONObject = [
            "schedule": .string(String(id)), "scheduled_at": .string(moment.iso8601), "among": .string(schedule.among),
        ]
        let isKnown = timeline[FlowSchedule.event].contains { $0.occurredAt == at && $0.body.object == properties }
        guard !isKnown else { return }
        emit(FlowSchedule.event, properties, effect: Int(truncatingIfNeeded: id), at: at, order: 0, depth: 0)
    }
}
