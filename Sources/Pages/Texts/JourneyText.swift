/// Journeys: their list, one of them, and why somebody entered a flow or not.
struct JourneyText: Sendable {
    let listTitle: String
    let none: String
    let noneHelp: String
    let noMatch: String
    let noMatchHelp: String
    let showAll: String
    let searchLabel: String
    let person: String
    let state: String
    let anyState: String
    let stateName: @Sendable (JourneyState) -> String
    let step: String
    let anyStep: String
    let version: String
    let anyVersion: String
    let place: String
    let next: String
    let began: String
    let ended: String
    let open: String
    let title: @Sendable (_ person: String, _ flow: String) -> String
    let about: String
    let flow: String
    let trigger: String
    let steps: String
    let noSteps: String
    let moreSteps: @Sendable (_ count: String) -> String
    let verdict: @Sendable (JourneyEntry.Verdict) -> String
    let inputs: String
    let seeMessage: String
    let nothingNext: String
    let atTheLatest: String
    let whenItHappens: String
    let change: @Sendable (JourneyChange) -> String
    let changeHelp: @Sendable (JourneyChange) -> String
    let changed: @Sendable (JourneyChange) -> String
    let stopReally: String
    let stopHelp: String
    let why: String
    let whyFlow: String
    let whyLabel: String
    let whyAsk: String
    let whyHelp: String
    let whyNobody: @Sendable (_ asked: String) -> String
    let entered: @Sendable (_ person: String, _ flow: String) -> String
    let notEntered: @Sendable (_ person: String, _ flow: String) -> String
    let decidedBy: @Sendable (_ rule: String) -> String
    let because: @Sendable (FlowWhyModel.Found.Circumstance, _ found: String) -> String
    let waits: @Sendable (_ what: String) -> String
    let held: @Sendable (_ holds: Bool, _ found: String) -> String
    let changedSince: @Sendable (_ names: String) -> String
    let untilMoment: @Sendable (_ moment: String) -> String
}

/// What flows ask of other systems.
struct CallText: Sendable {
    let title: String
    let none: String
    let noneHelp: String
    let noMatch: String
    let noMatchHelp: String
    let showAll: String
    let call: String
    let kind: @Sendable (FlowCallsModel.Row.Kind) -> String
    let state: String
    let anyState: String
    let stateName: @Sendable (CallState) -> String
    let tries: String
    let person: String
    let when: String
    let again: String
    let retry: String
}
