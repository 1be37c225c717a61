/// Rejected events.
struct RejectedText: Sendable {
    let title: String
    let detail: String
    let none: String
    let noneHelp: String
    let noMatch: String
    let noMatchHelp: String
    let showAll: String
    let searchLabel: String
    let reason: String
    let anyReason: String
    /// A code such as `missing_event_name` as words.
    let reasonName: @Sendable (_ code: String) -> String
    let byKey: @Sendable (_ name: String) -> String
    let noKey: String
    let asItCame: String
}
