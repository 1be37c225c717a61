import Conditions
import Engine
import Values

extension BacktestReport {
    /// Folds in what both versions would have done to one person.
    public mutating func add(_ outcome: BacktestOutcome) {
        people += 1
        events += outcome.events
        importedEvents += outcome.imported
        for name in outcome.takenAsToday { takenAsToday.count(name) }
        let tale = outcome.draft
        // Taken out, so that they are changed in place.
        var figures = draft
        draft = BacktestFigures()
        add(tale, to: &figures)
        draft = figures
        if let other = outcome.live, var figures = live {
            live = nil
            add(other, to: &figures)
            live = figures
        }
        guard !tale.journeys.isEmpty || !tale.notEntered.isEmpty else { return }
        let collided = addCollisions(of: tale)
        samples.add(BacktestSample(outcome.person, tale), kinds: tale.kinds(collided: collided))
    }

    private func add(_ tale: PersonTale, to figures: inout BacktestFigures) {
        for (reason, count) in tale.notEntered { figures.notEntered.count(reason, count) }
        for message in tale.messages where message.flow != tale.flow && message.sentAt != nil {
            figures.otherMessages.count(flows[message.flow] ?? "")
        }
        guard !tale.journeys.isEmpty else { return }
        figures.journeys += tale.journeys.count
        figures.peopleEntered += 1
        for (kind, count) in tale.effects { figures.effects.count(kind, count) }
        for journey in tale.journeys { add(journey, to: &figures) }
        var sent = 0
        var sentOfAll = 0
        for message in tale.messages {
            if message.sentAt != nil { sentOfAll += 1 }
            guard message.flow == tale.flow else { continue }
            if message.sentAt != nil { sent += 1 }
            add(message, to: &figures)
        }
        figures.messages += sent
        if sent > 0 { figures.peopleWritten += 1 }
        figures.messagesPerPerson[min(sent, BacktestFigures.mostMessagesTold), default: 0] += 1
        figures.messagesPerPersonOfAll[min(sentOfAll, BacktestFigures.mostMessagesTold), default: 0] += 1
        for (step, count) in tale.visits { figures.steps[tale.steps[step], default: .init()].begun += count }
        for code in tale.codes { add(code, to: &figures) }
        addOrders(of: tale, to: &figures)
    }

    private func add(_ journey: PersonTale.JourneyTale, to figures: inout BacktestFigures) {
        figures.days[day(of: journey.enteredAt), default: .init()].journeys += 1
        if journey.metGoalLater { figures.goals.afterTheEnd += 1 }
        switch journey.end {
        case nil: figures.underWay += 1
        case .goal(sentBefore: 0): figures.goals.beforeAnyMessage += 1
        case .goal: figures.goals.afterMessages += 1
        case .exit(let reason), .end(let reason): figures.endings.count(reason)
        }
    }

    private func add(_ message: PersonTale.MessageTale, to figures: inout BacktestFigures) {
        figures.steps[message.step, default: .init()].count(message)
        if let sentAt = message.sentAt {
            figures.days[day(of: sentAt), default: .init()].messages.count(message.step)
        }
        for rule in message.heldBy { figures.held.count(rule) }
        if let reason = message.refusedBy { figures.refused.count(reason) }
    }

    private func add(_ code: PersonTale.CodeTale, to figures: inout BacktestFigures) {
        var coupons = figures.coupons[code.pool] ?? .init()
        if code.isGiven { coupons.taken[day(of: code.askedAt), default: 0] += 1 } else { coupons.inVain += 1 }
        if let returnedAt = code.returnedAt { coupons.returned[day(of: returnedAt), default: 0] += 1 }
        figures.coupons[code.pool] = coupons
    }

    private func addOrders(of tale: PersonTale, to figures: inout BacktestFigures) {
        guard tale.boughtAnyway else { return }
        figures.boughtAnyway.people += 1
        // A code that a reminder showed again is one code, and an order takes one.
        var codes: Set<Int64> = []
        var ordersTaken: Set<Instant> = []
        for message in tale.own {
            guard let effect = message.codeEffect, let order = tale.order(after: message),
                codes.insert(effect).inserted
            else { continue }
            figures.boughtAnyway.codes += 1
            guard let total = order.total, ordersTaken.insert(order.at).inserted else { continue }
            let currency = order.body.property("currency")?.string ?? currency ?? ""
            figures.boughtAnyway.ordered[currency, default: .zero] =
                figures.boughtAnyway.ordered[currency, default: .zero] + total
            let takesOff = tale.codes.last { $0.effect == effect }?.takesOff
            guard let discount = takesOff?.taken(off: total, in: currency, shop: self.currency) else { continue }
            figures.boughtAnyway.discounts[currency, default: .zero] =
                figures.boughtAnyway.discounts[currency, default: .zero] + discount
        }
    }

    /// - Returns: whether there were any.
    private mutating func addCollisions(of tale: PersonTale) -> Bool {
        let others = tale.messages.filter { $0.flow != tale.flow }
        guard !others.isEmpty else { return false }
        var own: [Int64: Bool] = [:]
        for message in tale.own { note(message, in: &own) }
        var days: [String: [Int64: Bool]] = [:]
        for message in others { note(message, in: &days[flows[message.flow] ?? "", default: [:]]) }
        var isFound = false
        for (slug, theirs) in days {
            let shared = theirs.filter { own[$0.key] != nil }
            guard !shared.isEmpty else { continue }
            isFound = true
            collisions[slug, default: .init()].people += 1
            collisions[slug, default: .init()].days += shared.count
            collisions[slug, default: .init()].bothSent += shared.count { $0.value && own[$0.key] == true }
        }
        return isFound
    }

    /// On which days there was a message, and whether one went out on it.
    private func note(_ message: PersonTale.MessageTale, in days: inout [Int64: Bool]) {
        days[day(of: message.madeAt)] = days[day(of: message.madeAt)] ?? false
        if let sentAt = message.sentAt { days[day(of: sentAt)] = true }
    }
}

extension BacktestFigures.Step {
    fileprivate mutating func count(_ message: PersonTale.MessageTale) {
        if message.sentAt != nil { sent += 1 }
        if !message.heldBy.isEmpty { held += 1 }
        if message.refusedBy != nil { refused += 1 }
    }
}

extension PersonTale {
    /// The first order within a week after a message that went out.
    func order(after message: MessageTale) -> OrderTale? {
        guard let sentAt = message.sentAt else { return nil }
        return orders.first { $0.at >= sentAt && $0.at <= sentAt + BacktestPlan.orderWindow }
    }

    var boughtAnyway: Bool { !orders.isEmpty && own.contains { order(after: $0) != nil } }
}

extension PersonTale.OrderTale {
    /// What was paid; nil where the event does not say.
    var total: Number? {
        for name in ["total", "revenue", "value"] {
            switch body.property(name) {
            case .number(let number)?: return number
            case .string(let text)?: if let number = Number(literal: text) { return number }
            case .null?, .bool?, .array?, .object?, nil: continue
            }
        }
        return nil
    }
}
