/// One message on its way through a session.
struct SMTPTransaction: Equatable {
    enum Phase: Equatable {
        case sender, recipient, data
        case content(isWritten: Bool)
    }

    var phase = Phase.sender
    /// Whether the commands went out together, so that each is answered whatever became of the one before.
    var isPipelined: Bool
    var recipientCommand: String
    /// The first refusal: those that follow are its consequences.
    var refusal: EmailOutcome?

    /// What a failure of the session means for this message.
    func outcome(of failure: EmailFailure) -> EmailOutcome {
        if let refusal { return refusal }
        return switch phase {
        case .sender, .recipient, .data, .content(isWritten: false): .notSent(failure)
        case .content(isWritten: true):
            .unknown(reason: "The message was handed over in full, but not answered. \(failure.reason)")
        }
    }
}
