import Conditions
import Engine
import Values

/// Plays one person's past on a virtual clock.
///
/// What the engine asks for is carried out as the running system does: due work, codes, messages. Nobody reacts to the
/// messages; of the outside, only what an answer is wanted of fails.
struct Playback {
    let world: BacktestWorld
    let past: PersonPast
    let begin: Instant
    var played: PlayedCustomer
    /// What the step at hand led to.
    var decision = Decision()
    var queue = DueQueue()
    /// In the order in which they were made, as in the tale.
    var messages: [Message] = []
    /// Places of those that were cleared at the moment at hand, in the order in which they were.
    var ready: [Int] = []
    /// Codes by the request that took them; nil where the pool was empty.
    var codes: [Int64: String?] = [:]
    /// Journeys that took a code.
    var coded: Set<Int64> = []
    var effects: Set<Int64> = []
    /// Answers that are on their way, by the work that brings them.
    var answers: [Int64: Command] = [:]
    var tale: PersonTale
    private(set) var now: Instant
    private var tick = 0

    /// Rounds of work at one moment: more mean that work schedules itself without end.
    private static let mostRounds = 1000

    init(_ world: BacktestWorld, _ past: PersonPast, begin: Instant, isRecording: Bool) {
        self.world = world
        self.past = past
        self.begin = begin
        now = begin
        tale = world.blank
        tale.isRecording = isRecording
        let (played, work) = PlayedCustomer.beginning(
            with: world.past(of: past, until: begin), world.definitions, world.shelves, at: begin,
            logsEverything: isRecording)
        self.played = played
        for item in work { queue.insert(item) }
        tick = world.ticks.firstIndex { $0.at >= begin } ?? world.ticks.count
    }

    mutating func play() {
        var place = past.person.events.firstIndex(notBefore: begin)
        var changes = past.changes[(past.changes.firstIndex { $0.at >= begin } ?? past.changes.count)...]
        while true {
            let moment = place < past.inWindow.upperBound ? past.person.events[place].occurredAt : nil
            if let next = changes.first,
                moment.map({ next.at < $0 || next.at == $0 && next.precedesEvents }) ?? true
            {
                changes = changes.dropFirst()
                advance(to: next.at)
                step(next)
            } else if moment != nil {
                perform(eventAt: place)
                place += 1
            } else {
                break
            }
        }
        // The end does not belong to the stretch.
        advance(to: world.window.upperBound - TimeSpan(milliseconds: 1))
        tale.close(played.journeys)
    }

    private mutating func perform(eventAt place: Int) {
        // Looked at where it lies: nothing follows from most of them.
        let handling = world.handling(
            of: past.person.events[place].name, call: past.person.events[place].call)
        guard handling != .ignored || ReplayRule.labels[past.person.events[place].name] != nil else { return }
        if past.person.events[place].call == .derived {
            switch world.replay.role(of: past.person.events[place]) {
            case .dropped: return
            case .label(let change):
                advance(to: past.person.events[place].occurredAt)
                return step(.command(.list(change)))
            case .plays: break
            }
        }
        if handling == .stepped { play(past.person.events[place]) } else { remember(eventAt: place) }
    }

    private mutating func remember(eventAt place: Int) {
        let event = past.person.events[place]
        played.remember(
            TimelineEvent(
                name: event.name, occurredAt: event.occurredAt, order: event.sequence, body: .bytes(event.properties)))
    }

    private mutating func play(_ event: Event) {
        advance(to: event.occurredAt)
        // What was imported is played as if it had come when it happened.
        var event = event
        event.isHistorical = false
        event.receivedAt = event.occurredAt
        tale.happens(event)
        played.step(event, at: now)
        carryOut()
        settle()
        if tale.mayMeetGoal(by: event) { tale.looksAtGoals(after: event, played.subject) }
    }

    private mutating func step(_ change: PersonPast.Change) {
        switch change.what {
        case .identity(let identity): step(.identity(identity))
        case .property(let name, let property): step(.property(name, property))
        case .ledger(let entry): step(.ledger(entry))
        case .consent(let consent): step(.command(.consent(consent)))
        }
    }

    /// Something happens now, and what follows at once.
    private mutating func step(_ work: PlayedCustomer.Work) {
        played.step(work, at: now)
        carryOut()
        settle()
    }

    /// Lets time pass; everything that falls due on the way is done at its moment.
    private mutating func advance(to moment: Instant) {
        while true {
            let due = queue.next.flatMap { $0 <= moment ? $0 : nil }
            let tick = nextTick(by: due ?? moment)
            if let tick, due.map({ tick.at < $0 }) ?? true {
                now = max(now, tick.at)
                step(.command(.tick(schedule: tick.schedule.id, at: tick.at)))
            } else if let due {
                now = max(now, due)
                settle()
            } else {
                break
            }
        }
        now = max(now, moment)
    }

    /// The next moment of a schedule for whose members the person is one; moments that passed others by are over.
    private mutating func nextTick(by moment: Instant) -> BacktestWorld.Tick? {
        while tick < world.ticks.count, world.ticks[tick].at <= moment {
            let next = world.ticks[tick]
            guard played.isMember(of: next.schedule.among) else {
                tick += 1
                continue
            }
            if let due = queue.next, due <= next.at { return nil }
            tick += 1
            return next
        }
        return nil
    }

    /// Does everything that is due now; messages that are cleared go out at once.
    private mutating func settle() {
        for _ in 0..<Playback.mostRounds {
            if let item = queue.takeOnly(dueBy: now) {
                perform(item)
                continue
            }
            let due = queue.take(dueBy: now)
            if due.isEmpty { break }
            for item in due { perform(item) }
        }
        sendReady()
    }

    private mutating func perform(_ item: WorkItem) {
        switch item.kind {
        case .command:
            guard let command = answers.removeValue(forKey: item.id) ?? Command(payload: item.payload) else { return }
            played.step(.command(command), at: now)
        case .journeyDue:
            guard !played.isTimerStale(of: item.id, at: now) else { return }
            played.wake(item.id, payload: item.payload, at: now)
        case .conditionDue: played.lookAtConditions(at: now)
        case .messageDue:
            guard let place = messages.place(of: item.id) else { return }
            let others = played.isAwaited(item.id) ? [] : companions(of: messages[place])
            played.step(messages[place], among: others, at: now)
        case .event, .relink, .absorb, .segmentBuild: return
        }
        carryOut()
    }

    /// The request that took the code which a message shows; nil where it shows none.
    func codeEffect(of message: Message) -> Int64? {
        coded.contains(message.journey) ? message.couponEffect : nil
    }

    private func companions(of message: Message) -> [Message] {
        guard codeEffect(of: message) != nil else { return [] }
        return Array(
            messages.filter { $0.journey == message.journey }.sorted { $0.id < $1.id }.prefix(Message.mostOfJourney))
    }

    /// Cleared messages go out: nothing goes wrong on the way.
    private mutating func sendReady() {
        // What goes out may start what goes out: that ends here, if nowhere else.
        for _ in 0..<Playback.mostRounds {
            if ready.isEmpty { return }
            let going = ready
            ready = []
            for place in going where messages[place].state == .ready {
                messages[place].state = .sent
                tale.sent(at: place, now)
                guard world.looksAtSent else { continue }
                let flow = world.definitions.newest(messages[place].flow)?.slug ?? ""
                let receipt = Command.Receipt(
                    kind: .sent, message: messages[place].id, channel: messages[place].channel, at: now, flow: flow)
                played.step(.command(.receipt(receipt)), at: now)
                carryOut()
            }
        }
    }
}
