import Values

@testable import Conditions

/// Monday, 15 June 2026, 12:00 UTC.
let noon = Instant(iso8601: "2026-06-15T12:00:00Z")!

func at(_ text: String) -> Instant { Instant(iso8601: text)! }

func event(
    _ name: String, _ time: String, order: Int64 = 0, _ properties: JSONObject = JSONObject()
) -> TimelineEvent {
    TimelineEvent(name: name, occurredAt: at(time), order: order, body: .tree(properties))
}

/// An order, the event that most tests are about.
func event(_ time: String, _ properties: JSONObject = JSONObject()) -> TimelineEvent {
    event("Order Completed", time, properties)
}

func subject(
    _ events: [TimelineEvent] = [], properties: JSONObject = JSONObject(), consents: Set<String> = [],
    memberships: Set<String> = [], zone: String = "UTC"
) -> Subject {
    let ordered = events.enumerated().map { index, event in
        var event = event
        if event.order == 0 { event.order = Int64(index) + 1 }
        return event
    }
    return Subject(
        properties: properties, consents: consents, memberships: memberships, zone: Zone(zone)!,
        timeline: Timeline(ordered))
}

func verdict(
    _ text: String, _ subject: Subject = subject(), trigger: TimelineEvent? = nil, now: Instant = noon
) throws -> Verdict {
    CompiledCondition(try Condition.parse(text)).evaluate(subject, trigger: trigger, now: now)
}

func holds(_ text: String, _ subject: Subject = subject(), trigger: TimelineEvent? = nil) throws -> Bool {
    try verdict(text, subject, trigger: trigger).holds
}

/// What is wrong with a text; empty where it parses.
func faults(_ text: String) -> [ConditionError] {
    do {
        _ = try Condition.parse(text)
        return []
    } catch {
        return error.errors
    }
}
