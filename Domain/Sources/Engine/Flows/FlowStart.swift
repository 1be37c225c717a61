import Values

/// Somebody or something starts a flow for a person: the console, the API, a bulk of past profiles.
public struct FlowStart: Sendable, Hashable {
    public var flow: String
    /// What makes it one: the same cause starts the flow once, however often the command comes.
    public var cause: String
    public var at: Instant
    /// What templates and conditions see as `trigger.…`.
    public var properties: JSONObject
    /// Whether it is for whoever meets one of the flow's triggers already, and for nobody else.
    public var isForPast: Bool

    public init(
        flow: String, cause: String, at: Instant, properties: JSONObject = JSONObject(), isForPast: Bool = false
    ) {
        self.flow = flow
        self.cause = cause
        self.at = at
        self.properties = properties
        self.isForPast = isForPast
    }

    /// Marks the event of such a start.
    static let pastName = "met_already"

    var json: JSON {
        var object: JSONObject = [
            "flow": .string(flow), "cause": .string(cause), "at": .number(Number(at.milliseconds)),
            "properties": .object(properties),
        ]
        if isForPast { object["past"] = true }
        return .object(object)
    }

    init?(_ json: JSON) {
        guard let flow = json["flow"]?.string, let cause = json["cause"]?.string, let at = json.instant("at")
        else { return nil }
        self.init(
            flow: flow, cause: cause, at: at, properties: json["properties"]?.object ?? JSONObject(),
            isForPast: json["past"]?.bool ?? false)
    }
}

extension StepRun {
    /// Does what a command to start a flow asks: by the event that its trigger `manual` waits for, and that takes in who
    /// meets another trigger of it already.
    mutating func start(_ start: FlowStart) {
        var properties = start.properties
        properties[FlowStart.pastName] = nil
        if start.isForPast {
            let flow = definitions.flows.first { $0.slug == start.flow }
            guard let met = flow?.metTrigger(of: customer, now: now) else { return }
            for member in met.members { properties[member.key] = member.value }
            properties[FlowStart.pastName] = true
        }
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
