import Conditions
import Values

extension StepRun {
    /// How a pass over segments takes what it finds.
    enum Manner {
        /// Whoever enters or leaves does so with an event, which may start flows.
        case live
        /// Nobody hears of it: those who were there already are put down.
        case silent
    }

    /// Something of the person changed; `settle` evaluates what it touches.
    mutating func changed(_ change: ConditionIndex.Change) {
        isProfileChanged = true
        note(change)
        customer.followFacts(definitions, now: now)
    }

    /// Something changed, for `settle`; what no segment asks for is not put down.
    mutating func note(_ change: ConditionIndex.Change) {
        hasChanged = true
        if change == .fact(.zone) || definitions.segmentSet.touches(change) { changes.insert(change) }
    }

    /// Evaluates the segments that the changes since the last time touch, in one pass.
    mutating func settle(order: Int64, depth: Int) {
        guard hasChanged || isUnsettled else { return }
        hasChanged = false
        guard !changes.isEmpty || isUnsettled else { return evaluate([], order: order, depth: depth) }
        var touched = definitions.segmentSet.touched(by: changes)
        // Months and days are counted in the person's zone, by conditions that do not name it too.
        if changes.contains(.fact(.zone)) { touched = Array(definitions.segmentSet.all.indices) }
        if isUnsettled {
            touched = Set(touched).union(definitions.segmentSet.holdingForNobody).sorted()
            isUnsettled = false
        }
        changes = []
        evaluate(touched, order: order, depth: depth)
    }

    private mutating func evaluate(_ touched: [Int], order: Int64, depth: Int) {
        evaluate(touched, .live, order: order, depth: depth)
        lookAtWaitingJourneys()
    }

    /// Evaluates what the work at hand changed last, such as a code that was given back.
    mutating func settleRest() {
        guard movedTo == nil, hasChanged || isUnsettled else { return }
        customer.followFacts(definitions, now: now)
        settle(order: 0, depth: 0)
        stepPending()
    }

    /// Evaluates segments at these ascending positions, and those that ask for what changes by it.
    mutating func evaluate(_ positions: [Int], _ manner: Manner, order: Int64, depth: Int) {
        guard customer.hasTimeline || positions.isEmpty else {
            // This work was not expected to touch them, so the history was not loaded: the next work is, with it.
            schedule(
                .command, id: work("evaluate", profile.key), at: WorkItem.firstInLine,
                payload: Command.evaluate.payload)
            return
        }
        let set = definitions.segmentSet
        var positions = positions[...]
        var moment: ConditionMoment?
        let stage = definitions.hasStages ? profile.stage(definitions) : nil
        while let position = positions.popFirst() {
            let segment = set.all[position]
            guard evaluate(segment, manner, &moment, order: order, depth: depth) else { continue }
            // Whoever asks for it comes after it.
            let asking = set.asking[position]
            if !asking.isEmpty { positions = Set(positions).union(asking).sorted()[...] }
        }
        wakeInTime()
        logFlips()
        if definitions.hasStages { sayStage(before: stage, manner, order: order, depth: depth) }
    }

    /// One timer wakes a person for all their segments: the earliest.
    private mutating func wakeInTime() {
        guard let nextWake else { return }
        self.nextWake = nil
        // One that is over due lies in the queue still, and looks for the next when it comes.
        if let known = profile.wakesAt, known > now, known <= nextWake { return }
        schedule(.conditionDue, id: profile.key.rawValue, at: nextWake)
        profile.wakesAt = nextWake
        isProfileChanged = true
    }

    /// - Parameter moment: of the customer as they are; nil where that has changed.
    /// - Returns: whether the answer, or the points it gives, changed.
    private mutating func evaluate(
        _ segment: Segment, _ manner: Manner, _ moment: inout ConditionMoment?, order: Int64, depth: Int
    ) -> Bool {
        if case .date(let rule) = segment.watch {
            moment = nil
            follow(rule, segment, manner, order: order, depth: depth)
            return false
        }
        if segment.readsRating {
            moment = nil
            customer.rateRFM(definitions)
        }
        let verdict = verdict(of: segment, &moment)
        var known = profile.watched[segment.id]
        let flips = known?.holds ?? false != verdict.holds
        let isNew = known.map { $0.version != segment.version } ?? false
        let since = flips ? now : known?.since ?? now
        let until = wake(segment, verdict, since: since)
        if !flips, !isNew, !needsWake(until, known?.wakesAt) { return didFade(segment, known, &moment) }
        // A wake that is scheduled too early only evaluates once more; a later one would miss the change.
        if needsWake(until, known?.wakesAt), let until {
            nextWake = min(nextWake ?? until, until)
            known?.wakesAt = until
        }
        let wakesAt = known?.wakesAt ?? until
        // Who is not in it, with nothing to wait for, is who was never looked at: documents stay small.
        profile.watched[segment.id] =
            verdict.holds || wakesAt != nil
            ? WatchedVerdict(holds: verdict.holds, since: since, wakesAt: wakesAt, version: segment.version) : nil
        isProfileChanged = true
        guard flips else { return didFade(segment, known, &moment) }
        // What it holds on to would be copied when it changes.
        moment = nil
        follow(segment)
        say(segment, entered: verdict.holds, manner, order: order, depth: depth)
        return true
    }

