/// The page on which a segment is written.
struct SegmentEditorText: Sendable {
    let editTitle: @Sendable (_ name: String) -> String
    let name: String
    let about: String
    let aboutHelp: String
    let announce: String
    let announceHelp: String
    let cancel: String
    let rows: String
    let text: String
    let textHelp: String
    let sentence: String
    let noModules: String
    let preview: String
    let previewWaits: String
    let counting: String
    let people: String
    let ofPeople: @Sendable (_ share: String, _ people: String) -> String
    let exact: @Sendable (_ took: String) -> String
    let reckoned: @Sendable (_ margin: String, _ took: String) -> String
    let silent: @Sendable (_ server: String) -> String
    let enter: @Sendable (_ count: String) -> String
    let leave: @Sendable (_ count: String) -> String
    let noChange: String
    let sample: String
    let entrants: String
    let leavers: String
    let nobody: String
    let problem: @Sendable (SegmentEditorModel.Problem) -> String
    let reference: String
    /// What the editor's module says, by its own names.
    let words: [String: String]
}
