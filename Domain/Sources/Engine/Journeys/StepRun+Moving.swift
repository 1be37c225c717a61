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
        } else {
            resume(journey.id) { run in run.waitAnew(since: step).map(JourneyMove.outcome) ?? .stay }
        }
    }

    /// How the journey at hand goes on waiting where its step's new version says otherwise than the old one did; it counts
    /// from when it came to the step. Nil where nothing changes.
    private mutating func waitAnew(since old: FlowStep) -> StepOutcome? {
        guard let kind = step?.kind else { return nil }
        switch journey.state {
        case .waiting(let end):
            if let before = old.kind as? WaitStep, let after = kind as? WaitStep {
                guard before.span != after.span || before.spread != after.spread else { return nil }
                let began = end - before.span - share(of: before.spread)
                return .wait(until: ending(began + after.span + share(of: after.spread), before: end))
            }
            guard let before = old.kind as? WaitUntilStep, let after = kind as? WaitUntilStep else { return nil }
            return wait(until: after, insteadOf: before, ending: end)
        case .waitingForEvent(let end):
            if let before = old.kind as? WaitForStep, let after = kind as? WaitForStep {
                return wait(for: after, insteadOf: before, ending: end)
            }
            guard let before = old.kind as? WaitForConditionStep, let after = kind as? WaitForConditionStep else {
                return nil
            }
            return wait(for: after, insteadOf: before)
        case .ready, .waitingForAnswer, .waitingForMessage: return nil
        }
    }

    private mutating func wait(
        until new: WaitUntilStep, insteadOf old: WaitUntilStep, ending end: Instant
    ) -> StepOutcome? {
        guard old.moment != new.moment || old.spread != new.spread else { return nil }
        let began = journey.waitBegan ?? now
        switch new.wait(&self, from: began) {
        case .wait(let until): return .wait(until: ending(until, before: end))
        case .goOn: return .wait(until: ending(now, before: end))
        case let outcome: return outcome
        }
    }

    /// Whether another event came already, or one that would have done by now, is looked at at once.
    private mutating func wait(
        for new: WaitForStep, insteadOf old: WaitForStep, ending end: Instant
    ) -> StepOutcome? {
        if new.events != old.events || new.filter?.text != old.filter?.text {
            let outcome = new.begin(&self)
            guard case .waitForEvent = outcome else { return outcome }
        }
        guard old.limit != new.limit else { return nil }
        return .waitForEvent(until: ending(end - old.limit + new.limit, before: end))
    }

    /// Another condition is looked at, at once.
    private mutating func wait(
        for new: WaitForConditionStep, insteadOf old: WaitForConditionStep
    ) -> StepOutcome? {
        guard let limit = journey.waitLimit,
            old.limit != new.limit || old.condition.condition.text != new.condition.condition.text
        else { return nil }
        if old.limit != new.limit { journey.waitLimit = ending(limit - old.limit + new.limit, before: limit) }
        return new.resume(&self)
    }

    /// The end of a wait, not before now; those that a shorter wait releases come one after another.
    private func ending(_ end: Instant, before earlier: Instant) -> Instant {
        if end > now { return end }
        let part = UInt64(bitPattern: journey.id) % UInt64(StepRun.releaseSpread.milliseconds)
        return max(now, min(earlier, now + TimeSpan(milliseconds: Int64(part))))
    }

    /// Over which people are let go whom a shortened wait releases all at once.
    static let releaseSpread = TimeSpan.minutes(10)
}
