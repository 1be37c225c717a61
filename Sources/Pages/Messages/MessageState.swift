/// Where a message is on its way.
public enum MessageState: String, Sendable, CaseIterable, Hashable {
    case queued, held, sending, sent, delivered, opened, clicked, bounced, complained, failed, refused
    /// Handed over when the process died: nobody can say whether it arrived.
    case unknown

    var tone: Tone {
        switch self {
        case .queued, .sending: .info
        case .held: .warn
        case .sent: .plain
        case .delivered, .opened, .clicked: .good
        case .bounced, .complained, .failed: .bad
        case .refused: .warn
        case .unknown: .plum
        }
    }

    /// Whether it came so far that its text was made: it is made just before it is handed over.
    var wasWritten: Bool {
        switch self {
        case .queued, .held, .refused: false
        case .sending, .sent, .delivered, .opened, .clicked, .bounced, .complained, .failed, .unknown: true
        }
    }

    var icon: Icon {
        switch self {
        case .queued: .queue
        case .held: .clock
        case .sending, .sent: .send
        case .delivered: .check
        case .opened: .opened
        case .clicked: .clicked
        case .bounced, .failed, .unknown: .warning
        case .complained: .rejected
        case .refused: .stop
        }
    }
}

/// What carries a message to a person.
public enum Channel: String, Sendable, CaseIterable, Hashable {
    case email, sms, whatsApp = "whatsapp", push

    var icon: Icon {
        switch self {
        case .email: .mail
        case .sms, .whatsApp: .chat
        case .push: .phone
        }
    }
}
