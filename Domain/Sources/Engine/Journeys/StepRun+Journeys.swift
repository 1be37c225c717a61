import Conditions
import Values

/// What to do with a journey that was taken up.
enum JourneyMove {
    /// Leave it as it is.
    case stay
    /// Begin the step at its position.
    case begin
    case outcome(StepOutcome)
}

extension StepRun {
    /// A journey takes at most this many steps at once: a flow that loops without waiting ends here.
    static let maximumStepsAtOnce = 1000

    /// Takes up a journey, asks what to do, and runs it until it waits or ends. Nil from `ask` means that it has ended.
    mutating func resume(_ id: Int64, _ ask: (inout StepRun) -> JourneyMove?) {
        guard let index = profile.journeys.firstIndex(where: { $0.id == id }) else { return }
        // Exchanged, since to copy a journey costs as much as a small step.
        var outer = profile.journeys[index]
        swap(&journey, &outer)
        let (outerFlow, outerStep) = (self.flow, step)
        defer {
            swap(&journey, &outer)
            (self.flow, step) = (outerFlow, outerStep)
            goesOn = false
        }
        goesOn = false
        guard let flow = definitions.flow(journey.flow, version: journey.version) else {
            // Its version is gone from the definitions; nothing can be done but to say so, and nothing more goes out.
            withdrawMessage(because: "Its version of the flow is no longer known")
            profile.journeys.remove(at: index)
            isProfileChanged = true
            leaveAudiences()
            giveBackCoupons(of: journey)
            log(.flowEnded, subject: journey.flow, "The journey ended: its version of the flow is no longer known")
            return
        }
        self.flow = flow
        if definitions.archived.contains(flow.id) {
            withdrawMessage(because: "Its flow was archived")
            profile.journeys.remove(at: index)
            isProfileChanged = true
            leaveAudiences()
            giveBackCoupons(of: journey)
            log(.flowEnded, subject: flow.id, "The journey ended: “\(flow.name)” was archived")
            return
        }
        step = flow.steps.indices.contains(journey.position) ? flow.steps[journey.position] : nil
        let move = ask(&self)
        let isOver = move.map { run(flow, $0) } ?? true
        let hasRun = if case .stay? = move { false } else { true }
        // A step may have changed other journeys; look for this one again.
        guard let index = profile.journeys.firstIndex(where: { $0.id == id }) else { return }
        if isOver {
            profile.journeys.remove(at: index)
            isProfileChanged = true
            stays.forget(id)
            leaveAudiences()
            giveBackCoupons(of: journey)
        } else if hasRun || profile.journeys[index] != journey {
            profile.journeys[index] = journey
            isProfileChanged = true
        }
    }

    /// Runs the journey at hand; true when it is over.
    private mutating func run(_ flow: Flow, _ move: JourneyMove) -> Bool {
        var outcome: StepOutcome?
        switch move {
        case .stay: return false
        case .begin: outcome = nil
        case .outcome(let given): outcome = given
        }
        isProfileChanged = true
        for _ in 0..<StepRun.maximumStepsAtOnce {
            if let outcome {
                switch apply(outcome, flow) {
                case .waits: return false
                case .ends: return true
                case .goesOn: break
                }
            }
            if leaveIfDone() { return true }
            guard flow.steps.indices.contains(journey.position) else { return finish(flow) }
            if isPaused(flow.id) {
                pause(flow)
                return false
            }
            let step = flow.steps[journey.position]
            self.step = step
            journey.visit += 1
            decision.visits.append(JourneyPlace(journey))
            inputs = JSONObject()
            journey.waitBegan = nil
            outcome = step.kind.begin(&self)
            if logsEverything { log(.stepTaken, subject: journey.flow, step.sentence, mark: mark(inputs)) }
        }
        log(
            .flowEnded, subject: flow.id,
            "The journey ended: it took \(StepRun.maximumStepsAtOnce) steps without waiting")
        return true
    }

    private enum Progress { case goesOn, waits, ends }

