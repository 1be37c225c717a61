extension ActivityText {
    static let english = ActivityText(
        somebody: "A visitor",
        sentence: { kind, person, text, format in
            func of(_ amount: MoneyAmount?) -> String { amount.map { " of " + format.money($0) } ?? "" }
            func quoted(_ subject: String?, else words: String) -> String { subject.map { "“\($0)”" } ?? words }
            func message(_ subject: String?) -> String { subject.map { "Message “\($0)”" } ?? "A message" }
            return switch kind {
            case .arrived: "\(person) arrived at the shop"
            case .signedUp: "\(person) signed up"
            case .consentGiven(let channel): "\(person) agreed to \(text.message.channelInSentence(channel)) marketing"
            case .consentWithdrawn(let channel): "\(person) said stop to \(text.message.channelInSentence(channel))"
            case .cartAbandoned(let amount): "\(person) abandoned a cart\(of(amount))"
            case .orderPlaced(let amount): "\(person) placed an order\(of(amount))"
            case .orderRecovered(let amount): "\(person) came back: an order\(of(amount)) recovered"
            case .orderRefunded(let amount): "\(person) was refunded\(amount.map { " " + format.money($0) } ?? "")"
            case .journeyStarted(let flow): "\(person) entered “\(flow)”"
            case .messageSent(_, let subject): "\(message(subject)) sent to \(person)"
            case .messageOpened(_, let subject): "\(person) opened \(quoted(subject, else: "a message"))"
            case .messageClicked(_, let subject): "\(person) clicked in \(quoted(subject, else: "a message"))"
            case .messageRefused(_, let subject): "\(message(subject)) not sent to \(person)"
            case .messageBounced(_, let subject): "\(message(subject)) to \(person) bounced"
            case .eventRejected(let name): "Event “\(name)” was rejected"
            }
        })
}
