import Conditions
import Values

/// Waits for an event that belongs to the trigger, or until time is up:
/// `- wait for: Order Delivered` with `up to: 14 days`, `then:` and `else:`.
///
/// An event belongs to the trigger when both name the same order; where they do not both name one, the same checkout or
/// cart; then the same product. One that shares none of these names belongs when it came later. `where` replaces that rule
/// with a condition over the event.
public struct WaitForStep: StepKind {
    public static let keyword = "wait for"
    public static let form: [FormField] = [
        FormField(
            "wait for", .event, "Event", required: true, several: true,
            help: "The first of these that belongs to the trigger.", example: "Order Delivered"),
        FormField(
            "where", .condition, "Only where",
            help: "A condition over the event as trigger.…, in place of belonging to the trigger.",
            example: "trigger.rating <= 2"),
        .limit(example: "14 days"),
        .branch("then", "When it came", help: "What happens when the event came."),
        .branch("else", "When time is up", help: "What happens where it did not come in time."),
    ]
    public static let summary = "Waits for an event, at most so long, and branches."
    public static let icon = "ear"

    /// Canonical names; the first of them that comes will do.
    public let events: [String]
    public let limit: TimeSpan
    /// Over the event as `trigger.…`, since it is what the wait is triggered by.
    public let filter: CompiledCondition?

    /// Ids by which an event belongs to a trigger: the first group of which both carry one decides. A cart that became a new
    /// checkout is the same purchase, so one of a group that is the same will do.
    static let correlationIDs = [["order_id"], ["checkout_id", "cart_id"], ["product_id", "sku"]]

    public init?(_ reader: inout StepReader) {
        let events = reader.names(WaitForStep.keyword, example: "Order Delivered")
        let limit = reader.limit("a wait for an event")
        filter = reader.condition("where")
        reader.branch("then")
        reader.branch("else")
        guard let events, let limit else { return nil }
        self.events = events.map(EventNames.canonical)
        self.limit = limit
    }

    public var branchNames: [String] { ["then", "else"] }
    public var conditions: [CompiledCondition] { filter.map { [$0] } ?? [] }
    public var eventsLookedBackAt: [String] { events }
    public var sentence: String {
        "Wait for \(events.map { "“\($0)”" }.listed), at most \(limit.words)"
    }

    public func begin(_ run: inout StepRun) -> StepOutcome {
        let trigger = run.journey.trigger
        var first: TimelineEvent?
        for event in events.flatMap({ run.timeline.events(named: $0, from: trigger.occurredAt) })
        where event.order != trigger.order && belongs(event, run) {
            if first.map({ (event.occurredAt, event.order) < ($0.occurredAt, $0.order) }) ?? true { first = event }
        }
        guard let first else { return .waitForEvent(until: run.now + limit) }
        for input in inputs(first).members { run.reads(input.key, input.value) }
        return take(first, &run)
    }

    public func resume(_ run: inout StepRun) -> StepOutcome { .take(branch: 1) }

    public func receive(_ event: TimelineEvent, _ run: inout StepRun) -> StepOutcome? {
        guard events.contains(event.name), belongs(event, run) else { return nil }
        run.came("“\(event.name)” came", inputs(event))
        return take(event, &run)
    }

    private func inputs(_ event: TimelineEvent) -> JSONObject {
        [
            "event": .string(event.name), "at": .string(event.occurredAt.iso8601),
            "properties": .object(event.body.object),
        ]
    }

    /// What came is kept where the flow speaks of it.
    private func take(_ event: TimelineEvent, _ run: inout StepRun) -> StepOutcome {
        if run.flow?.readsEvents == true { run.journey.data["event"] = .object(event.body.object) }
        return .take(branch: 0)
    }

    private func belongs(_ event: TimelineEvent, _ run: StepRun) -> Bool {
        if let filter { return filter.evaluate(run.subject, trigger: event, now: run.now).holds }
        let properties = event.body.object
        for group in WaitForStep.correlationIDs {
            let shared = group.compactMap { name -> Bool? in
                guard let wanted = run.journey.trigger.properties[name]?.identifierText,
                    let found = properties[name]?.identifierText
                else { return nil }
                return wanted == found
            }
            if !shared.isEmpty { return shared.contains(true) }
        }
        return event.occurredAt >= run.journey.trigger.occurredAt
    }
}
