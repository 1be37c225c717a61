extension SettingsText {
    static let english = SettingsText(
        title: "Settings",
        detail: "What all marketing keeps to, whatever a flow says, and the shop that stands in messages.",
        save: "Save",
        shop: "The shop",
        shopHelp: "As messages and pages show it.",
        name: { names[$0] ?? $0 },
        fieldHelp: { field in
            switch field {
            case .name, .url: nil
            case .sender: "Messages come from this address."
            case .replyTo: "Left empty, answers go to the sender."
            case .alertAddress: "Left empty, alerts go to the sender."
            case .postalAddress: "Stands below marketing messages, as the law of most countries asks."
            case .zone: "Such as Europe/Berlin; for people whose own is unknown, and for reports."
            case .currency: "Such as EUR; amounts of other currencies are converted into it."
            }
        },
        isStopped: "All marketing is stopped.",
        goesOut: "Marketing goes out",
        stop: "Stop all marketing",
        stopReally: "Stop all marketing now?",
        stopHelp:
            "Messages of marketing flows are held from this moment on; orders and passwords are still written about.",
        stopNow: "Stop it",
        release: "Release marketing",
        releaseReally: "Let marketing go out again?",
        releaseHelp:
            "What is held goes out in order, each message asked anew; what is out of date is dropped with a record.",
        releaseNow: "Release it",
        stoppedHelp: "What would go out is held. It stays so until somebody releases it.",
        bannerHelp: "What flows would send is held.",
        bannerLink: "To the switch",
        sendingIsOn: "Sending is on",
        sendingIsOff: "Sending is off",
        sendingOnHelp: "Messages leave through the mail server.",
        sendingOffHelp: "Messages go to the built-in outbox, where you can read them; nobody receives them.",
        noServer: "No mail server is named yet: see CARTWHEEL_SMTP in docs/operations.md.",
        unsent: { "Messages that wait: \($0). In the outbox, never to leave: \($1)." },
        orMore: { "\($0) or more" },
        switchOn: "Switch sending on",
        switchOnReally: "Let messages leave from now on?",
        switchOnHelp: { waiting, inOutbox in
            "Messages that wait now (\(waiting)) leave when they are due, if they still may. What went to the outbox (\(inOutbox)) stays there."
        },
        switchOff: "Switch sending off",
        switchOffReally: "Send nothing more to anybody?",
        switchOffHelp:
            "Everything, order confirmations too, goes to the built-in outbox and will not leave later. To hold marketing alone, stop all marketing instead.",
        history: "Who changed what",
        noHistory: "Nothing has been changed yet.",
        changed: { "\($0) changed" },
        became: { "\($0): \($1) → \($2)" },
        nothing: "nothing",
        hours: "Hours",
        hoursHelp:
            "When marketing goes out, by the clock where a person lives. What comes by night waits for the opening.",
        opens: "From",
        closes: "Until",
        keepUsual: "Keep to what is usual in a person’s country, where that is less",
        usualHours: "What is usual where",
        source: "Who says so",
        ownHours: "Your own hours by country",
        ownHoursHelp: "They hold in place of all others there. To take a row out, empty its country.",
        country: "Country",
        sundays: "On Sundays",
        notOnSundays: "not on Sundays",
        yes: "yes",
        no: "no",
        caps: "Caps",
        capsHelp: "How much marketing goes to one person at most; what is too much waits until there is room.",
        perDay: "Messages a day",
        otherCaps: "Further caps",
        otherCapsHelp: "Over up to 30 days, today included. To take a row out, empty its number of messages.",
        most: "Messages at most",
        days: "In so many days",
        scope: "Of",
        scopeName: { scope in
            switch scope {
            case "email": "e-mail"
            case "sms": "text messages"
            case "topic": "one topic"
            default: "all marketing"
            }
        },
        topic: "Topic",
        exclusions: "Exclusions",
        exclusionsHelp:
            "People to whom no marketing goes as long as a condition holds. A flow can go out in spite of one: despite: recent buyers. To take a row out, empty its name and condition.",
        exclusionName: "Name",
        condition: "Condition",
        usualExclusions: "Add what is usual",
        saved: { part in
            switch part {
            case .shop: "The shop is saved."
            case .hours: "The hours are saved."
            case .caps: "The caps are saved."
            case .exclusions: "The exclusions are saved."
            case .stop: "All marketing is stopped."
            case .release: "Marketing goes out again."
            case .sendingOn: "Sending is on."
            case .sendingOff: "Sending is off: messages go to the built-in outbox."
            }
        })

    private static let names = [
        "shop_name": "Name of the shop", "shop_url": "Address of the shop", "sender": "Sender",
        "reply_to": "Answers to", "postal_address": "Postal address", "alert_address": "Alerts to",
        "zone": "Time zone", "currency": "Currency", "marketing_opens_at": "Marketing from",
        "marketing_closes_at": "Marketing until", "marketing_per_day": "Messages a day",
        "hours_by_country": "Hours by country", "usual_hours_by_country": "Usual hours of countries", "caps": "Caps",
        "exclusions": "Exclusions", "marketing_stopped": "Marketing stopped", "sending": "Sending",
    ]
}
