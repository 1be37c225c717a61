import Values

/// What one line of `conditions check` asks.
struct ConditionCheck {
    let condition: CompiledCondition
    let subject: Subject
    let trigger: TimelineEvent?
    let now: Instant

    init(_ line: String) throws(CheckFault) {
        let json: JSON
        do { json = try JSON.parse(line) } catch { throw CheckFault(message: "the line is not JSON: \(error)") }
        guard case .object(let object) = json else {
            throw CheckFault(message: "the line is \(json.kindName), not an object")
        }
        guard let text = object["condition"]?.string else {
            throw CheckFault(message: "\"condition\" is missing: give the condition as a text")
        }
        do {
            condition = CompiledCondition(try Condition.parse(text))
        } catch {
            throw CheckFault(message: error.errors.map(\.description).joined(separator: "; "))
        }
        now = try Self.moment(object["now"], named: "\"now\"")
        let events = try Self.events(object["events"])
        trigger = try Self.trigger(object["trigger"], among: events)
        subject = try Self.subject(object["profile"], object["workspace"], events)
    }

    private static func moment(_ json: JSON?, named name: String) throws(CheckFault) -> Instant {
        guard let text = json?.string, let moment = Instant(iso8601: text) else {
            throw CheckFault(message: "\(name) is missing or no moment: give it like \"2026-11-22T09:00:00Z\"")
        }
        return moment
    }

    private static func events(_ json: JSON?) throws(CheckFault) -> [TimelineEvent] {
        guard let json, !json.isNull else { return [] }
        guard case .array(let items) = json else {
            throw CheckFault(message: "\"events\" is \(json.kindName), not a list")
        }
        var events: [TimelineEvent] = []
        for (index, item) in items.enumerated() {
            events.append(try event(item, order: Int64(index), named: "event \(index + 1)"))
        }
        return events
    }

    private static func event(_ json: JSON, order: Int64, named name: String) throws(CheckFault) -> TimelineEvent {
        guard let event = json["event"]?.string else {
            throw CheckFault(message: "\(name) has no \"event\" with its name")
        }
        let moment = try moment(json["timestamp"], named: "\"timestamp\" of \(name)")
        let properties = try properties(json["properties"], named: "\"properties\" of \(name)")
        return TimelineEvent(name: event, occurredAt: moment, order: order, body: .tree(properties))
    }

    private static func properties(_ json: JSON?, named name: String) throws(CheckFault) -> JSONObject {
        guard let json, !json.isNull else { return JSONObject() }
        guard case .object(let object) = json else {
            throw CheckFault(message: "\(name) is \(json.kindName), not an object")
        }
        return object
    }

    /// The trigger takes its order from its like among the events; else it comes after all of its moment.
    private static func trigger(_ json: JSON?, among events: [TimelineEvent]) throws(CheckFault) -> TimelineEvent? {
        guard let json, !json.isNull else { return nil }
        var trigger = try event(json, order: .max, named: "the trigger")
        let likes = events.filter { $0.name == trigger.name && $0.occurredAt == trigger.occurredAt }
        if let same = likes.first(where: { $0.body == trigger.body }) ?? likes.first { trigger.order = same.order }
        return trigger
    }

    private static func subject(
        _ json: JSON?, _ workspace: JSON?, _ events: [TimelineEvent]
    ) throws(CheckFault) -> Subject {
        let profile = try properties(json, named: "\"profile\"")
        var subject = Subject(timeline: Timeline(events))
        subject.properties = try properties(profile["properties"], named: "\"properties\" of the profile")
        subject.consents = try names(profile["consents"], named: "\"consents\"")
        subject.memberships = try names(profile["memberships"], named: "\"memberships\"")
        subject.facts = try facts(profile)
        subject.workspace = try self.workspace(workspace)
        if let json = profile["timezone"], !json.isNull {
            guard let zone = json.string.flatMap(Zone.init) else {
                throw CheckFault(message: "there is no time zone \(json.text): give one like \"Europe/Berlin\"")
            }
            subject.zone = zone
        }
        return subject
    }

    /// Names in a list, or the keys of an object whose values say yes.
    private static func names(_ json: JSON?, named name: String) throws(CheckFault) -> Set<String> {
        switch json {
        case nil, .null: return []
        case .array(let items): return Set(items.compactMap(listed))
        case .object(let object): return Set(object.members.filter { isYes($0.value) }.map(\.key))
        case .bool, .number, .string: throw CheckFault(message: "\(name) is neither a list nor an object")
        }
    }

    /// A name alone, or an object with the channel and its state.
    private static func listed(_ json: JSON) -> String? {
        switch json {
        case .string(let name): name
        case .object: isYes(json) ? json["channel"]?.string : nil
        case .null, .bool, .number, .array: nil
        }
    }

    private static func isYes(_ json: JSON) -> Bool {
        switch json {
        case .bool(let answer): answer
        case .string(let word): ["granted", "subscribed", "given", "yes", "true"].contains(word.lowercased())
        case .object(let object): (object["granted"] ?? object["state"] ?? object["status"]).map(isYes) ?? false
        case .null, .number, .array: false
        }
    }
}
