import Values

extension StepRun {
    /// Starts another live flow for this person, by the event that its trigger `manual` waits for.
    mutating func startFlow(_ slug: String, with properties: JSONObject) {
        var properties = properties
        properties["flow"] = .string(slug)
        emit(ManualTrigger.event, properties)
    }

    /// Ends the person's journeys through a flow.
    mutating func stopFlow(_ id: Int64, because reason: String) {
        for other in profile.journeys where other.flow == id { leave(other.id, because: reason) }
    }

    /// Ends a journey from outside; a message that is held for it is withdrawn.
    mutating func leave(_ id: Int64, because reason: String) {
        resume(id) { run in
            run.log(.exited, subject: run.journey.flow, "Left “\(run.flow?.name ?? "")”: \(reason)")
            run.withdrawMessage(because: "The journey was stopped: \(reason)")
            return nil
        }
    }
}
