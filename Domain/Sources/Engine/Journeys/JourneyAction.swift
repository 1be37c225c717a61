import Values

/// Somebody of the staff acts on one journey: skips where it stands, tries again what failed, or stops it.
///
/// It names where the journey stood when they looked. Where it has gone on since, nothing is changed: nobody skips a step
/// that they did not see, and a command that comes twice does its work once.
public struct JourneyAction: Sendable, Hashable {
    public var kind: Kind
    public var journey: Int64
    /// The step at which it stood.
    public var step: String
    /// How many steps it had begun.
    public var visit: Int64
    /// How often what it asks for had failed.
    public var attempts: Int
    /// Who does it, for the log: a name or an address.
    public var by: String

    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// Goes on as though the wait were over: without the event, the code or the answer that it waits for, and without
        /// the message that is held.
        case skip
        /// Asks anew for what failed, at once.
        case retry
        /// The journey ends, and a message that is held is withdrawn.
        case stop
    }

    public init(
        _ kind: Kind, journey: Int64, step: String, visit: Int64, attempts: Int = 0, by: String
    ) {
        self.kind = kind
        self.journey = journey
        self.step = step
        self.visit = visit
        self.attempts = attempts
        self.by = by
    }

    /// As the journey stands now; nil where that is not allowed.
    ///
    /// - Parameter flow: the version that it runs on.
    public init?(_ kind: Kind, on journey: Journey, in flow: Flow, by: String) {
        guard journey.allowedActions(in: flow).contains(kind), let step = journey.step(in: flow) else { return nil }
        self.init(
            kind, journey: journey.id, step: step.id, visit: journey.visit, attempts: journey.attempts, by: by)
    }
}

extension Journey {
    /// What staff may do with it where it stands.
    ///
    /// - Parameter flow: the version that it runs on.
    public func allowedActions(in flow: Flow) -> [JourneyAction.Kind] {
        guard let step = step(in: flow) else { return [] }
        switch state {
        // Its flow is paused: nothing begins until it is live again.
        case .ready: return [.stop]
        case .waiting where step.kind.waitsToBeTriedAgain: return [.skip, .retry, .stop]
        case .waiting, .waitingForEvent, .waitingForAnswer, .waitingForMessage: return [.skip, .stop]
        }
    }

    /// The step at which it stands.
    public func step(in flow: Flow) -> FlowStep? {
        flow.steps.indices.contains(position) ? flow.steps[position] : nil
    }
}

extension StepKind {
    /// Whether a journey that waits at it does so since it failed: of itself it waits for no moment.
    fileprivate var waitsToBeTriedAgain: Bool { self is any EffectStep || self is SendStep || self is CouponStep }
}

extension JourneyAction {
    /// The stored form.
    var json: JSON {
        [
            "kind": .string(kind.rawValue), "journey": .number(Number(journey)), "step": .string(step),
            "visit": .number(Number(visit)), "attempts": .number(Number(attempts)), "by": .string(by),
        ]
    }

    init?(_ json: JSON) {
        guard let kind = json["kind"]?.string.flatMap(Kind.init(rawValue:)),
            let journey = json["journey"]?.number?.integer, let step = json["step"]?.string,
            let visit = json["visit"]?.number?.integer
        else { return nil }
        self.init(
            kind, journey: journey, step: step, visit: visit, attempts: Int(json["attempts"]?.number?.integer ?? 0),
            by: json["by"]?.string ?? "")
    }
}