    private func verdict(of segment: Segment, _ moment: inout ConditionMoment?) -> Verdict {
        if moment == nil { moment = ConditionMoment(customer.subject, now: now) }
        return moment!.verdict(of: segment.condition)
    }

    /// What conditions see of the segments follows.
    private mutating func follow(_ segment: Segment) {
        switch segment.role {
        case .segment:
            if profile.watched[segment.id]?.holds == true {
                customer.subject.memberships.insert(segment.name)
            } else {
                customer.subject.memberships.remove(segment.name)
            }
        case .stage, .points: customer.followFacts(definitions, now: now)
        }
    }

    private mutating func say(_ segment: Segment, entered: Bool, _ manner: Manner, order: Int64, depth: Int) {
        if case .condition(let condition) = segment.watch {
            if manner == .live { say(condition, segment, holds: entered, order: order, depth: depth) }
            return
        }
        guard segment.isNamed else { return }
        let cause: SegmentChange.Cause = manner == .live ? .live : .build
        decision.segmentChanges.append(
            SegmentChange(
                segment: segment.id, profile: profile.key, isMember: entered, at: now, cause: cause))
        guard manner == .live else { return }
        flips.append(Flip(segment: segment, entered: entered))
        tell(segment, entered: entered, order: order, depth: depth)
    }

    /// The event of entering or leaving, where anything can follow from it: the line in the history of memberships says
    /// the same, and with many segments a new customer enters dozens.
    private mutating func tell(_ segment: Segment, entered: Bool, order: Int64, depth: Int) {
        let name = SegmentEvent.name(isMember: entered)
        guard definitions.mayHear(name) else { return }
        let properties = SegmentEvent.properties(segment: segment.id, name: segment.name)
        let place = SegmentEvent.order(segment: segment.id, profile: profile.key, isMember: entered, at: now)
        guard
            definitions.hears(TimelineEvent(name: name, occurredAt: now, order: place, body: .tree(properties)))
        else { return }
        emit(
            name, properties, effect: Int(truncatingIfNeeded: segment.id), at: now, order: order, depth: depth,
            place: place)
    }

    /// One line says what a person entered and left in one pass: with many segments, a new customer enters dozens.
    private mutating func logFlips() {
        guard !flips.isEmpty else { return }
        let texts = [("Entered", flips.filter(\.entered)), ("left", flips.filter { !$0.entered })].compactMap {
            verb, flips -> String? in
            guard !flips.isEmpty else { return nil }
            let names = flips.prefix(Self.namesLogged).map { "“\($0.segment.name)”" }.joined(separator: ", ")
            return "\(verb) \(names)"
                + (flips.count > Self.namesLogged ? " and \(flips.count - Self.namesLogged) more" : "")
        }
        let text = texts.joined(separator: "; ")
        log(
            .conditionChanged, subject: flips.count == 1 ? flips[0].segment.id : 0,
            text.prefix(1).uppercased() + text.dropFirst())
        flips = []
    }

    /// Names in one line of the log; all of them are in the history of memberships.
    private static let namesLogged = 12

    /// When to look again: when time changes the answer, or takes another day's part of the points.
    private func wake(_ segment: Segment, _ verdict: Verdict, since: Instant) -> Instant? {
        guard verdict.holds, case .points(let rule) = segment.role, let step = rule.nextStep(since: since, at: now)
        else { return verdict.until }
        return min(verdict.until ?? step, step)
    }

    /// Whether a day's part of the points is gone since they were counted.
    private mutating func didFade(
        _ segment: Segment, _ known: WatchedVerdict?, _ moment: inout ConditionMoment?
    ) -> Bool {
        guard case .points(let rule) = segment.role, known?.holds == true, rule.fadesOverDays != nil else {
            return false
        }
        moment = nil
        let before = customer.subject.facts.scores
        customer.followFacts(definitions, now: now)
        return customer.subject.facts.scores != before
    }

    private func needsWake(_ until: Instant?, _ scheduled: Instant?) -> Bool {
        guard let until else { return false }
        guard let scheduled, scheduled > now else { return true }
        return until < scheduled
    }

    private mutating func sayStage(before: String?, _ manner: Manner, order: Int64, depth: Int) {
        let stage = profile.stage(definitions)
        guard stage != before, manner == .live else { return }
        log(.conditionChanged, "The stage is “\(stage ?? "none")” and was “\(before ?? "none")”")
        emit(
            "Stage Changed", ["stage": stage.map(JSON.string) ?? .null, "before": before.map(JSON.string) ?? .null],
            effect: 1, at: now, order: order, depth: depth)
    }
}

extension Profile {
    /// Verdicts on segments that are no more go with the next change of the person.
    mutating func forgetConditions(notIn definitions: Definitions) {
        guard watched.keys.contains(where: { definitions.segment($0) == nil }) else { return }
        watched = watched.filter { definitions.segment($0.key) != nil }
    }
}
