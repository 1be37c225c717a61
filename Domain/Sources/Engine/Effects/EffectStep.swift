import Conditions
import Values

/// A step that asks for something outside.
///
/// Where the flow wants the answer, or says what is to follow from a failure, the journey waits for it; else it goes on
/// at once, and the outside does what was asked in its own time.
protocol EffectStep: StepKind {
    var effect: EffectRequest.Kind { get }
    var onError: OnError { get }
    /// The name under which the answer is kept; nil where none is wanted.
    var answer: String? { get }
    /// How long it is tried.
    var patience: TimeSpan { get }

    /// What is asked for, as the flow's author wrote it: nobody's data may stand in it, since its texts are templates.
    func details(_ run: StepRun) -> JSONObject
}

extension EffectStep {
    var answer: String? { nil }
    var patience: TimeSpan { .days(1) }
    var isAnswered: Bool { answer != nil || onError != .continue }

    public var branchNames: [String] { answer == nil ? [] : ["then", "else"] }

    public func begin(_ run: inout StepRun) -> StepOutcome {
        run.journey.attempts = 0
        return ask(&run)
    }

    public func resume(_ run: inout StepRun) -> StepOutcome {
        // The pause before another try is over, or no answer came in time.
        if case .waiting = run.journey.state { return ask(&run) }
        return failed("no answer came in time", &run)
    }

    public func skip(_ run: inout StepRun) -> StepOutcome { answer == nil ? .goOn : .take(branch: 1) }

    private func ask(_ run: inout StepRun) -> StepOutcome {
        let id = run.request(self)
        guard isAnswered else { return .goOn }
        return .waitForEffect(id: id, limit: run.now + patience + EffectTiming.grace)
    }

    func answered(_ result: EffectAnswer.Result, _ run: inout StepRun) -> StepOutcome {
        switch result {
        case .failed(let reason): return failed(reason, &run)
        case .done(let value):
            guard let answer else { return .goOn }
            run.keep(value, as: answer)
            return .take(branch: 0)
        }
    }

    private func failed(_ reason: String, _ run: inout StepRun) -> StepOutcome {
        run.log(.stepTaken, subject: run.journey.flow, "\(OnError.failure)\(reason) (\(sentence))")
        let goesOn = answer == nil ? StepOutcome.goOn : .take(branch: 1)
        return run.failed(sentence, "\(effect.name) failed: \(reason)", because: reason, onError, else: goesOn)
    }
}

enum EffectTiming {
    /// An answer may be under way when the outside gives up.
    static let grace = TimeSpan.minutes(5)
    /// An answer that is kept with the journey has at most this many bytes.
    static let mostBytesKept = 16 * 1024
}

extension StepRun {
    fileprivate mutating func request(_ step: some EffectStep) -> Int64 {
        let id = journey.effectID(step: self.step?.id ?? "", ordinal: Int64(journey.attempts))
        noteAudience(of: step)
        request(
            step.effect, id: id, details: step.details(self), isAnswered: step.isAnswered,
            expiresAt: now + step.patience)
        return id
    }

    mutating func request(
        _ kind: EffectRequest.Kind, id: Int64, details: JSONObject, isAnswered: Bool, expiresAt: Instant,
        beside more: JSONObject = JSONObject()
    ) {
        var context = messageContext.object ?? JSONObject()
        for member in more.members { context[member.key] = member.value }
        decision.effects.append(
            EffectRequest(
                effectID: id, kind: kind, profile: profile.key, journey: journey.id, flow: journey.flow,
                flowVersion: journey.version, step: step?.id ?? "", details: details,
                context: JSON.object(context).text, isAnswered: isAnswered, requestedAt: now, expiresAt: expiresAt))
    }

    fileprivate mutating func keep(_ value: JSON, as name: String) {
        var answers = journey.data["answers"]?.object ?? JSONObject()
        if value.text.utf8.count > EffectTiming.mostBytesKept {
            log(.stepTaken, subject: journey.flow, "The answer was not kept: it is larger than 16 KB")
            answers[name] = nil
        } else {
            answers[name] = value
            came(
                "The answer came",
                ["answers.\(name)": SecretNames.isSecret(name) ? SecretNames.hidden(value) : value])
        }
        journey.data["answers"] = .object(answers)
    }

    /// The outside answered. What nobody waits for any more changes nothing.
    mutating func answered(_ answer: EffectAnswer) {
        resume(answer.journey) { run in
            guard run.journey.state == .waitingForAnswer(effect: answer.effect),
                let step = run.step?.kind as? any EffectStep
            else { return .stay }
            if run.leaveIfDone() { return nil }
            return .outcome(step.answered(answer.result, &run))
        }
    }
}
