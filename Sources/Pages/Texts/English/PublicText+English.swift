extension PublicText {
    static let english = PublicText(
        channel: { channel in
            switch channel {
            case .email: "e-mails"
            case .sms: "text messages"
            case .whatsApp: "WhatsApp messages"
            case .push: "notifications"
            }
        },
        stopTitle: { "Stop these \($0)?" },
        stopQuestion: { "\($0) will get no more news and offers from \($1)." },
        stop: "Yes, stop",
        transactionalGoOn: "Messages about orders you place still reach you.",
        stoppedTitle: "Done. We’ve stopped.",
        stoppedWords: { "\($0) gets no more \($1) with news and offers from \($2)." },
        mistake: "It was a mistake: keep them coming",
        backTitle: "Welcome back",
        backWords: { "\($0) gets \($1) from \($2) again." },
        notBackTitle: "This link cannot sign you up",
        notBackWords: {
            "\($0) gets no \($1) with news and offers from \($2), and an old message is no consent. Sign up with \($2) itself if you want them."
        },
        failure: { kind in
            switch kind {
            case .forbidden:
                (
                    "This is not yours to do",
                    "Your session may have changed in another tab. Go back, reload the page and try again."
                )
            case .notFound:
                ("Nothing is here", "The address may be mistyped, or what stood here was removed.")
            case .failure:
                (
                    "Something broke on our side",
                    "It is in the log. Try again; if it stays so, ask whoever runs this installation."
                )
            case .unavailable:
                (
                    "Back in a moment",
                    "The database does not answer just now. This page works again as soon as it does."
                )
            }
        },
        reference: "Reference",
        toOverview: "To the overview")
}
