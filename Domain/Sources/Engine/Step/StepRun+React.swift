import Conditions
import Values

extension StepRun {
    /// What follows from an event that is in the timeline: memberships, journeys under way, new journeys.
    mutating func react(to event: TimelineEvent, authority: Event.Authority, depth: Int) {
        note(.event(event.name))
        if RFMFigures.events.contains(event.name), definitions.needs.facts.contains(.rfm) { note(.fact(.rfm)) }
        settle(order: event.order, depth: depth)
        advanceJourneys(with: event)
        if startsFlows {
            for place in definitions.places(triggeredBy: event) {
                consider(definitions.flows[place], event, authority: authority)
            }
            for flow in definitions.pausedFlows(triggeredBy: event) { keep(event, for: flow) }
        }
        if depth == 0 { stepPending() }
    }

    /// Journeys that the event ends, or for which they were waiting.
    private mutating func advanceJourneys(with event: TimelineEvent) {
        guard !profile.journeys.isEmpty else { return }
        for journey in profile.journeys {
            guard let flow = definitions.flow(journey.flow, version: journey.version) else { continue }
            if flow.endingEvents.contains(event.name) { resume(journey.id) { run in run.leaveIfDone() ? nil : .stay } }
            if case .waitingForEvent = journey.state {
                resume(journey.id) { run in
                    run.step?.kind.receive(event, &run).map(JourneyMove.outcome) ?? .stay
                }
            }
        }
    }
}
