import Conditions
import Values

extension StepRun {
    /// Time alone may have changed answers: those that are due are looked at, and the next timer is set.
    mutating func conditionDue() {
        var due: [Int] = []
        for (id, verdict) in profile.watched {
            guard let moment = verdict.wakesAt else { continue }
            if moment > now {
                nextWake = min(nextWake ?? moment, moment)
            } else if let position = definitions.segmentSet.position(id) {
                due.append(position)
            }
        }
        for position in due {
            let segment = definitions.segmentSet.all[position]
            // A date's timer says which day has come.
            if case .date = segment.watch { continue }
            profile.watched[segment.id]?.wakesAt = nil
        }
        if !due.isEmpty { isProfileChanged = true }
        evaluate(due.sorted(), .live, order: 0, depth: 0)
        lookAtWaitingJourneys()
        stepPending()
    }

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
        changes = []
        hasChanged = false
        isUnsettled = false
        let moment = now
        if profile.forgetCoupons(where: { $0.isOver(at: moment) }) { isProfileChanged = true }
        customer.followFacts(definitions, now: now)
        evaluate(Array(definitions.segmentSet.all.indices), .live, order: 0, depth: 0)
        for journey in profile.journeys { resume(journey.id) { run in run.leaveIfDone() ? nil : .stay } }
        lookAtWaitingJourneys()
        stepPending()
    }
}
