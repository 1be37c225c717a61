extension JoinText {
    static let english = JoinText(
        title: "Possibly the same person",
        detail: "Two people whom nothing has joined, and what says that they may be one",
        pairs: "Pairs to look at",
        help:
            "Two user ids are never joined by themselves: people share addresses. Look at both before you join them.",
        none: "Nobody else looks like two people in one.",
        noneYet: "None in this stretch; look further.",
        person: "Person",
        evidence: "What says so",
        said: { evidence, format in
            switch evidence {
            case .link(let one, let other, let at, let isFromPage):
                "\(name(one.kind)) “\(one.value)” and \(name(other.kind)) “\(other.value)” came together, \(format.dayInSentence(at))"
                    + (isFromPage ? ", stated by a page of the shop" : "")
            case .sameEmail(let address): "Both have the e-mail address \(address)"
            case .sameNameAndPhone(let name, let phone): "Both are called \(name) and have the phone number \(phone)"
            case .sameNameAndPostcode(let name, let postcode):
                "Both are called \(name) and live at postcode \(postcode)"
            }
        },
        join: "Join…",
        joinReally: "Are they one person?",
        joinHelp:
            "Their events, consents, properties and journeys become one person's, the later statement counting; who joined them stands in the timeline. This cannot be undone.",
        joinNow: "Join them",
        joining: "They are being joined; in a moment they are one person.",
        fromBeginning: "From the beginning",
        lookFurther: "Look further",
        others: "Two others",
        othersHelp: "People whom nothing above names, by e-mail address, user id or phone number.",
        first: "One",
        second: "The other",
        show: "Show both"
    )

    private static func name(_ kind: CustomerModel.Identity.Kind) -> String {
        switch kind {
        case .anonymousID: "the anonymous id"
        case .phone: "the phone number"
        case .email: "the e-mail address"
        case .userID: "the user id"
        }
    }
}
