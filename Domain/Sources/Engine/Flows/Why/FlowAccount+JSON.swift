import Values

extension FlowAccount {
    /// The account as a document: moments in ISO 8601, absent things left out.
    public var json: JSON {
        var object: JSONObject = [
            "flow": .string(flow), "name": .string(name), "version": .number(Number(version)), "state": .string(state),
            "now": .string(now.iso8601), "zone": .string(zone.identifier), "has_entered": .bool(hasEntered),
        ]
        object["triggers"] = .array(triggers.map(\.json))
        object["entry"] = entry.json
        object["refusals"] = .array(
            refusals.map { refusal in
                var object: JSONObject = ["at": .string(refusal.at.iso8601), "reason": .string(refusal.reason)]
                object["trigger"] = refusal.trigger.map(JSON.string)
                object["conditions"] = .array(refusal.traces.map(\.json))
                return .object(object)
            })
        object["journeys"] = .array(journeys.map(\.json))
        object["policy"] = policy.json
        return .object(object)
    }
}

extension FlowAccount.Trace {
    var json: JSON {
        var object: JSONObject = [
            "rule": .string(rule), "condition": .string(text), "sentence": .string(sentence), "holds": .bool(holds),
            "because": .string(because),
        ]
        object["until"] = until.map { .string($0.iso8601) }
        if !parts.isEmpty {
            object["parts"] = .array(
                parts.map { part in
                    ["condition": .string(part.text), "holds": .bool(part.holds), "because": .string(part.because)]
                })
        }
        if !changedSince.isEmpty { object["changed_since"] = .array(changedSince.map(JSON.string)) }
        return .object(object)
    }
}

extension FlowAccount.Trigger {
    var json: JSON {
        var object: JSONObject = ["sentence": .string(sentence), "event": .string(event)]
        object["last_came_at"] = lastCameAt.map { .string($0.iso8601) }
        object["last_matched_at"] = lastMatchedAt.map { .string($0.iso8601) }
        object["filter"] = filter?.json
        return .object(object)
    }
}

extension FlowAccount.Entry {
    var json: JSON {
        var object: JSONObject = [
            "would_enter": .bool(wouldEnter), "reason": .string(reason), "trigger": .string(trigger),
            "conditions": .array(traces.map(\.json)), "entries_counted": .number(Number(entriesCounted)),
        ]
        object["last_entered_at"] = lastEnteredAt.map { .string($0.iso8601) }
        return .object(object)
    }
}

extension FlowAccount.Run {
    var json: JSON {
        var object: JSONObject = ["entered_at": .string(enteredAt.iso8601), "entered": .string(entered)]
        object["journey"] = journey.map { .string(String($0)) }
        object["version"] = version.map { .number(Number($0)) }
        object["trigger"] = trigger.map(JSON.string)
        object["steps"] = .array(
            steps.map { step in
                var object: JSONObject = ["at": .string(step.at.iso8601), "text": .string(step.text)]
                object["step"] = step.id.map(JSON.string)
                if !step.traces.isEmpty { object["conditions"] = .array(step.traces.map(\.json)) }
                if !step.inputs.isEmpty {
                    object["read"] = .object(
                        JSONObject(step.inputs.map { JSONObject.Member(key: $0.name, value: $0.value) }))
                }
                if !step.outcome.isEmpty { object["outcome"] = .string(step.outcome) }
                return .object(object)
            })
        object["ended_at"] = endedAt.map { .string($0.iso8601) }
        object["ended"] = ended.map(JSON.string)
        object["standing"] = standing?.json
        if standing != nil {
            object["coming"] = .array(coming.map { ["at": .string($0.at.iso8601), "text": .string($0.text)] })
        }
        return .object(object)
    }
}

extension FlowAccount.Standing {
    var json: JSON {
        var object: JSONObject = [
            "step": .string(step), "sentence": .string(sentence), "waits": .string(waits),
            "conditions": .array(traces.map(\.json)), "actions": .array(actions.map { .string($0.rawValue) }),
        ]
        object["until"] = until.map { .string($0.iso8601) }
        return .object(object)
    }
}

extension FlowAccount.Policy {
    var json: JSON {
        var object: JSONObject = [
            "channel": .string(channel.name), "purpose": .string(purpose == .marketing ? "marketing" : "transactional"),
            "consent": .string(consent), "marketing_stopped": .bool(isMarketingStopped),
        ]
        object["address"] = address.map(JSON.string)
        object["consent_source"] = consentSource.map(JSON.string)
        object["consent_at"] = consentAt.map { .string($0.iso8601) }
        object["suppression"] = suppression.map(JSON.string)
        object["exclusion"] = exclusion.map(JSON.string)
        object["hours_until"] = hoursUntil.map { .string($0.iso8601) }
        object["cap_until"] = capUntil.map { .string($0.iso8601) }
        object["cap_rule"] = capRule.map(JSON.string)
        switch answer {
        case .allow: object["answer"] = "allow"
        case .hold(let until, let rule):
            object["answer"] = "hold"
            object["rule"] = .string(rule)
            if until <= .distantFuture { object["until"] = .string(until.iso8601) }
        case .refuse(let rule):
            object["answer"] = "refuse"
            object["rule"] = .string(rule)
        }
        return .object(object)
    }
}
