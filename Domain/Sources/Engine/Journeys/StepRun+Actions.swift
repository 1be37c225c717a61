import Values

extension StepRun {
    /// Does what somebody of the staff asks of one journey, if it still stands where they saw it.
    mutating func act(_ action: JourneyAction) {
        resume(action.journey) { run in
            guard let flow = run.flow, let step = run.step, step.id == action.step,
                run.journey.visit == action.visit, run.journey.attempts == action.attempts,
                run.journey.allowedActions(in: flow).contains(action.kind)
            else { return .stay }
            let who = action.by.isEmpty ? "the staff" : action.by
            if action.kind == .stop {
                run.log(.exited, subject: flow.id, "Left “\(flow.name)”: stopped by \(who)")
                run.withdrawMessage(because: "The journey was stopped by \(who)")
                return nil
            }
            if run.leaveIfDone() { return nil }
            run.dueSince = run.now
            switch action.kind {
            case .retry:
                run.log(.stepTaken, subject: flow.id, "Tried again by \(who): \(step.kind.sentence)")
                return .outcome(step.kind.resume(&run))
            case .skip, .stop:
                run.log(.stepTaken, subject: flow.id, "\(JourneyAction.skippedBy)\(who): \(step.kind.sentence)")
                if case .waitingForMessage(let message) = run.journey.state {
                    run.refuse(message, because: JourneyAction.skippedBy + who)
                }
                return .outcome(step.kind.skip(&run))
            }
        }
    }
}

extension JourneyAction {
    /// With what a line of the log begins that tells of a step that was skipped, before who did it.
    static let skippedBy = "Skipped by "
}
