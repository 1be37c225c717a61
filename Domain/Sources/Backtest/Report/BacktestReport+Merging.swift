import Values

extension BacktestReport {
    /// Takes in the report of another part of the people, made with the same plan.
    public mutating func merge(_ other: BacktestReport) {
        people += other.people
        events += other.events
        importedEvents += other.importedEvents
        draft.merge(other.draft)
        if let theirs = other.live { live?.merge(theirs) }
        for (slug, theirs) in other.collisions {
            collisions[slug, default: .init()].people += theirs.people
            collisions[slug, default: .init()].days += theirs.days
            collisions[slug, default: .init()].bothSent += theirs.bothSent
        }
        takenAsToday.add(other.takenAsToday)
        samples.merge(other.samples)
    }
}

extension BacktestFigures {
    mutating func merge(_ other: BacktestFigures) {
        journeys += other.journeys
        peopleEntered += other.peopleEntered
        peopleWritten += other.peopleWritten
        messages += other.messages
        underWay += other.underWay
        for (day, theirs) in other.days {
            days[day, default: .init()].journeys += theirs.journeys
            days[day, default: .init()].messages.add(theirs.messages)
        }
        for (id, theirs) in other.steps {
            var step = steps[id] ?? .init()
            step.begun += theirs.begun
            step.sent += theirs.sent
            step.held += theirs.held
            step.refused += theirs.refused
            steps[id] = step
        }
        held.add(other.held)
        refused.add(other.refused)
        notEntered.add(other.notEntered)
        endings.add(other.endings)
        goals.beforeAnyMessage += other.goals.beforeAnyMessage
        goals.afterMessages += other.goals.afterMessages
        goals.afterTheEnd += other.goals.afterTheEnd
        messagesPerPerson.merge(other.messagesPerPerson, uniquingKeysWith: +)
        messagesPerPersonOfAll.merge(other.messagesPerPersonOfAll, uniquingKeysWith: +)
        otherMessages.add(other.otherMessages)
        effects.add(other.effects)
        boughtAnyway.people += other.boughtAnyway.people
        boughtAnyway.codes += other.boughtAnyway.codes
        boughtAnyway.ordered.merge(other.boughtAnyway.ordered, uniquingKeysWith: +)
        boughtAnyway.discounts.merge(other.boughtAnyway.discounts, uniquingKeysWith: +)
        for (pool, theirs) in other.coupons {
            var ours = coupons[pool] ?? .init()
            ours.taken.merge(theirs.taken, uniquingKeysWith: +)
            ours.returned.merge(theirs.returned, uniquingKeysWith: +)
            ours.inVain += theirs.inVain
            coupons[pool] = ours
        }
    }
}

extension [String: Int] {
    fileprivate mutating func add(_ other: [String: Int]) {
        for (reason, number) in other.sorted(by: { $0.key < $1.key }) { count(reason, number) }
    }
}
