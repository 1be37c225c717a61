/// The page on which a flow is written.
struct FlowEditorText: Sendable {
    let title: @Sendable (_ name: String) -> String
    let detail: String
    let save: String
    let drop: String
    let dropReally: String
    let dropHelp: String
    let cancel: String
    let scenarios: String
    let backtest: String
    let undo: String
    let lost: String
    let unreadable: String
    let keys: String
    let triggers: String
    let triggerKind: String
    let addTrigger: String
    let removeTrigger: String
    let apply: String
    let required: String
    let yes: String
    let no: String
    let leftOut: String
    /// Monday is 0.
    let day: @Sendable (_ index: Int) -> String
    let kindHelp: @Sendable (FlowField.Kind) -> String?
    let addStep: String
    let addHere: String
    let palette: String
    let paletteSearch: String
    let group: @Sendable (FlowStepGroup) -> String
    let moving: @Sendable (_ step: String) -> String
    let moveHere: String
    let up: String
    let down: String
    let pick: String
    let duplicate: String
    let delete: String
    let tool: @Sendable (_ words: String, _ step: String) -> String
    let hasFaults: String
    let addBranch: String
    let removeBranch: String
    let file: String
    let fileHelp: String
    let showCards: String
    let preview: String
    let previewHelp: String
    let who: String
    let show: String
    let testTo: String
    let sendTest: String
    let sendTestHelp: String
    let notice: @Sendable (FlowEditorNotice) -> String
}
