import Values

@testable import Pages

extension PagesSamples {
    static let messages = MessagesModel(
        filter: .init(),
        flows: [
            .init(id: "abandoned-cart", name: "Abandoned cart"), .init(id: "welcome", name: "Welcome"),
            .init(id: "order-confirmation", name: "Order confirmation"),
        ],
        rows: messageRows, paging: Paging(newer: "n_9", older: "o_3", total: 894))

    static let noMessages = MessagesModel(filter: .init(), flows: [], rows: [], paging: Paging())
    static let noMatchingMessages = MessagesModel(
        filter: .init(search: "ana@", state: .bounced), flows: messages.flows, rows: [], paging: Paging())

    private static let messageRows: [MessagesModel.Row] = [
        row("msg_91", "You left something behind", "ana.moreau@posteo.example", .opened, nil, 50),
        row("msg_90", "Your basket, and answers to common questions", "l.brandt@mailbox.example", .clicked, nil, 74),
        row(
            "msg_89", "Your basket is waiting", "+33612345678", .refused, .consentWithdrawn(.sms, at: ago(.days(10))),
            120, channel: .sms),
        row(
            "msg_88", "Welcome to Juniper & Oak", "priya.raghunathan-schoenefelder@longmail.example", .delivered, nil,
            180),
        row(
            "msg_87", "Last call for your basket", "jonas.weiss@web.example", .held,
            .quietHours(until: now + .hours(14)),
            200),
        row(
            "msg_86", "Your order 1042", "felix@dornier.example", .bounced,
            .provider(answer: "550 5.1.1 no such user here"), 230),
        row(
            "msg_85", "Your basket, and answers to common questions", "noah@tremblay.example", .refused,
            .goalReached(goal: "Order Completed"), 300),
        row("msg_84", "You left something behind", "emma@kowalska.example", .queued, nil, 301),
        row("msg_82", nil, "", .refused, .noAddress(.email), 310),
        row("msg_83", "You left something behind", "olga@petrova.example", .unknown, nil, 1_500),
    ]

    private static func row(
        _ id: String, _ subject: String?, _ to: String, _ state: MessageState, _ reason: MessageReason?,
        _ minutes: Int64, channel: Channel = .email
    ) -> MessagesModel.Row {
        MessagesModel.Row(
            id: id, subject: subject, to: to, customerID: "cus_1", flowName: "Abandoned cart", channel: channel,
            state: state, reason: reason, at: ago(.minutes(minutes)))
    }

    static func message(
        part: MessageModel.Part = .html, width: MessageModel.PreviewWidth = .desktop, isKept: Bool = true
    ) -> MessageModel {
        MessageModel(
            id: "msg_91", subject: "You left something behind", from: "Juniper & Oak <hello@juniper.example>",
            to: "ana.moreau@posteo.example", customerID: "cus_1", customerName: "Ana Moreau",
            flow: .init(flowID: "abandoned-cart", flowName: "Abandoned cart", stepName: "Reminder after 1 hour"),
            channel: .email, isTransactional: false, state: .clicked, reason: nil, part: part, width: width,
            body: isKept ? .init(plainText: plainText, source: source) : nil,
            headers: [
                .init(name: "From", value: "Juniper & Oak <hello@juniper.example>"),
                .init(name: "Message-ID", value: "<msg_91.1732298265@juniper.example>"),
                .init(name: "List-Unsubscribe", value: "<https://juniper.example/u/k1.msg_91.0.b0c2f9a1>"),
                .init(name: "List-Unsubscribe-Post", value: "List-Unsubscribe=One-Click"),
            ],
            history: [
                .init(state: .queued, at: ago(.hours(3))),
                .init(state: .held, at: ago(.hours(3)), reason: .frequencyCap(until: ago(.minutes(51)))),
                .init(state: .sent, at: ago(.minutes(50))), .init(state: .delivered, at: ago(.minutes(50))),
                .init(state: .opened, at: ago(.minutes(31))), .init(state: .clicked, at: ago(.minutes(30))),
            ],
            links: [
                .init(address: "https://juniper.example/cart/c-7719?utm_source=cartwheel", clicks: 2),
                .init(address: "https://juniper.example/returns", clicks: 0),
            ])
    }

    static let refusedMessage: MessageModel = {
        var model = message(isKept: false)
        model.state = .refused
        model.reason = .consentWithdrawn(.email, at: ago(.days(10)))
        model.links = []
        return model
    }()

    private static let plainText = """
        Bonjour Ana,

        You left a few things in your basket at Juniper & Oak:

          Linen apron, olive          1 × €38.00
          Beeswax candle, large       2 × €22.00

        Go back to your basket: https://juniper.example/cart/c-7719

        Free returns for 30 days. Questions? Just reply.
        """

    private static let source = """
        From: Juniper & Oak <hello@juniper.example>
        To: ana.moreau@posteo.example
        Subject: You left something behind
        MIME-Version: 1.0
        Content-Type: multipart/alternative; boundary="=_cartwheel_91"

        --=_cartwheel_91
        Content-Type: text/plain; charset=utf-8

        Bonjour Ana, you left a few things in your basket at Juniper & Oak.
        --=_cartwheel_91--
        """
}
