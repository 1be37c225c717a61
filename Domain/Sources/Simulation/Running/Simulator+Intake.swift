import Engine
import ShopSimulator
import Values

/// One process that takes events in.
struct IntakeProcess {
    let number: Int
    var life = 1
    var group = IntakeGroup()
    var timer = 0

    init(number: Int) { self.number = number }
}

/// The shop's side: batches that wait for their acknowledgement, and are sent again without it.
struct Client {
    var lastRequest: Int64 = 0
    /// Of all events that it has to send.
    var lastCall = 0
    var lastTraits = 0
    var waiting: [Int64: Request] = [:]

    struct Request {
        var body: [UInt8]
        var authority: Event.Authority
        /// Message ids in it.
        var ids: [String]
        var tries = 0
    }
}

extension Simulator {
    static let workspace = WorkspaceID.first

    /// Pulls what happened in the shop since the last time, and sends it in batches.
    mutating func pumpShop() {
        guard !areFaultsOver else { return }
        var calls: [SimulatedEvent.Key: [JSONObject]] = [:]
        while let event = shop.next(upTo: now) {
            switch event.action {
            case .send(let payload, let key, let copy):
                client.lastCall += 1
                books.counts.eventsOffered = client.lastCall
                guard !plan.unsent.contains(client.lastCall) else { continue }
                books.sent(payload, copy)
                calls[key, default: []].append(payload)
            case .open(let message): react(message, .opened)
            case .click(let message): react(message, .clicked)
            case .unsubscribe(let message): unsubscribe(message)
            }
        }
        for key in SimulatedEvent.Key.allCases {
            var rest = calls[key] ?? []
            while !rest.isEmpty {
                let size = Int.random(in: 1...6, using: &random)
                send(Array(rest.prefix(size)), key)
                rest.removeFirst(min(size, rest.count))
            }
        }
        enter(after: .minutes(1)) { $0.pumpShop() }
    }

    /// Sends a batch of calls, with whatever clock the client has.
    mutating func send(_ calls: [JSONObject], _ key: SimulatedEvent.Key) {
        let skew = strikes(faults.skewedClock) ? between(-3 * 3_600_000, 3 * 3_600_000) : .zero
        let batch = calls.map { call in
            var call = call
            if let at = call["timestamp"]?.string.flatMap({ Instant(iso8601: $0) }) {
                call["timestamp"] = .string((at + skew).iso8601)
            }
            return JSON.object(call)
        }
        let body: JSON = ["sentAt": .string((now + skew).iso8601), "batch": .array(batch)]
        client.lastRequest += 1
        let id = client.lastRequest
        client.waiting[id] = Client.Request(
            body: Array(body.text.utf8), authority: key == .browser ? .browser : .server,
            ids: calls.compactMap { $0["messageId"]?.string })
        let isLate = strikes(faults.lateRequest)
        let latest = min(3 * 3_600_000, plan.settling.milliseconds * 2 / 3)
        let delay = isLate ? between(60_000, latest) : between(5, 3_000)
        enter(after: delay) { $0.post(id) }
    }

    /// Sends a request, again where no answer came in time.
    private mutating func post(_ id: Int64) {
        guard client.waiting[id] != nil else { return }
        client.waiting[id]!.tries += 1
        let number = Int.random(in: intakes.indices, using: &random)
        enter(after: between(30_000, 35_000)) { $0.post(id) }
        let life = intakes[number].life
        enter(after: between(1, 50), tell(.intake(number), life: life) { $0.receive(id, at: number) })
    }

    private mutating func receive(_ id: Int64, at number: Int) {
        guard let request = client.waiting[id] else { return }
        let parser = TrackRequestParser(
            endpoint: .batch,
            source: SourceKey(name: "shop", workspace: Simulator.workspace, authority: request.authority),
            receivedAt: now)
        do {
            let parsed = try parser.parse(request.body)
            take(
                number,
                .request(
                    IntakeGroup.Request(
                        id: IntakeGroup.RequestID(rawValue: id << 16 | Int64(request.tries)), source: "shop",
                        events: parsed.accepted, rejected: parsed.rejected)))
        } catch {
            books.violate(now, "intake cannot read what the shop sends: \(error)")
        }
    }

    private mutating func take(_ number: Int, _ input: IntakeGroup.Input) {
        for action in intakes[number].group.handle(input, now: now) {
            switch action {
            case .commit(let batch): commit(batch, number)
            case .acknowledge(let done): for one in done { acknowledge(one.request.rawValue >> 16) }
            case .refuse: break
            case .wake(let moment):
                intakes[number].timer += 1
                let timer = intakes[number].timer
                let tick = tell(.intake(number), life: intakes[number].life) { simulator in
                    guard simulator.intakes[number].timer == timer else { return }
                    simulator.take(number, .tick)
                }
                agenda.enter(at: max(now, moment), tick)
            case .drained: break
            }
        }
    }

    private mutating func commit(_ batch: IntakeGroup.Batch, _ number: Int) {
        transact(.intake(number), "stores \(batch.events.count) events") { simulator -> Int in
            let stored = simulator.write { store in
                store.rejected += batch.rejected
                return store.append(batch.events, workspace: Simulator.workspace)
            }
            for sequence in stored.compactMap({ $0 }) where simulator.strikes(simulator.faults.poisonedEvent) {
                simulator.poisoned.insert(sequence)
            }
            simulator.nudgeWorkers(
                for: batch.events.map { IdentityKey($0.identity, workspace: Simulator.workspace) })
            return stored.count { $0 != nil }
        } then: { simulator, answer in
            simulator.take(number, answer == nil ? .failed(batch.id, .connectionLost) : .committed(batch.id))
        }
    }

    private mutating func acknowledge(_ id: Int64) {
        guard let request = client.waiting[id] else { return }
        books.acknowledged.formUnion(request.ids)
        // The answer is lost on its way: the client will send the same bytes again.
        if !strikes(faults.lostAcknowledgement) { client.waiting[id] = nil }
    }
}
