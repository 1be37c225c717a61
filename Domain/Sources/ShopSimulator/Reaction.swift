import Values

/// How a shopper answers a message: chosen by the message's id alone, so that it is the same in every run.
struct Reaction: Sendable {
    var openedAt: Instant?
    var clickedAt: Instant?
    var unsubscribedAt: Instant?
    /// Whether the click ends in an order.
    var buys = false

    /// Probabilities: of opening; then of those clicking and unsubscribing; of clicks, buying.
    struct Rates {
        let opens: Double
        let clicks: Double
        let buys: Double
        let unsubscribes: Double

        static func of(_ kind: SentMessage.Kind) -> Rates {
            switch kind {
            case .abandonedCart: Rates(opens: 0.45, clicks: 0.35, buys: 0.45, unsubscribes: 0.01)
            case .welcome: Rates(opens: 0.50, clicks: 0.20, buys: 0.08, unsubscribes: 0.01)
            case .orderConfirmation: Rates(opens: 0.62, clicks: 0.12, buys: 0, unsubscribes: 0)
            case .otherMarketing: Rates(opens: 0.25, clicks: 0.10, buys: 0.05, unsubscribes: 0.02)
            }
        }
    }

    init(to message: SentMessage, seed: UInt64) {
        var random = SeededRandom(seed: seed, message: message.id)
        let rates = Rates.of(message.kind)
        guard random.chance(rates.opens) else { return }
        let minutes = min(2880, 0.5 + random.exponential(mean: 60))
        let opened = message.sentAt + TimeSpan(milliseconds: Int64(minutes * 60_000))
        openedAt = opened
        if random.chance(rates.unsubscribes) {
            unsubscribedAt = opened + .seconds(Int64(5 + random.below(60)))
        } else if random.chance(rates.clicks) {
            clickedAt = opened + .seconds(Int64(3 + random.below(90)))
            buys = random.chance(rates.buys)
        }
    }
}

extension SentMessage.Kind {
    /// The campaign's name in the links of such a message.
    var campaign: String {
        switch self {
        case .abandonedCart: "abandoned-cart"
        case .welcome: "welcome"
        case .orderConfirmation: "order-confirmation"
        case .otherMarketing: "news"
        }
    }

    /// What a shopper comes for who is ready to buy.
    var intentOfBuyers: Intent {
        switch self {
        case .abandonedCart: .finishCart
        case .welcome, .otherMarketing: .buy
        case .orderConfirmation: .lookAround
        }
    }
}
