import Engine
import Values

extension Playback {
    /// Carries out what the engine decided, in the order in which a transaction would.
    mutating func carryOut() {
        played.exchange(&decision)
        for item in decision.scheduledWork where item.dueAt < world.window.upperBound { queue.insert(item) }
        for message in decision.messages where messages.place(of: message.id) == nil {
            if message.state == .ready { ready.append(messages.count) }
            messages.append(message)
            tale.made(message, codeEffect: codeEffect(of: message))
        }
        for change in decision.messageChanges { apply(change) }
        for unwanted in decision.couponReturns { giveBack(unwanted) }
        for request in decision.couponRequests { answer(request) }
        for request in decision.effects { perform(request) }
        tale.follows(decision, at: now, journeys: played.journeys, world.definitions)
    }

    private mutating func apply(_ change: MessageChange) {
        // What went out stays out.
        guard let place = messages.place(of: change.id),
            messages[place].state == .held || messages[place].state == .ready
        else { return }
        messages[place].state = change.state
        messages[place].reason = change.reason
        messages[place].dueAt = change.dueAt
        if change.state == .ready { ready.append(place) }
        tale.changed(messages[place], at: place)
    }

    private mutating func giveBack(_ unwanted: CouponReturn) {
        let isUnseen = unwanted.unlessIn.allSatisfy { id in
            messages.place(of: id).map { messages[$0].state == .refused } ?? true
        }
        guard isUnseen, codes[unwanted.effectID] ?? nil != nil else { return }
        codes[unwanted.effectID] = nil
        tale.gaveBack(unwanted.effectID, at: now)
    }

    /// A pool that holds codes today answers everybody: whom it would have run dry for is told by the report.
    private mutating func answer(_ request: CouponRequest) {
        if codes[request.effectID] == nil {
            let isThere = request.terms.isGenerated || world.pools[request.pool, default: 0] > 0
            let code = isThere && mayHave(request) ? Playback.code : nil
            codes[request.effectID] = .some(code)
            if code != nil { coded.insert(request.journey) }
            tale.asked(for: request, isAnswered: code != nil, at: now)
        }
        let code = codes[request.effectID] ?? nil
        let end = code == nil ? nil : request.terms.validFor.map { now + $0 }
        reply(request.effectID, .couponAnswer(CouponAnswer(code: code, expiresAt: end), to: request), request.profile)
    }

    /// Whether the offer's limit for one person leaves room for a code; those for all people together are left to the
    /// report, since people are played one by one.
    private func mayHave(_ request: CouponRequest) -> Bool {
        guard let limit = request.terms.perPerson else { return true }
        let had = tale.codes.count { code in
            code.pool == request.pool && code.isGiven && code.returnedAt == nil
                && (limit.within.map { now - code.askedAt < $0 } ?? true)
        }
        return had < limit.most
    }

    /// Stands for a code that nobody sees.
    private static let code = "BACKTEST"

    /// What only is to be done is done; what somebody wants to hear of is not known.
    private mutating func perform(_ request: EffectRequest) {
        guard effects.insert(request.effectID).inserted else { return }
        tale.asked(for: request)
        guard request.isAnswered else { return }
        let step = world.definitions.flow(request.flow, version: request.flowVersion)?.step(id: request.step)
        let wantsAnswer = (step?.kind as? WebhookStep)?.answer != nil
        let result: EffectAnswer.Result =
            wantsAnswer ? .failed("a backtest does not know what would have been answered") : .done([:])
        reply(
            request.effectID,
            .answer(EffectAnswer(effect: request.effectID, journey: request.journey, result: result)),
            request.profile)
    }

    private mutating func reply(_ id: Int64, _ command: Command, _ person: ProfileKey) {
        answers[id] = command
        queue.insert(WorkItem(dueAt: now, kind: .command, id: id, subject: person))
    }
}

extension [Message] {
    /// Where the message with this id stands. Cost: linear in those after it; the latest are asked for.
    func place(of id: Int64) -> Int? { lastIndex { $0.id == id } }
}
