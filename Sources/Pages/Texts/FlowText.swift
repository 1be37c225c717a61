/// Flows: their list and one of them.
struct FlowText: Sendable {
    let listTitle: String
    let listDetail: String
    let none: String
    let noneHelp: String
    let flow: String
    let state: String
    let stateName: @Sendable (FlowState) -> String
    let startsOn: @Sendable (_ trigger: String) -> String
    let underWay: String
    let sent: String
    let goalReached: String
    let revenue: String
    let version: @Sendable (Int) -> String
    let drawing: String
    let figures: String
    let ofEntered: @Sendable (_ share: String) -> String
    let passed: String
    let here: String
    let rules: String
    let trigger: String
    let filter: String
    let goal: String
    let noGoal: String
    let exits: String
    let noExits: String
    let reentry: String
    let file: String
    let change: @Sendable (FlowChange) -> String
    let changed: @Sendable (FlowChange) -> String
    let archiveHelp: String
    let archiveReally: String
    let versions: String
    let versionsHelp: String
    let versionLive: String
    let versionBy: @Sendable (_ author: String) -> String
    let kindName: @Sendable (FlowStep.Kind) -> String
}
