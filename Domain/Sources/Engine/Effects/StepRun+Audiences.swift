import Values

/// Audiences in which the person is for no longer than a journey takes.
extension StepRun {
    mutating func noteAudience(of step: some EffectStep) {
        switch step {
        case let step as AddToAudienceStep where step.leavesAtEnd:
            journey.audiences[step.audience] = .string(self.step?.id ?? "")
        case let step as RemoveFromAudienceStep: journey.audiences[step.audience] = nil
        default: return
        }
    }

    /// The journey at hand is over, however it ended: its ads are shown no more.
    mutating func leaveAudiences() {
        guard !journey.audiences.isEmpty else { return }
        let context = messageContext.text
        for (audience, step) in journey.audiences.members.map({ ($0.key, $0.value.string ?? "") }) {
            decision.effects.append(
                EffectRequest(
                    effectID: journey.effectID(step: step, ordinal: EffectOrdinal.leaving),
                    kind: .audience, profile: profile.key, journey: journey.id, flow: journey.flow,
                    flowVersion: journey.version, step: step,
                    details: ["audience": .string(audience), "member": false],
                    context: context, isAnswered: false, requestedAt: now, expiresAt: now + .days(1)))
        }
    }
}

/// What tells apart effects of one step of one visit, beside its attempts.
enum EffectOrdinal {
    static let alert = Int64(OnError.attempts) + 1
    static let leaving = Int64(OnError.attempts) + 2
}

extension Journey {
    /// By an audience's name the step that put the person into it until the end.
    var audiences: JSONObject {
        get { data["audiences"]?.object ?? JSONObject() }
        set { data["audiences"] = newValue.isEmpty ? nil : .object(newValue) }
    }
}
