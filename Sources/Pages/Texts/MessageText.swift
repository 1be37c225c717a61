/// Messages: their list, one of them, and the words for states, channels and reasons everywhere.
struct MessageText: Sendable {
    let listTitle: String
    let listDetail: String
    let searchLabel: String
    let subject: String
    let to: String
    let from: String
    let time: String
    let stateLabel: String
    let flowLabel: String
    let channelLabel: String
    let anyState: String
    let anyFlow: String
    let anyChannel: String
    let none: String
    let noneHelp: String
    let seeFlows: String
    let noMatch: String
    let noMatchHelp: String
    let showAll: String
    let about: String
    let preview: String
    let parts: String
    let part: @Sendable (MessageModel.Part) -> String
    let widths: String
    let width: @Sendable (MessageModel.PreviewWidth) -> String
    /// In the place of a subject that was never written.
    let noSubject: String
    let bodyMissing: String
    let bodyMissingHelp: String
    let bodyGone: String
    let bodyGoneHelp: String
    /// Above the preview of a message that carries a secret.
    let secret: String
    let transactional: String
    let marketing: String
    let history: String
    let links: String
    let clicks: @Sendable (_ count: Int, _ format: Formatter) -> String
    let headers: String
    let state: @Sendable (MessageState) -> String
    let channel: @Sendable (Channel) -> String
    /// As it stands in the middle of a sentence.
    let channelInSentence: @Sendable (Channel) -> String
    /// The reason alone, as the second half of a sentence.
    let reason: @Sendable (_ reason: MessageReason, _ context: PageContext) -> String
    let explanation: @Sendable (_ state: String, _ reason: String) -> String

    /// `Not sent: consent for e-mail was withdrawn on 12 Nov 2026, 14:03`
    func explained(_ state: MessageState, _ reason: MessageReason, in context: PageContext) -> String {
        explanation(self.state(state), self.reason(reason, context))
    }
}
