extension MessageText {
    static let english = MessageText(
        listTitle: "Messages",
        listDetail: "Everything sent, held or refused, newest first",
        searchLabel: "Search by address",
        subject: "Subject",
        to: "To",
        from: "From",
        time: "Time",
        stateLabel: "State",
        flowLabel: "Flow",
        channelLabel: "Channel",
        anyState: "Any state",
        anyFlow: "Any flow",
        anyChannel: "Any channel",
        none: "No messages yet",
        noneHelp: "Once a flow is live and its trigger fires, every message appears here with its state and reason, "
            + "also those that a rule refused.",
        seeFlows: "See the flows",
        noMatch: "No messages match these filters",
        noMatchHelp: "Widen the search, or look at all of them.",
        showAll: "Show all messages",
        about: "About this message",
        preview: "Preview of the message",
        parts: "Parts of the message",
        part: { part in
            switch part {
            case .html: "HTML"
            case .plain: "Plain text"
            case .source: "Source"
            }
        },
        widths: "Width of the preview",
        width: { width in
            switch width {
            case .desktop: "Desktop"
            case .mobile: "Mobile"
            }
        },
        noSubject: "– (never written)",
        bodyMissing: "The message has not been written",
        bodyMissingHelp: "Its text is made just before it is handed over to the mail server.",
        bodyGone: "The message’s bytes are no longer kept",
        bodyGoneHelp: "They are let go after 30 days; its history and figures stay.",
        secret: "This message carries a secret. Its reader gets it whole; in this copy, what came with its event is "
            + "hidden. Its links are not tracked.",
        transactional: "transactional",
        marketing: "marketing",
        history: "History",
        links: "Links",
        clicks: { count, format in count == 1 ? "1 click" : "\(format.count(count)) clicks" },
        headers: "Headers",
        state: stateWords,
        channel: channelWords,
        channelInSentence: channelInSentence,
        reason: reasonWords,
        explanation: { "\($0): \($1)" })

    private static let stateWords: @Sendable (MessageState) -> String = { state in
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
    }

    private static let channelWords: @Sendable (Channel) -> String = { channel in
        switch channel {
        case .email: "E-mail"
        case .sms: "SMS"
        case .whatsApp: "WhatsApp"
        case .push: "Push"
        }
    }

    private static let channelInSentence: @Sendable (Channel) -> String = { channel in
        channel == .email ? "e-mail" : channel == .push ? "push" : channelWords(channel)
    }

    private static let reasonWords: @Sendable (MessageReason, PageContext) -> String = { reason, context in
        let format = context.format
        return switch reason {
        case .noConsent(let channel): "consent for \(channelInSentence(channel)) was never given"
        case .consentWithdrawn(let channel, let at):
            "consent for \(channelInSentence(channel)) was withdrawn on \(format.momentInSentence(at))"
        case .suppressed(let since): "the address is suppressed since \(format.dayInSentence(since))"
        case .noAddress(let channel): "no address for \(channelInSentence(channel)) is known"
        case .quietHours(let until): "quiet hours until \(format.momentInSentence(until))"
        case .frequencyCap(let until): "the frequency cap is reached until \(format.momentInSentence(until))"
        case .goalReached(let goal): "the goal was reached before: \(goal)"
        case .exited(let condition): "the journey ended before: \(condition)"
        case .expired(let at): "it would have been stale after \(format.momentInSentence(at))"
        case .provider(let answer): "the provider answered “\(answer)”"
        case .words(let words): words
        }
    }
}
