import Values

/// What follows when a step could not do what it says.
public enum OnError: String, Sendable, Hashable, CaseIterable {
    /// The journey goes on.
    case `continue`
    /// It is tried again after an hour, three times; then the journey goes on.
    case retry
    /// The journey ends.
    case stop
    /// Staff hear of it, and the journey goes on.
    case alert

    /// With what a line of the log begins that tells of a step that could not be done, before the reason.
    static let failure = "Failed: "
    static let pause = TimeSpan.hours(1)
    static let attempts = 3
}

extension StepRun {
    /// What follows from it for the journey at hand.
    ///
    /// - Parameters:
    ///   - sentence: what the step does.
    ///   - words: what happened, in the history of a journey that ends with it.
    ///   - goesOn: the way of a journey that goes on without it.
    mutating func failed(
        _ sentence: String, _ words: String, because reason: String, _ onError: OnError, else goesOn: StepOutcome
    ) -> StepOutcome {
        switch onError {
        case .continue: return goesOn
        case .stop: return .fail(reason: words)
        case .alert:
            alert("“\(flow?.name ?? "")” could not do a step: \(sentence)", reason)
            return goesOn
        case .retry:
            guard journey.attempts < OnError.attempts else { return goesOn }
            journey.attempts += 1
            return .wait(until: now + OnError.pause)
        }
    }

    /// Tells staff, beside what the flow does.
    private mutating func alert(_ title: String, _ details: String) {
        // Liquid shows a text that comes from outside as it is.
        request(
            .alert, id: journey.effectID(step: step?.id ?? "", ordinal: EffectOrdinal.alert),
            details: OnError.alertDetails, isAnswered: false, expiresAt: now + .days(1),
            beside: OnError.alertContext(title, details))
    }

    /// Delivery gave a message up: its provider refused it for good, or it could not be written.
    ///
    /// To try again is delivery's: it has done so. A journey that has gone on ends, or staff hear of it, as its step says.
    mutating func undelivered(_ message: Message?) {
        guard let message, message.state == .failed,
            let flow = definitions.flow(message.flow, version: message.flowVersion),
            let step = flow.step(id: message.step)?.kind as? SendStep
        else { return }
        log(.stepTaken, subject: message.flow, "\(OnError.failure)\(message.reason) (\(step.sentence))")
        switch step.onError {
        case .continue, .retry: return
        case .stop:
            resume(message.journey) { _ in
                .outcome(.fail(reason: "the \(message.channel.noun) failed: \(message.reason)"))
            }
            stepPending()
        case .alert:
            var hash = StableHash()
            hash.combine("undelivered")
            hash.combine(message.id)
            decision.effects.append(
                EffectRequest(
                    effectID: hash.finishSigned(), kind: .alert, profile: profile.key, journey: message.journey,
                    flow: message.flow, flowVersion: message.flowVersion, step: message.step,
                    details: OnError.alertDetails,
                    context: JSON.object(
                        OnError.alertContext("“\(flow.name)” could not do a step: \(step.sentence)", message.reason)
                    ).text, isAnswered: false, requestedAt: now, expiresAt: now + .days(1)))
        }
    }
}

extension OnError {
    fileprivate static let alertDetails: JSONObject = [
        "title": "{{ failure.title }}", "details": "{{ failure.details }}", "to": ["email"],
    ]

    fileprivate static func alertContext(_ title: String, _ details: String) -> JSONObject {
        ["failure": ["title": .string(title), "details": .string(details)]]
    }
}

extension Journey {
    /// How often the step at hand failed and was tried again.
    var attempts: Int {
        get { Int(data["attempts"]?.number?.integer ?? 0) }
        set { data["attempts"] = newValue == 0 ? nil : .number(Number(newValue)) }
    }
}

extension StepReader {
    mutating func onError() -> OnError {
        OnError(rawValue: word("on error", of: OnError.allCases.map(\.rawValue))) ?? .continue
    }
}
