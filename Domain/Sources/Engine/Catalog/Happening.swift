import Conditions
import Values

/// Something in the shop happens to somebody who showed interest, such as a price that falls.
public struct Happening: Sendable, Hashable {
    /// The event's canonical name.
    public var event: String
    /// What makes it one: the same cause happens to a person once, however often they are told.
    public var cause: Int64
    public var at: Instant
    public var properties: JSONObject

    public init(event: String, cause: Int64, at: Instant, properties: JSONObject) {
        self.event = event
        self.cause = cause
        self.at = at
        self.properties = properties
    }

    var json: JSON {
        [
            "event": .string(event), "cause": .string(String(cause)), "at": .number(Number(at.milliseconds)),
            "properties": .object(properties),
        ]
    }

    init?(_ json: JSON) {
        guard let event = json["event"]?.string, !event.isEmpty,
            let cause = json["cause"]?.string.flatMap({ Int64($0) }), let at = json.instant("at")
        else { return nil }
        self.init(event: event, cause: cause, at: at, properties: json["properties"]?.object ?? JSONObject())
    }
}

extension StepRun {
    /// Lets something happen to the person; of one cause once.
    mutating func happen(_ happening: Happening) {
        let cause = JSON.string(String(happening.cause))
        guard !timeline[happening.event].contains(where: { $0.body.object["cause"] == cause }) else { return }
        var properties = happening.properties
        properties["cause"] = cause
        emit(
            happening.event, properties, effect: Int(truncatingIfNeeded: happening.cause),
            at: min(happening.at, now), order: 0, depth: 0)
    }
}
