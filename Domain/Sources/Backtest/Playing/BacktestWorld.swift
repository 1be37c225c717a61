import Conditions
import Engine
import Values

/// One version of the flow beside the other live flows, prepared once for everybody.
final class BacktestWorld: Sendable {
    let flow: Flow
    let definitions: Definitions
    let replay: ReplayRule
    let pools: [String: Int]
    let shelves: ShelfHistory
    let window: Range<Instant>
    /// A tale in which nothing happened.
    let blank: PersonTale
    /// Moments of the schedules within the window, in the order of time.
    let ticks: [Tick]
    /// Events whose properties tell what an order was worth.
    static let order = "Order Completed"
    /// Whether some condition looks at the messages that went out.
    let looksAtSent: Bool
    private let handlings: [String: EventHandling]
    /// Names of the events that can start the flow; nil where something beside the person's events can.
    private let starts: Set<String>?
    /// Whether nothing but the flow's own journeys happens in this world.
    private let isQuiet: Bool
    let followsCarts: Bool

    struct Tick: Sendable {
        let at: Instant
        let schedule: FlowSchedule
    }

    init(_ plan: BacktestPlan, flow: Flow) {
        self.flow = flow
        let definitions = plan.definitions(with: flow)
        self.definitions = definitions
        replay = ReplayRule(flow: flow, others: plan.others)
        pools = plan.pools
        shelves = plan.shelves
        window = plan.from..<plan.until
        blank = PersonTale(flow: flow)
        ticks = BacktestWorld.ticks(definitions, in: window)
        looksAtSent = Channel.allCases.contains { definitions.hasCondition(on: $0.eventName(of: .sent)) }
        followsCarts = definitions.asksForEmptiedCarts
        let known = definitions.history.names.union(definitions.flows.flatMap(\.triggers))
            .union(Definitions.cartEvents)
        // The engine remembers receipts so that none counts twice; here each is told once.
        let unread = Channel.receipts.keys.filter { !definitions.looksBack(at: $0) }
        handlings = Dictionary(
            uniqueKeysWithValues: known.map { name in
                let handling = definitions.handling(of: name, call: .track)
                return (name, handling == .remembered && unread.contains(name) ? .ignored : handling)
            })
        let triggers = Set(flow.triggers)
        starts = triggers.isDisjoint(with: replay.made) ? triggers : nil
        isQuiet = plan.others.isEmpty && definitions.watchesNobody && definitions.schedules.isEmpty
    }

    /// A schedule that comes every minute has so many moments in the longest stretch.
    private static let mostTicks = BacktestPlan.mostDays * 1440

    private static func ticks(_ definitions: Definitions, in window: Range<Instant>) -> [Tick] {
        var ticks: [Tick] = []
        for schedule in definitions.schedules {
            var moment = window.lowerBound - TimeSpan(milliseconds: 1)
            for _ in 0..<mostTicks {
                guard let next = schedule.next(after: moment, workspace: definitions.settings.zone),
                    next < window.upperBound
                else { break }
                ticks.append(Tick(at: next, schedule: schedule))
                moment = next
            }
        }
        return ticks.sorted { ($0.at, $0.schedule.id) < ($1.at, $1.schedule.id) }
    }

    func handling(of name: String, call: Event.Call) -> EventHandling {
        if call == .identify || call == .group { return .stepped }
        return handlings[name] ?? .ignored
    }

    var names: Set<String> {
        Set(handlings.filter { $0.value != .ignored }.keys).union(ReplayRule.labels.keys)
            .union([BacktestWorld.order])
    }

    var bodies: Set<String> {
        let stepped = Set(handlings.filter { $0.value == .stepped }.keys)
        return stepped.union(definitions.history.bodies).union(ReplayRule.labels.keys).union([BacktestWorld.order])
    }

    /// Plays the flow for one person; a tale in which nothing happened where nothing could start.
    func play(_ past: PersonPast, isRecording: Bool = false) -> PersonTale {
        guard let begin = beginning(of: past, isRecording) else { return blank }
        var playback = Playback(self, past, begin: begin, isRecording: isRecording)
        playback.play()
        return playback.tale
    }

    /// Whether these events, or what no event tells of, may start the flow.
    func mayStart(by events: ArraySlice<Event>) -> Bool {
        starts.map { starts in events.indices.contains { starts.contains(events[$0].name) } } ?? true
    }

    /// From when on the person has to be played; nil where nothing can start.
    private func beginning(of past: PersonPast, _ isRecording: Bool) -> Instant? {
        guard !isRecording, let starts else { return window.lowerBound }
        let events = past.person.events
        guard let first = past.inWindow.first(where: { starts.contains(events[$0].name) }) else { return nil }
        // Where nobody else acts, what came before the first trigger is history.
        return isQuiet ? events[first].occurredAt : window.lowerBound
    }

    /// What is known of the person when playing begins.
    func past(of past: PersonPast, until begin: Instant) -> PlayedPast {
        let person = past.person
        var known = PlayedPast(
            key: person.key, identities: person.identities(before: begin),
            createdAt: min(begin, person.events.first?.occurredAt ?? begin), definitions: definitions)
        for (name, property) in past.properties { known.know(name, property) }
        for consent in person.consents where consent.at < begin { known.know(consent) }
        for entry in person.ledger.sorted(by: { $0.at < $1.at }) where entry.at < begin { known.know(entry) }
        known.know(topics: person.topics)
        let events = person.events[..<person.events.firstIndex(notBefore: begin)]
        remember(events, in: &known)
        for change in past.changes where change.at < begin {
            if case .property(let name, let property) = change.what { known.know(name, property) }
        }
        for (name, since) in person.lists where since < begin {
            known.know(Label(.list, name), isMember: true, since: since)
        }
        for (name, since) in person.tags where since < begin {
            known.know(Label(.tag, name), isMember: true, since: since)
        }
        return known
    }

    private func remember(_ events: ArraySlice<Event>, in known: inout PlayedPast) {
        // Looked at where they lie: to copy an event costs more than to remember it.
        for place in events.indices {
            let handling = handling(of: events[place].name, call: events[place].call)
            switch events[place].call {
            case .identify, .group:
                known.learn(events[place])
                if definitions.history.names.contains(events[place].name) { known.remember(events[place]) }
                continue
            case .derived:
                if let change = ReplayRule.label(in: events[place]) {
                    known.know(change.label, isMember: change.isMember, since: events[place].occurredAt)
                }
                if events[place].occurredAt >= window.lowerBound, replay.isOwnReceipt(events[place]) { continue }
            case .track, .page, .screen, .alias: break
            }
            if handling != .ignored { known.remember(events[place]) }
        }
        guard followsCarts else { return }
        // An order empties the cart: what came before the last one is of no account.
        let last = events.lastIndex { $0.name == BacktestWorld.order } ?? events.startIndex
        for place in last..<events.endIndex where Definitions.cartEvents.contains(events[place].name) {
            known.follow(cart: events[place])
        }
    }
}
