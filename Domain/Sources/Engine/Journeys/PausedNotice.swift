import Conditions
import Values

/// A date that came or a condition that began to hold while the flow that waits for it stood still.
///
/// It comes once and nothing of it is sent again, unlike an order or a visit: so it is kept until the flow goes on, and
/// starts it then where it is still fresh.
public struct PausedNotice: Sendable, Hashable {
    public var flow: Int64
    /// The event by which it was noticed.
    public var event: String
    public var at: Instant
    public var order: Int64
    public var properties: JSONObject

    var json: JSON {
        [
            "flow": .number(Number(flow)), "event": .string(event), "at": .number(Number(at.milliseconds)),
            "order": .number(Number(order)), "properties": .object(properties),
        ]
    }

    init(_ event: TimelineEvent, flow: Int64) {
        self.flow = flow
        self.event = event.name
        at = event.occurredAt
        order = event.order
        properties = event.body.object
    }

    init?(_ json: JSON) {
        guard let flow = json["flow"]?.number?.integer, let event = json["event"]?.string, let at = json.instant("at"),
            let order = json["order"]?.number?.integer
        else { return nil }
        self.flow = flow
        self.event = event
        self.at = at
        self.order = order
        properties = json["properties"]?.object ?? JSONObject()
    }
}

extension StepRun {
    /// Keeps what a paused flow would have begun with, if it waits for a date or a condition.
    mutating func keep(_ event: TimelineEvent, for flow: Flow) {
        let names = [FlowWatch.date, FlowWatch.begins, FlowWatch.ceases]
        guard names.contains(event.name),
            flow.starts.contains(where: { $0.matches(event, customer.subject, now: now) })
        else { return }
        keep(PausedNotice(event, flow: flow.id))
        log(.flowNotEntered, subject: flow.id, "Did not enter “\(flow.name)” yet: it is paused")
    }

    private mutating func keep(_ notice: PausedNotice) {
        var hash = StableHash()
        hash.combine("paused notice")
        hash.combine(notice.json.text)
        schedule(
            .command, id: hash.finishSigned(), at: PausedWork.moment(of: notice.flow),
            payload: Command.noticed(notice).payload)
    }

    /// The flow goes on: what is still fresh starts it, anything else is put down as missed.
    mutating func takeUp(_ notice: PausedNotice) {
        if isPaused(notice.flow) { return keep(notice) }
        guard let flow = definitions.flows.first(where: { $0.id == notice.flow }) else { return }
        guard now - notice.at <= IntakeLimits.historicalAge else {
            log(
                .flowNotEntered, subject: flow.id,
                "Did not enter “\(flow.name)”: it was paused when “\(notice.event)” came, more than "
                    + "\(IntakeLimits.historicalAge.words) ago")
            return
        }
        let event = TimelineEvent(
            name: notice.event, occurredAt: notice.at, order: notice.order, body: .tree(notice.properties))
        consider(flow, event, authority: .engine)
    }
}