    private mutating func apply(_ outcome: StepOutcome, _ flow: Flow) -> Progress {
        journey.waitLimit = nil
        let position = journey.position
        switch outcome {
        case .goOn:
            // Of a step with branches that just went well, the first is the way on.
            return move(to: flow.steps[position].next ?? flow.steps[position].branches.first ?? nil, flow)
        case .take(let branch):
            let branches = flow.steps[position].branches
            return move(to: branches.indices.contains(branch) ? branches[branch] : flow.steps[position].next, flow)
        case .jump(let target):
            return move(to: flow.position(of: target), flow)
        case .wait(let until):
            journey.state = .waiting(until: until)
            if step?.kind is WaitUntilStep, journey.waitBegan == nil { journey.waitBegan = now }
            schedule(.journeyDue, id: journey.id, at: until)
            return .waits
        case .waitForEvent(let until):
            journey.state = .waitingForEvent(until: until)
            schedule(.journeyDue, id: journey.id, at: until)
            return .waits
        case .waitForCondition(let until, let limit):
            journey.state = .waitingForEvent(until: until)
            journey.waitLimit = limit
            schedule(.journeyDue, id: journey.id, at: until)
            return .waits
        case .waitForAnswer(let effect):
            journey.state = .waitingForAnswer(effect: effect)
            return .waits
        case .waitForEffect(let id, let limit):
            journey.state = .waitingForAnswer(effect: id)
            journey.waitLimit = limit
            schedule(.journeyDue, id: journey.id, at: limit)
            return .waits
        case .waitForMessage(let id):
            journey.state = .waitingForMessage(id: id)
            return .waits
        case .end(let reason):
            log(.flowEnded, subject: flow.id, reason.isEmpty ? "Ended" : "Ended: \(reason)")
            return .ends
        case .fail(let reason):
            log(.journeyFailed, subject: flow.id, "Ended: \(reason)")
            return .ends
        }
    }

    private mutating func move(to index: Int?, _ flow: Flow) -> Progress {
        guard let index else {
            _ = finish(flow)
            return .ends
        }
        journey.position = index
        journey.state = .ready
        return .goesOn
    }

    private mutating func finish(_ flow: Flow) -> Bool {
        log(.flowEnded, subject: flow.id, "Reached the end of “\(flow.name)”")
        return true
    }

    /// Whether the goal is met or an exit holds; then says so and withdraws a message that is held.
    ///
    /// Before every step it is asked anew only where something has changed since.
    mutating func leaveIfDone() -> Bool {
        guard let flow, !goesOn else { return false }
        if stays.include(journey, customer.changes, at: now) {
            goesOn = true
            return false
        }
        var moment = ConditionMoment(customer.subject, trigger: journey.trigger.event, now: now)
        if let goal = flow.goal, moment.holds(goal) {
            log(.goalReached, subject: flow.id, words("Reached the goal of “\(flow.name)”: \(goal.text)"))
            withdrawMessage(because: "The goal was reached")
            return true
        }
        if let standing = flow.standingCondition, !moment.holds(standing) {
            log(.exited, subject: flow.id, "Left “\(flow.name)”: it no longer holds that \(standing.text)")
            withdrawMessage(because: "The journey was left: it no longer holds that \(standing.text)")
            return true
        }
        guard let exit = flow.exits.first(where: { moment.holds($0) }) else {
            goesOn = true
            stays.insert(journey, flow, customer.changes, from: now, until: moment.until)
            return false
        }
        log(.exited, subject: flow.id, "Left “\(flow.name)”: \(exit.text)")
        withdrawMessage(because: "The journey was left: \(exit.text)")
        return true
    }

    mutating func withdrawMessage(because reason: String) {
        if case .waitingForMessage(let id) = journey.state {
            refuse(id, because: reason)
        }
        for message in journey.data["messages"]?.integers ?? [] { callBack(message, because: reason) }
    }

    /// A wait has ended, or the flow is live again.
    mutating func journeyDue(_ id: Int64, payload: String = "") {
        resume(id) { run in
            let due: Instant
            switch run.journey.state {
            case .waiting(let until), .waitingForEvent(let until): due = until
            case .ready:
                guard let paused = PausedWork(payload: payload) else { return .stay }
                run.dueSince = paused.dueSince
                return .begin
            case .waitingForAnswer:
                guard let limit = run.journey.waitLimit else { return .stay }
                due = limit
            case .waitingForMessage: return .stay
            }
            guard due <= run.now else { return .stay }
            if run.leaveIfDone() { return nil }
            run.dueSince = due
            return run.step.map { .outcome($0.kind.resume(&run)) } ?? .begin
        }
        stepPending()
    }
}
