extension MessageText {
    static let english = MessageText(
        state: { state in
            switch state {
            case .queued: "Queued"
            case .held: "Held"
            case .sending: "Sending"
            case .sent: "Sent"
            case .delivered: "Delivered"
            case .opened: "Opened"
            case .clicked: "Clicked"
            case .bounced: "Bounced"
            case .complained: "Complained"
            case .failed: "Failed"
            case .refused: "Not sent"
            case .unknown: "Unknown"
            }
        },
        channel: { channel in
            switch channel {
            case .email: "E-mail"
            case .sms: "SMS"
            case .whatsApp: "WhatsApp"
            case .push: "Push"
            }
        })
}
