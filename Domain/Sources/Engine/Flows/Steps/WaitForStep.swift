import Conditions
import Values

/// Waits for an event that belongs to the trigger, or until time is up:
/// `- wait for: Order Delivered` with `up to: 14 days`, `then:` and `else:`.
///
/// An event belongs to the trigger when an order, checkout or cart id that both carry is the same; an order without a
/// usable id belongs when it came later. `where` replaces that rule with a condition over the event.
public struct WaitForStep: StepKind {
    public static let keyword = "wait for"
    public static let fields = ["where", "up to", "then", "else"]
    public static let summary = "Waits for an event, at most so long, and branches."

    public let event: String
    public let limit: TimeSpan
    /// Over the event as `trigger.…`, since it is what the wait is triggered by.
    public let filter: CompiledCondition?

    /// Ids by which an event belongs to a trigger, in the order in which they are tried.
    static let correlationIDs = ["order_id", "checkout_id", "cart_id"]

    public init?(_ reader: inout StepReader) {
        let event = reader.required(WaitForStep.keyword, example: "Order Delivered")
        let limit = reader.span("up to")
        if limit == nil, reader.text("up to") == nil {
            reader.report("up to is missing: a wait for an event needs an end, such as up to: 14 days", at: "up to")
        }
        filter = reader.condition("where")
        reader.branch("then")
        reader.branch("else")
        guard let event, let limit else { return nil }
        self.event = EventNames.canonical(event)
        self.limit = limit
    }

    public var branchNames: [String] { ["then", "else"] }
    public var conditions: [CompiledCondition] { filter.map { [$0] } ?? [] }
    public var eventsLookedBackAt: [String] { [event] }
    public var sentence: String { "Wait for “\(event)”, at most \(limit.words)" }

    public func begin(_ run: inout StepRun) -> StepOutcome {
        let since = run.timeline.events(named: event, from: run.journey.trigger.occurredAt)
        for candidate in since where candidate.order != run.journey.trigger.order {
            if belongs(candidate, run) { return .take(branch: 0) }
        }
        return .waitForEvent(until: run.now + limit)
    }

    public func resume(_ run: inout StepRun) -> StepOutcome { .take(branch: 1) }

    public func receive(_ event: TimelineEvent, _ run: inout StepRun) -> StepOutcome? {
        event.name == self.event && belongs(event, run) ? .take(branch: 0) : nil
    }

    private func belongs(_ event: TimelineEvent, _ run: StepRun) -> Bool {
        if let filter { return filter.evaluate(run.subject, trigger: event, now: run.now).holds }
        let properties = event.body.object
        for name in WaitForStep.correlationIDs {
            guard let wanted = run.journey.trigger.properties[name]?.identifierText,
                let found = properties[name]?.identifierText
            else { continue }
            return wanted == found
        }
        return event.occurredAt >= run.journey.trigger.occurredAt
    }
}
