/// Pages that shoppers and strangers see.
struct PublicText: Sendable {
    let channel: @Sendable (Channel) -> String
    let stopTitle: @Sendable (_ channel: String) -> String
    let stopQuestion: @Sendable (_ address: String, _ shop: String) -> String
    let stop: String
    let transactionalGoOn: String
    let stoppedTitle: String
    let stoppedWords: @Sendable (_ address: String, _ channel: String, _ shop: String) -> String
    let mistake: String
    let backTitle: String
    let backWords: @Sendable (_ address: String, _ channel: String, _ shop: String) -> String
    let notBackTitle: String
    let notBackWords: @Sendable (_ address: String, _ channel: String, _ shop: String) -> String
    let failure: @Sendable (ErrorModel.Kind) -> (title: String, help: String)
    let reference: String
    let toOverview: String
}
