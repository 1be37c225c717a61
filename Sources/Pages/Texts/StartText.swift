/// Starting a flow by hand.
struct StartText: Sendable {
    let open: String
    let title: String
    let forWhom: String
    let audience: @Sendable (FlowStartModel.Audience) -> String
    let people: String
    let peopleHelp: String
    let group: String
    let chooseGroup: String
    let with: String
    let withHelp: String
    let preview: String
    let previewHelp: String
    let count: String
    let wouldEnter: @Sendable (_ enter: String, _ people: String) -> String
    let partial: String
    let refused: String
    let how: String
    let startNow: String
    let startHelp: String
    /// At publishing, for those who meet a trigger already.
    let already: String
    let takeIn: String
    let takeInHelp: String
}
