import Conditions
import Values

extension StepRun {
    /// Evaluates watched conditions anew and says which the person entered or left.
    mutating func watch(_ conditions: [WatchedCondition], order: Int64, depth: Int) {
        guard customer.hasTimeline || conditions.isEmpty else {
            // This work was not expected to touch them, so the history was not loaded: the next work is, with it.
            schedule(
                .command, id: work("evaluate", profile.key), at: WorkItem.firstInLine,
                payload: Command.evaluate.payload)
            return
        }
        for condition in conditions { watch(condition, order: order, depth: depth) }
    }

    private mutating func watch(_ watched: WatchedCondition, order: Int64, depth: Int) {
        let verdict = watched.condition.evaluate(customer.subject, now: now)
        var known = profile.watched[watched.id]
        let flips = known?.holds ?? false != verdict.holds
        let isNew = known?.version != watched.version
        if !flips, !isNew, !needsWake(verdict.until, known?.wakesAt) { return }
        // A wake that is scheduled too early only evaluates once more; a later one would miss the change.
        if needsWake(verdict.until, known?.wakesAt), let until = verdict.until {
            schedule(.conditionDue, id: watched.id, at: until)
            known?.wakesAt = until
        }
        profile.watched[watched.id] = WatchedVerdict(
            holds: verdict.holds, since: flips ? now : known?.since ?? now,
            wakesAt: known?.wakesAt ?? verdict.until, version: watched.version)
        isProfileChanged = true
        guard flips else { return }
        customer.subject.memberships = profile.memberships(definitions)
        isStateChanged = true
        log(
            .conditionChanged, subject: watched.id,
            verdict.holds ? "Entered “\(watched.name)”" : "Left “\(watched.name)”")
        emit(
            verdict.holds ? "Segment Entered" : "Segment Left",
            ["segment": .string(watched.name), "segment_id": .string(String(watched.id))],
            effect: Int(truncatingIfNeeded: watched.id), at: now, order: order, depth: depth)
    }

    private func needsWake(_ until: Instant?, _ scheduled: Instant?) -> Bool {
        guard let until else { return false }
        guard let scheduled, scheduled > now else { return true }
        return until < scheduled
    }

    /// Time alone may have changed a condition.
    mutating func conditionDue(_ id: Int64) {
        guard let watched = definitions.watched(id), let known = profile.watched[id], let due = known.wakesAt,
            due <= now
        else { return }
        profile.watched[id]?.wakesAt = nil
        isProfileChanged = true
        watch([watched], order: 0, depth: 0)
        stepPending()
    }
}

extension StepRun {
    /// Goes on with another history, since the person's identities changed.
    mutating func begin(with timeline: Timeline) {
        // What this step emitted is not stored yet.
        customer.subject.timeline = timeline
        for event in emitted { customer.subject.timeline.insert(event) }
        customer.hasTimeline = true
        areIdentitiesChanged = false
        evaluateEverything()
    }

    /// Evaluates everything anew: after the person's history changed.
    mutating func evaluateEverything() {
        watch(definitions.watched, order: 0, depth: 0)
        for journey in profile.journeys { resume(journey.id) { run in run.leaveIfDone() ? nil : .stay } }
        stepPending()
    }
}

extension Profile {
    /// Verdicts on conditions that nobody watches any more go with the next change of the person.
    mutating func forgetConditions(notIn definitions: Definitions) {
        guard watched.keys.contains(where: { definitions.watched($0) == nil }) else { return }
        watched = watched.filter { definitions.watched($0.key) != nil }
    }
}
