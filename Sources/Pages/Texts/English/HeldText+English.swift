extension HeldText {
    static let english = HeldText(
        title: "Held messages",
        detail:
            "What waits for a rule to let it go, in the order in which it will: by priority, then by what it is expected to bring in, then by time",
        none: "Nothing is held",
        noneHelp: "Messages wait here by night, behind caps, and while marketing is stopped.",
        see: "Held, in order",
        message: "Message",
        person: "Person",
        flow: "Flow",
        why: "Why it waits",
        again: "asked again",
        expires: "Too old",
        value: "Expected",
        priority: { "priority \($0)" },
        worthWhy: { orders, sent, allOrders, allSent, order in
            "\(orders) orders after \(sent) messages of the flow in 90 days, \(allOrders) after \(allSent) of all; \(order) an order"
        },
        actions: "Actions",
        drop: "Drop",
        dropReally: "Drop this message?",
        dropHelp: "It is not sent, and its journey goes on.",
        dropped: "The message is dropped, and its journey goes on.")
}
