/// Messages: their list, one of them, and the words for states and channels everywhere.
struct MessageText: Sendable {
    let state: @Sendable (MessageState) -> String
    let channel: @Sendable (Channel) -> String
}
