import Conditions
import Engine
import Values

/// What came of playing one version of a flow for one person.
struct PersonTale: Sendable {
    /// Under which the flow's journeys and messages go.
    let flow: Int64
    let goal: CompiledCondition?
    /// Events by which it may be met.
    private let goalEvents: Set<String>
    /// Whether its lines are wanted.
    var isRecording = false
    /// Ids of the flow's steps by their positions.
    let steps: [String]
    var journeys: [JourneyTale] = []
    /// Of the flow and of all others, in the order in which they were made.
    var messages: [MessageTale] = []
    /// By the reason.
    var notEntered: [String: Int] = [:]
    /// By the position of the step.
    var visits: [Int: Int] = [:]
    var codes: [CodeTale] = []
    /// By kind.
    var effects: [String: Int] = [:]
    /// Orders within the stretch: the event's place and moment, for those to whom something was sent before.
    var orders: [OrderTale] = []
    var lines: [BacktestLine] = []
    private let refusalPrefix: Int

    struct JourneyTale: Sendable {
        /// 0 of one that began and ended in the same moment.
        var id: Int64
        var enteredAt: Instant
        var trigger: TimelineEvent?
        var end: End?
        /// Messages sent so far.
        var sent = 0
        var lastSentAt: Instant?
        /// The goal was met within the window after the journey had ended.
        var metGoalLater = false

        enum End: Sendable, Hashable {
            case goal(sentBefore: Int)
            case exit(String)
            case end(String)
        }
    }

    struct MessageTale: Sendable {
        var id: Int64
        var flow: Int64
        var step: String
        var journey: Int64
        var madeAt: Instant
        var sentAt: Instant?
        /// Rules that held it, each once.
        var heldBy: [String] = []
        /// Why it did not go.
        var refusedBy: String?
        var codeEffect: Int64?
    }

    struct CodeTale: Sendable {
        var effect: Int64
        var pool: String
        /// What it takes off an order; nil where its step does not say it.
        var takesOff: CouponDiscount?
        var isGiven: Bool
        var askedAt: Instant
        var returnedAt: Instant?
    }

    struct OrderTale: Sendable {
        var at: Instant
        var body: EventBody
    }

    init(flow: Flow) {
        self.flow = flow.id
        goal = flow.goal
        goalEvents = flow.goal?.requirements.eventNames ?? []
        steps = flow.steps.map(\.id)
        refusalPrefix = "Did not enter “\(flow.name)”: ".utf8.count
    }

    var own: some Sequence<MessageTale> { messages.lazy.filter { [flow] in $0.flow == flow } }
}

extension PersonTale {
    mutating func made(_ message: Message, codeEffect: Int64?) {
        messages.append(
            MessageTale(
                id: message.id, flow: message.flow, step: message.step, journey: message.journey,
                madeAt: message.createdAt, codeEffect: message.flow == flow ? codeEffect : nil))
        changed(message, at: messages.count - 1)
    }

    /// - Parameter place: which of the messages it is.
    mutating func changed(_ message: Message, at place: Int) {
        switch message.state {
        case .held:
            if !messages[place].heldBy.contains(message.reason) { messages[place].heldBy.append(message.reason) }
        case .refused: messages[place].refusedBy = message.reason
        case .ready, .sending, .sent, .delivered, .opened, .clicked, .bounced, .complained, .failed, .unknown: return
        }
    }

    mutating func sent(at place: Int, _ moment: Instant) {
        messages[place].sentAt = moment
        let journey = messages[place].journey
        guard messages[place].flow == flow, let index = journeys.lastIndex(where: { $0.id == journey }) else { return }
        journeys[index].sent += 1
        journeys[index].lastSentAt = moment
    }

    mutating func asked(for request: CouponRequest, isAnswered: Bool, at moment: Instant) {
        codes.append(
            CodeTale(
                effect: request.effectID, pool: request.pool, takesOff: request.terms.takesOff, isGiven: isAnswered,
                askedAt: moment))
    }

    mutating func gaveBack(_ effect: Int64, at moment: Instant) {
        guard let index = codes.lastIndex(where: { $0.effect == effect }) else { return }
        codes[index].returnedAt = moment
    }

    mutating func asked(for request: EffectRequest) {
        if request.flow == flow { effects[request.kind.name, default: 0] += 1 }
    }

    /// Orders are remembered of those to whom the flow has sent something.
    mutating func happens(_ event: Event) {
        record(event)
        guard event.name == BacktestWorld.order, journeys.contains(where: { $0.sent > 0 }) else { return }
        orders.append(OrderTale(at: event.occurredAt, body: .bytes(event.properties)))
    }

    /// Whether a journey that sent something and ended without it is there to meet the goal, by such an event.
    func mayMeetGoal(by event: Event) -> Bool {
        !goalEvents.isEmpty && journeys.contains { $0.lastSentAt != nil && $0.end != nil && !$0.metGoalLater }
            && goalEvents.contains(event.name)
    }

    /// Whether the goal is met after a journey has ended, though nothing of it was left to stop.
    mutating func looksAtGoals(after event: Event, _ subject: Subject) {
        guard let goal else { return }
        for index in journeys.indices {
            let journey = journeys[index]
            guard let last = journey.lastSentAt, let end = journey.end, !journey.metGoalLater,
                event.occurredAt <= last + BacktestPlan.orderWindow, let trigger = journey.trigger
            else { continue }
            if case .goal = end { continue }
            journeys[index].metGoalLater = goal.evaluate(subject, trigger: trigger, now: event.occurredAt).holds
        }
    }

    /// Why the flow was not entered, of the line that says so.
    func refusal(_ text: String) -> String { String(text.utf8.dropFirst(refusalPrefix)) ?? text }
}
