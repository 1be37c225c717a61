/// Lists and tags.
struct LabelText: Sendable {
    let tabs: String
    let title: @Sendable (LabelKind) -> String
    let detail: @Sendable (LabelKind) -> String
    let searchLabel: String
    let none: @Sendable (LabelKind) -> String
    let noneHelp: @Sendable (LabelKind) -> String
    let notFound: @Sendable (_ search: String) -> String
    let showAll: String
    let name: String
    let nameHelp: @Sendable (LabelKind) -> String
    let people: String
    let since: String
    let about: String
    let aboutHelp: @Sendable (LabelKind) -> String
    let new: @Sendable (LabelKind) -> String
    let make: @Sendable (LabelKind) -> String
    let whom: String
    let whomHelp: String
    let peopleCount: @Sendable (_ count: String) -> String
    let members: @Sendable (LabelKind) -> String
    let nobody: @Sendable (LabelKind) -> String
    let nobodyHelp: @Sendable (LabelKind) -> String
    let consent: String
    let neverAsked: String
    let takeOff: String
    let takeOffWho: @Sendable (_ name: String) -> String
    let add: @Sendable (LabelKind) -> String
    let agreed: String
    let agreedHelp: String
    let starts: String
    let look: String
    let file: String
    let rows: String
    let rowsHelp: String
    let chooseFile: String
    let usedNowhere: String
    let save: String
    let rename: String
    let otherName: String
    let renameHelp: String
    let empty: @Sendable (LabelKind) -> String
    let emptyHelp: @Sendable (LabelKind, _ count: String) -> String
    let remove: String
    let removeHelp: String
    let before: String
    let joining: @Sendable (LabelKind, _ count: String) -> String
    let joiningNew: @Sendable (_ count: String) -> String
    let already: @Sendable (LabelKind, _ count: String) -> String
    let unknown: @Sendable (_ who: String) -> String
    let inFile: @Sendable (_ rows: String, _ people: String) -> String
    let consenting: @Sendable (_ count: String) -> String
    let refused: @Sendable (_ row: String, _ reason: String) -> String
    let moreRefused: @Sendable (_ count: String) -> String
    let renaming: @Sendable (_ people: String, _ name: String) -> String
    let merging: @Sendable (_ people: String, _ name: String, _ both: String) -> String
    let confirm: String
    let cancel: String
    let notice: @Sendable (LabelNotice, LabelKind, _ count: String) -> String
}
