import Conditions
import Engine
import Values

/// Which of the engine's own events of the past are played, and which come anew of what is played.
struct ReplayRule: Sendable {
    /// What becomes of an event of the past.
    enum Role: Sendable {
        case plays
        /// Somebody else put the person on a list or took them off, or did so with a tag.
        case label(ListChange)
        /// It follows from what is played, or belongs to messages that never went out here.
        case dropped
    }

    private let own: String
    /// As opens and clicks of earlier releases name it.
    private let ownID: String
    private let slugs: Set<String>
    private let emitted: Set<String>
    private let started: Set<String>
    /// As what flows set themselves names its source.
    let sources: Set<String>

    init(flow: Flow, others: [Flow]) {
        let flows = [flow] + others
        own = flow.slug
        ownID = String(flow.id)
        slugs = Set(flows.map(\.slug))
        sources = Set(slugs.map { "flow \($0)" })
        let kinds = flows.flatMap(\.steps).map(\.kind)
        emitted = Set(kinds.compactMap { ($0 as? EmitStep)?.event })
        started = Set(kinds.compactMap { ($0 as? StartFlowStep)?.slug })
    }

    private static let followsAnyway: Set<String> = [
        "Consent Granted", "Consent Withdrawn", "Cart Emptied", SegmentEvent.entered, SegmentEvent.left,
        "Stage Changed", "Date Reached", "Condition Met", "Condition Ceased", "Flow Scheduled", "Held Out",
    ]

    /// By which lists and tags are followed.
    static let labels: [String: (kind: Label.Kind, isMember: Bool)] = [
        "List Joined": (.list, true), "List Left": (.list, false), "Tag Added": (.tag, true),
        "Tag Removed": (.tag, false),
    ]

    /// Events that may follow from other things than events of the person.
    var made: Set<String> {
        ReplayRule.followsAnyway.union(emitted).union(ReplayRule.labels.keys).union(["Flow Started"])
            .union(Channel.allCases.map { $0.eventName(of: .sent) })
    }

    /// Names by which the engine or a flow may have told of something: what becomes of these goes by who told it.
    var derived: Set<String> { made.union(Channel.receipts.keys) }

    func role(of event: Event) -> Role {
        guard event.call == .derived else { return .plays }
        if ReplayRule.followsAnyway.contains(event.name) || emitted.contains(event.name) { return .dropped }
        if let change = ReplayRule.label(in: event) {
            return sources.contains(change.source) ? .dropped : .label(change)
        }
        if event.name == "Flow Started" { return started.contains(text("flow", event)) ? .dropped : .plays }
        switch Channel.receipts[event.name]?.kind {
        case .sent: return slugs.contains(text("flow", event)) ? .dropped : .plays
        case .opened, .clicked:
            let flow = text("flow", event)
            return flow == own || flow == ownID ? .dropped : .plays
        case .bounced, .complained, nil: return .plays
        }
    }

    /// Whether it tells of a message of the flow's own, which does not count as history either.
    func isOwnReceipt(_ event: Event) -> Bool {
        guard event.call == .derived, Channel.receipts[event.name] != nil else { return false }
        if case .dropped = role(of: event) { return true }
        return false
    }

    static func label(in event: Event) -> ListChange? {
        guard event.call == .derived, let (kind, isMember) = labels[event.name] else { return nil }
        let body = EventBody.bytes(event.properties)
        guard let name = body.property(kind == .list ? "list" : "tag")?.string else { return nil }
        return ListChange(
            label: Label(kind, name), isMember: isMember, source: body.property("source")?.string ?? "")
    }

    private func text(_ property: String, _ event: Event) -> String {
        EventBody.bytes(event.properties).property(property)?.string ?? ""
    }
}
