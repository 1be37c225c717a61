import Conditions
import Values

/// What would happen to a journey if nothing new came: the engine goes on with a copy of the person, from one timer to the
/// next.
///
/// What the outside would answer, a coupon's code or a webhook's reply, nobody knows: there it ends, and says so. Where
/// another journey of the person waits for such an answer, it says what that may change.
struct JourneyOutlook {
    private(set) var coming: [FlowAccount.Coming] = []

    static let mostSteps = 100
    /// Pieces of work of the person that are played, those of other journeys included.
    static let mostWork = 300
    /// Nobody plans further ahead.
    static let horizon = TimeSpan.days(400)

    private let question: FlowQuestion
    private let id: Int64
    private var customer: Customer
    private var work: [WorkItem] = []
    private var messages: [Int64: Message] = [:]
    /// Of the journey.
    private var ownIDs: Set<Int64> = []
    /// Whether it was told that another journey may send first.
    private var isCautious = false

    init(_ question: FlowQuestion, journey id: Int64) {
        self.question = question
        self.id = id
        customer = question.customer
        for message in question.messages {
            messages[message.id] = message
            if message.journey == id { ownIDs.insert(message.id) }
        }
        begin()
        play()
    }

    /// From a journey's first steps on, which are told as well.
    ///
    /// - Parameter isNew: whether a journey is the one that began in this run.
    init(_ question: FlowQuestion, after run: StepRun, where isNew: (Journey) -> Bool) {
        self.question = question
        customer = question.customer
        // One that came to its end at once is known by what it wrote.
        id =
            run.profile.journeys.first(where: isNew)?.id
            ?? run.decision.messages.first { $0.flow == question.flow.id }?.journey ?? 0
        for message in question.messages { messages[message.id] = message }
        follow(run, WorkItem(dueAt: run.now, kind: .journeyDue, id: id, subject: run.profile.key))
        work = []
        begin()
        play()
    }

    /// Messages of the journey, by their numbers.
    var own: [Int64: Message] { messages.filter { ownIDs.contains($0.key) } }

    private var journey: Journey? { customer.profile.journeys.first { $0.id == id } }

    /// The timers that are set now.
    private mutating func begin() {
        let profile = customer.profile
        for journey in profile.journeys {
            switch journey.state {
            case .waiting(let moment), .waitingForEvent(let moment): add(.journeyDue, journey.id, moment)
            case .waitingForAnswer:
                if let limit = journey.waitLimit { add(.journeyDue, journey.id, limit) }
            case .waitingForMessage(let message):
                add(.messageDue, message, messages[message]?.dueAt ?? question.now)
            case .ready: continue
            }
        }
        if let moment = profile.wakesAt { add(.conditionDue, profile.key.rawValue, moment) }
    }

    private mutating func add(_ kind: WorkItem.Kind, _ id: Int64, _ moment: Instant) {
        work.append(
            WorkItem(dueAt: max(moment, question.now), kind: kind, id: id, subject: customer.profile.key))
    }

    private mutating func play() {
        let end = question.now + JourneyOutlook.horizon
        for _ in 0..<JourneyOutlook.mostWork {
            guard let now = journey else { return }
            if case .waitingForAnswer = now.state {
                tell(at: customer.profile.steppedAt, "Waits for an answer from outside; what comes then is not known")
                return
            }
            guard coming.count < question.steps else { return }
            guard let next = work.indices.min(by: { precedes(work[$0], work[$1]) }), work[next].dueAt <= end else {
                return
            }
            step(work.remove(at: next))
        }
    }

    private func precedes(_ a: WorkItem, _ b: WorkItem) -> Bool {
        (a.dueAt, a.kind.rawValue, a.id) < (b.dueAt, b.kind.rawValue, b.id)
    }

    private mutating func step(_ item: WorkItem) {
        var run = StepRun(
            customer: customer, definitions: question.definitions, now: item.dueAt, cause: item.cause)
        switch item.kind {
        case .journeyDue: run.journeyDue(item.id, payload: item.payload)
        case .conditionDue: run.conditionDue()
        case .messageDue:
            let message = messages[item.id]
            let companions = messages.values.filter { $0.journey == message?.journey }.sorted { $0.id < $1.id }
            run.messageDue(item.id, message, among: companions)
        case .event, .relink, .absorb, .command, .segmentBuild: return
        }
        run.settleRest()
        follow(run, item)
    }

    private mutating func follow(_ run: StepRun, _ item: WorkItem) {
        let decision = run.decision
        for message in decision.messages {
            messages[message.id] = message
            if message.journey == id { ownIDs.insert(message.id) }
        }
        for change in decision.messageChanges {
            messages[change.id]?.state = change.state
            messages[change.id]?.reason = change.reason
            messages[change.id]?.dueAt = change.dueAt
        }
        // Delivery takes what is cleared at once.
        for message in messages.values where message.state == .ready { messages[message.id]?.state = .sent }
        let isAnother =
            item.kind == .journeyDue && item.id != id || item.kind == .messageDue && !ownIDs.contains(item.id)
        for line in decision.log {
            switch line.kind {
            case .stepTaken, .goalReached, .exited, .flowEnded, .journeyFailed, .journeyRefreshed, .journeyPaused:
                if line.subject == question.flow.id, !isAnother { tell(at: line.at, line.text, line.kind) }
            case .messageQueued, .messageHeld, .messageRefused:
                guard ownIDs.contains(line.subject) else { continue }
                if line.kind == .messageQueued { caution(at: line.at, run.profile) }
                tell(at: line.at, line.text, line.kind, message: line.subject)
            default: continue
            }
        }
        // What waits for a flow that is paused lies at a moment that never comes.
        work += decision.scheduledWork.filter { $0.dueAt <= .distantFuture }
        customer = run.customer
        customer.profile.steppedAt = run.now
    }

    /// What another journey will send after an answer from outside is not known, and it may take the place under the caps.
    private mutating func caution(at moment: Instant, _ profile: Profile) {
        guard !isCautious, question.flow.purpose == .marketing else { return }
        let others = profile.journeys.compactMap { other -> Flow? in
            guard case .waitingForAnswer = other.state, other.id != id else { return nil }
            return question.definitions.flow(other.flow, version: other.version)
        }
        guard let other = others.first(where: { $0.purpose == .marketing }) else { return }
        isCautious = true
        tell(
            at: moment,
            "“\(other.name)” waits for an answer from outside: if it sends first, the next message may wait for another day"
        )
    }

    private mutating func tell(
        at moment: Instant, _ text: String, _ kind: LogEntry.Kind = .stepTaken, message: Int64? = nil
    ) {
        guard coming.count < question.steps else { return }
        coming.append(
            FlowAccount.Coming(at: max(moment, question.now), text: text, kind: kind, message: message))
    }
}
