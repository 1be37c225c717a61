import Values

/// One profile's run through a flow.
public struct Journey: Sendable, Hashable {
    /// hash(workspace, flow, entry cause)
    public var id: Int64
    public var flow: Int64
    /// The version it runs on.
    public var version: Int64
    public var enteredAt: Instant
    public var trigger: JourneyTrigger
    /// Index into the version's compiled steps.
    public var position: Int
    /// How often a step has been begun: tells visits of one step apart.
    public var visit: Int64
    public var state: State
    /// Kept answers, such as the coupon's code.
    public var data: JSONObject
    /// Messages sent so far: a refreshed journey starts again only while this is 0.
    public var sent: Int

    public enum State: Sendable, Hashable {
        /// Ready to begin the step at `position`.
        case ready
        case waiting(until: Instant)
        /// For an event that the step describes, at most until.
        case waitingForEvent(until: Instant)
        /// For an answer from outside to this effect.
        case waitingForAnswer(effect: Int64)
        /// Its message is held until policy lets it go.
        case waitingForMessage(id: Int64)
    }

    public init(
        id: Int64, flow: Int64, version: Int64, enteredAt: Instant, trigger: JourneyTrigger
    ) {
        self.id = id
        self.flow = flow
        self.version = version
        self.enteredAt = enteredAt
        self.trigger = trigger
        position = 0
        visit = 0
        state = .ready
        data = JSONObject()
        sent = 0
    }

    /// The identity of an effect of the step under way.
    func effectID(step: String, ordinal: Int64 = 0) -> Int64 {
        var hash = StableHash()
        hash.combine(id)
        hash.combine(step)
        hash.combine(visit)
        hash.combine(ordinal)
        return hash.finishSigned()
    }

    static func id(workspace: WorkspaceID, flow: Int64, cause: Int64) -> Int64 {
        var hash = StableHash()
        hash.combine(workspace.rawValue)
        hash.combine(flow)
        hash.combine(cause)
        return hash.finishSigned()
    }
}

extension Journey {
    /// Since when its message is held; nil where none is, or was by an earlier release.
    var heldSince: Instant? {
        get {
            guard case .waitingForMessage = state else { return nil }
            return data["held_since"]?.number?.integer.map(Instant.init(milliseconds:))
        }
        set { data["held_since"] = newValue.map { .number(Number($0.milliseconds)) } }
    }

    /// Messages that a goal calls back where they have not gone yet; earlier ones have long gone.
    static let messagesRemembered = 8
}

/// The event that started a journey, kept with it.
public struct JourneyTrigger: Sendable, Hashable {
    public var name: String
    public var occurredAt: Instant
    /// The event's sequence.
    public var order: Int64
    public var properties: JSONObject

    public init(name: String, occurredAt: Instant, order: Int64, properties: JSONObject) {
        self.name = name
        self.occurredAt = occurredAt
        self.order = order
        self.properties = properties
    }

    /// As a message's context tells of it; nil where it does not. It comes after every event of its moment.
    init?(context: String) {
        guard let json = try? JSON.parse(context), let name = json["trigger_name"]?.string,
            let at = json["trigger_time"]?.string.flatMap({ Instant(iso8601: $0) })
        else { return nil }
        self.init(name: name, occurredAt: at, order: .max, properties: json["trigger"]?.object ?? JSONObject())
    }
}
