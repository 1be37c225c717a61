import Values

extension StepRun {
    /// Takes the person's journeys on an earlier version over to the new one, as whoever published it chose.
    mutating func move(_ move: FlowMove) {
        guard let old = definitions.flow(move.flow, version: move.from),
            let new = definitions.flow(move.flow, version: move.to)
        else { return }
        for journey in profile.journeys where journey.flow == move.flow && journey.version == move.from {
            guard let step = old.steps.indices.contains(journey.position) ? old.steps[journey.position] : nil,
                let place = move.place(of: step.id, in: new)
            else { continue }
            switch place {
            case .stay: continue
            case .end:
                resume(journey.id) { run in
                    run.log(.flowEnded, subject: old.id, "Ended: its step is gone from the new version")
                    run.withdrawMessage(because: "Its step is gone from the new version of the flow")
                    return nil
                }
            case .step(let target): self.move(journey, from: step, to: target, of: new)
            }
        }
    }

    private mutating func move(_ journey: Journey, from step: FlowStep, to target: String, of new: Flow) {
        guard let index = profile.journeys.firstIndex(where: { $0.id == journey.id }),
            let position = new.position(of: target)
        else { return }
        isProfileChanged = true
        log(.journeyRefreshed, subject: new.id, "Goes on with version \(new.version), at “\(target)”")
        let begins = step.id != target || type(of: step.kind) != type(of: new.steps[position].kind)
        var moved = journey
        moved.version = new.version
        moved.position = position
        if case .waitingForMessage(let message) = journey.state {
            // Written anew with the words of the new version.
            refuse(message, because: "A new version of the flow writes it anew")
            moved.state = .ready
        } else if begins {
            moved.state = .ready
        }
        profile.journeys[index] = moved
        if moved.state == .ready {
            resume(journey.id) { _ in .begin }
        } else if case .waiting(let until) = journey.state, let (before, after) = waits(step, new.steps[position]) {
            let began = until - before
            wait(journey.id, until: max(began + after, now), spread: after < before)
        }
    }

    /// How long a wait was and is, where both are waits of a length.
    private func waits(_ old: FlowStep, _ new: FlowStep) -> (TimeSpan, TimeSpan)? {
        guard let before = old.kind as? WaitStep, let after = new.kind as? WaitStep, before.span != after.span
        else { return nil }
        return (before.span, after.span)
    }

    /// Sets a wait's end anew; those that a shorter wait releases come one after another.
    private mutating func wait(_ id: Int64, until: Instant, spread: Bool) {
        guard let index = profile.journeys.firstIndex(where: { $0.id == id }) else { return }
        var end = until
        if spread, until <= now {
            let part = UInt64(bitPattern: id) % UInt64(StepRun.releaseSpread.milliseconds)
            end = now + TimeSpan(milliseconds: Int64(part))
        }
        profile.journeys[index].state = .waiting(until: end)
        schedule(.journeyDue, id: id, at: end)
    }

    /// Over which people are let go whom a shortened wait releases all at once.
    static let releaseSpread = TimeSpan.minutes(10)
}
