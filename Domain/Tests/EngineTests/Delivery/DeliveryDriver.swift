import Values

@testable import Engine

/// A database and providers for one delivery worker, each step of which a test may decide.
struct DeliveryDriver {
    var worker: DeliveryWorker
    var now = Instant(milliseconds: 0)
    var states: [Int64: (message: Message, state: Message.State, attempts: Int)] = [:]
    /// Messages that the provider has seen, in order.
    var seen: [Int64] = []
    var inFlight: [Int64] = []
    var settled: [Settlement] = []
    var scheduled: [WorkItem] = []
    /// Messages that may be composed already.
    var expected: [Int64] = []
    var asked = 0
    var wakesAt: Instant?
    var isDrained = false
    /// How many messages a claim is given at most.
    var share = Int.max
    /// What the next `commitSending` comes to, besides success.
    var nextCommit: CommitFate = .done

    private var inbox: [DeliveryWorker.Input] = []
    private var isBusy = false

    enum CommitFate { case done, lost, ambiguous }

    init(providers: [ProviderLimits] = [ProviderLimits(name: "outbox", connections: 4)]) {
        worker = DeliveryWorker(providers: providers)
    }

    mutating func add(_ id: Int64, _ purpose: Message.Purpose = .marketing) {
        let message = Message(
            id: id, profile: ProfileKey(rawValue: id), flow: 1, flowVersion: 1, step: "s", journey: 1,
            channel: .email, purpose: purpose, address: "a@example.com", state: .ready, createdAt: now, dueAt: now,
            expiresAt: now + .days(3), context: "{}")
        states[id] = (message, .ready, 0)
    }

    /// Which provider has each message that is on its way, by number.
    var gates: [Int] { inFlight.compactMap { worker.underWay[$0]?.gate } }

    mutating func start() { send(.hold([Lease(range: BucketRange(index: 0), epoch: 1)])) }

    /// Answers are heard once all actions of the input before are done, as the worker asks.
    mutating func send(_ input: DeliveryWorker.Input) {
        inbox.append(input)
        guard !isBusy else { return }
        isBusy = true
        while !inbox.isEmpty {
            for action in worker.handle(inbox.removeFirst(), now: now) { perform(action) }
        }
        isBusy = false
    }

    mutating func pass(_ span: TimeSpan) {
        let end = now + span
        while let wake = wakesAt, wake <= end {
            now = max(now, wake)
            wakesAt = nil
            send(.tick)
        }
        now = end
    }

    /// What was recorded of it is undone, as by a crash of the database.
    mutating func forget(_ id: Int64) { states[id]!.state = .sending }

    mutating func answer(_ id: Int64, _ answer: DeliveryWorker.Answer) {
        inFlight.removeAll { $0 == id }
        send(.answered(id, answer))
    }

    private mutating func perform(_ action: DeliveryWorker.Action) {
        switch action {
        case .recover(let ticket, _):
            for (id, entry) in states where entry.state == .sending {
                states[id]!.state = entry.message.purpose == .marketing ? .unknown : .ready
                states[id]!.message.dueAt = now
            }
            send(.recovered(ticket))
        case .claim(let ticket, _, let limit):
            let ready = states.values.filter {
                $0.state == .ready && $0.message.dueAt <= now && $0.message.dueAt > now - .seconds(30)
            }
            let found = ready.sorted { $0.message.id < $1.message.id }.prefix(min(limit, share))
                .map { DeliveryWorker.Candidate(message: $0.message, attempts: $0.attempts) }
            let next = states.values.filter { $0.state == .ready && $0.message.dueAt > now }.map(\.message.dueAt).min()
            send(.claimed(ticket, Array(found), nextReady: found.count < ready.count ? now : next))
        case .askAgain: asked += 1
        case .schedule(let work): scheduled += work
        case .expect(let messages): expected += messages.map(\.id)
        case .commitSending(let ticket, let messages, _): commit(ticket, messages.map(\.id))
        case .handOver(let message, _, _):
            precondition(states[message.id]!.state == .sending, "handed over before sending was committed")
            seen.append(message.id)
            inFlight.append(message.id)
        case .record(let ticket, let settlements): record(ticket, settlements)
        case .wake(let at): wakesAt = at
        case .drained: isDrained = true
        }
    }

    private mutating func commit(_ ticket: DeliveryWorker.Ticket, _ ids: [Int64]) {
        let fate = nextCommit
        nextCommit = .done
        guard fate != .lost else { return send(.failed(ticket, .connectionLost)) }
        let free = ids.filter { states[$0]!.state == .ready }
        for id in free {
            states[id]!.state = .sending
            states[id]!.attempts += 1
        }
        send(fate == .done ? .committed(ticket, handOver: free) : .failed(ticket, .connectionLost))
    }

    private mutating func record(_ ticket: DeliveryWorker.Ticket, _ settlements: [Settlement]) {
        for settlement in settlements where states[settlement.message]!.state == .sending {
            settled.append(settlement)
            switch settlement.result {
            case .sent: states[settlement.message]!.state = .sent
            case .bounced: states[settlement.message]!.state = .bounced
            case .failed: states[settlement.message]!.state = .failed
            case .unknown: states[settlement.message]!.state = .unknown
            case .retry(let at):
                states[settlement.message]!.state = .ready
                states[settlement.message]!.message.dueAt = at
            case .hold(let until):
                states[settlement.message]!.state = .held
                states[settlement.message]!.message.dueAt = until
            }
            scheduled += settlement.work(flow: "flow")
        }
        send(.recorded(ticket))
    }
}
