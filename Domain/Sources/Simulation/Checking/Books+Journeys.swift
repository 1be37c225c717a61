import Engine
import Values

extension Books {
    /// A journey is in one state, and something will take it up: work that lies in the queue, or an answer on its way.
    mutating func checkJourneys(
        of profile: Profile, _ store: ModelStore, _ now: Instant, _ definitions: Definitions
    ) {
        guard !profile.journeys.isEmpty else { return }
        require(
            Set(profile.journeys.map(\.id)).count == profile.journeys.count, now,
            "two journeys of \(profile.key.rawValue) have one id")
        checkRivals(in: profile, now, definitions)
        for journey in profile.journeys where !isWoken(journey, of: profile, store) {
            violate(
                now,
                "journey \(journey.id) of \(profile.key.rawValue) in “\(SimulatedDefinitions.slug(journey.flow))” in state "
                    + "\(journey.state) is stuck; its message: \(message(of: journey, store))")
        }
    }

    /// One journey runs at a time, a person or whatever the flow says; those of orders that two profiles had stand beside
    /// each other once they are one.
    private mutating func checkRivals(in profile: Profile, _ now: Instant, _ definitions: Definitions) {
        var known: Set<String> = []
        for journey in profile.journeys where journey.trigger.properties["order_id"] == nil {
            guard let flow = definitions.flow(journey.flow, version: journey.version), flow.whileUnderWay != .another
            else { continue }
            require(
                known.insert("\(flow.slug) \(journey.data["key"]?.string ?? "")").inserted, now,
                "two journeys of \(profile.key.rawValue) go through “\(flow.slug)” at a time")
        }
    }

    private func isWoken(_ journey: Journey, of profile: Profile, _ store: ModelStore) -> Bool {
        func isDue(at moment: Instant) -> Bool {
            store.work.contains(WorkItem(dueAt: moment, kind: .journeyDue, id: journey.id, subject: profile.key))
        }
        switch journey.state {
        // Before its next step it stands only while its flow is paused.
        case .ready: return store.work.contains(.journeyDue, journey.id)
        case .waiting(let until), .waitingForEvent(let until): return isDue(at: until)
        case .waitingForAnswer(let effect):
            if let limit = journey.data["wait_limit"]?.number?.integer {
                return isDue(at: Instant(milliseconds: limit))
            }
            return store.work.contains(.command, effect)
        case .waitingForMessage(let id):
            return store.messages[id]?.state == .held && store.work.contains(.messageDue, id)
        }
    }

    private func message(of journey: Journey, _ store: ModelStore) -> String {
        guard case .waitingForMessage(let id) = journey.state, let message = store.messages[id] else { return "none" }
        return "\(message.state.name) (\(message.reason)), due \(message.dueAt.iso8601)"
    }

    /// Nothing is asked for twice: neither under one identity, nor as another one.
    mutating func checkEffects(_ batch: StepBatch, _ store: ModelStore, _ now: Instant) {
        require(store.repeated.isEmpty, now, "effects were asked for again: \(store.repeated)")
        for request in batch.effects {
            let what = AskedEffect(
                kind: request.kind, journey: request.journey, step: request.step, at: request.requestedAt,
                context: request.context)
            require(
                askedFor.insert(what).inserted, now,
                "\(request.kind.name) “\(request.step)” of journey \(request.journey) was asked for twice at one moment"
            )
        }
        counts.effects += batch.effects.count
    }
}
