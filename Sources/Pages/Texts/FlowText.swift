/// Flows: their list and the pages of one of them.
struct FlowText: Sendable {
    let listTitle: String
    let listDetail: String
    let none: String
    let noneHelp: String
    let noMatch: String
    let noMatchHelp: String
    let showAll: String
    let anyState: String
    let flow: String
    let state: String
    let stateName: @Sendable (FlowState) -> String
    let draftWaits: String
    let startsOn: @Sendable (_ trigger: String) -> String
    let underWay: String
    let sent: String
    let goalReached: String
    let revenue: String
    let newFlow: String
    let newFlowDetail: String
    let blank: String
    let name: String
    let nameProblem: @Sendable (NewFlowModel.Problem) -> String
    let language: String
    let begin: String
    let use: String
    let useNamed: @Sendable (_ name: String) -> String
    let alreadyInstalled: String
    let parts: String
    let part: @Sendable (FlowPart) -> String
    let version: @Sendable (Int) -> String
    let neverLive: String
    let edit: String
    let editDraft: String
    let publish: String
    let drawing: String
    let figures: String
    let ofEntered: @Sendable (_ share: String) -> String
    let enteredHelp: String
    let passed: String
    let here: String
    let tallySent: String
    let tallyHeld: String
    let tallyRefused: String
    let tallyFailed: String
    let jumpsTo: @Sendable (_ step: String) -> String
    let end: String
    let rules: String
    let rule: @Sendable (FlowRule) -> (name: String, lines: [String])
    let branch: @Sendable (FlowStep.Branch.Name) -> String
    let trigger: String
    let file: String
    let noFile: String
    let download: String
    let change: @Sendable (FlowChange) -> String
    let changed: @Sendable (FlowChange) -> String
    let notice: @Sendable (FlowNotice) -> String
    let pauseReally: String
    let pauseHelp: String
    let pausedSince: @Sendable (_ moment: String, _ author: String) -> String
    let freshUntil: @Sendable (_ moment: String) -> String
    let staleSince: @Sendable (_ moment: String) -> String
    let staysFresh: String
    let archiveHelp: String
    let archiveReally: String
    let versions: String
    let versionsHelp: String
    let publishedAt: String
    let history: String
    let historyOf: @Sendable (FlowVersionsModel.Change.Kind, _ version: String?) -> String
    let versionLive: String
    let isLive: @Sendable (_ version: String) -> String
    let versionBy: @Sendable (_ author: String) -> String
    let journeysOn: @Sendable (_ count: String) -> String
    let rollBackReally: @Sendable (Int) -> String
    let comparison: String
    let oneVersion: String
    let oneVersionHelp: String
    let compareFrom: String
    let compareTo: String
    let compare: String
    let difference: @Sendable (FlowDifference.Kind) -> String
    let nothingChanged: String
    let cannotPublish: String
    let publishTitle: @Sendable (Int) -> String
    let publishFirst: String
    let publishHelp: String
    let publishNow: String
    let cancel: String
    let whatChanges: String
    let journeysUnderWay: String
    let journeysCount: @Sendable (_ count: String) -> String
    let finish: String
    let finishHelp: String
    let move: String
    let moveHelp: String
    let stepNow: String
    let standing: String
    let goesOnAt: String
    let stepGone: String
    let sameStep: String
    let choosePlace: String
    let placeMissing: String
    let place: @Sendable (FlowPublishModel.Place) -> String
    let notPlayed: String
    let notPlayedHelp: String
    let scenariosPassed: @Sendable (_ passed: String, _ all: String) -> String
    let took: @Sendable (_ length: String) -> String
    let scenarioPassed: String
    let scenarioFailed: String
    let nothingHappened: String
    let expected: String
    let actual: String
    let verdict: String
    let lineVerdict: @Sendable (FlowScenariosModel.Line.Verdict) -> String
    let scenarioFile: String
    let scenarioHelp: String
    let scenarioOperation: @Sendable (FlowScenariosModel.Operation) -> String
    let faultAt: @Sendable (_ line: Int, _ message: String) -> String
}
