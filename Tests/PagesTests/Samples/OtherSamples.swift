import Values

@testable import Pages

extension PagesSamples {
    static let rejected = RejectedModel(
        reason: nil,
        reasons: [.init(code: "missing_event_name", count: 3), .init(code: "invalid_timestamp", count: 2)],
        rows: [
            .init(
                id: "rej_3", at: ago(.minutes(7)), code: "missing_event_name",
                explanation: "events[12].event is missing. Give every track call the name of what happened.",
                sourceKey: "storefront",
                raw: #"{"type":"track","userId":"48213","properties":{"total":"82.00","items":[{"sku":"A-1"}]}}"#),
            .init(
                id: "rej_2", at: ago(.hours(2)), code: "invalid_timestamp",
                explanation: "timestamp “yesterday” is no ISO 8601 time. Send it like 2026-11-22T15:57:45Z.",
                sourceKey: "warehouse import",
                raw: #"{"type":"track","event":"Order Completed","timestamp":"yesterday"}"#),
            .init(
                id: "rej_1", at: ago(.days(1)), code: "malformed_json",
                explanation: "line 1, column 18: a string is not closed.", sourceKey: nil,
                raw: #"{"type":"track,"event":1}"#),
        ],
        paging: Paging(older: "o_1", total: 6))

    static let nothingRejected = RejectedModel(reason: nil, reasons: [], rows: [], paging: Paging())

    static let signIn = SignInModel()
    static let signInProblem = SignInModel(email: "mira@juniper.example", problem: .wrongPassword)
    static let firstStart = FirstStartModel()
    static let firstStartProblem = FirstStartModel(
        workspace: "Juniper & Oak", name: "Mira Holm", email: "mira@", problems: [.emailInvalid, .passwordTooShort])
    static let unsubscribe = UnsubscribeModel(
        shopName: "Juniper & Oak", maskedAddress: "a…u@posteo.example", channel: .email, action: "/u/k1.msg_91.0.b0c2")
    static let unsubscribed = UnsubscribedModel(
        shopName: "Juniper & Oak", maskedAddress: "a…u@posteo.example", channel: .email,
        resubscribeAction: "/u/k1.msg_91.0.b0c2/undo")
}
