import Values

/// One line of the live feed: something that just happened to somebody.
public struct Activity: Sendable {
    /// Grows with time; the live stream resumes after the last one a browser saw.
    public var id: Int64
    public var at: Instant
    /// How the feed names the person, such as `Ana M.`; nil for a visitor nobody knows yet.
    public var person: String?
    public var customerID: String?
    public var kind: Kind

    public init(id: Int64, at: Instant, person: String?, customerID: String?, kind: Kind) {
        self.id = id
        self.at = at
        self.person = person
        self.customerID = customerID
        self.kind = kind
    }

    public enum Kind: Sendable {
        case arrived
        case signedUp
        case consentGiven(Channel)
        case consentWithdrawn(Channel)
        case cartAbandoned(MoneyAmount?)
        case orderPlaced(MoneyAmount?)
        /// An order that followed a message about an abandoned cart.
        case orderRecovered(MoneyAmount?)
        case orderRefunded(MoneyAmount?)
        case journeyStarted(flow: String)
        case messageSent(id: String, subject: String?)
        case messageOpened(id: String, subject: String?)
        case messageClicked(id: String, subject: String?)
        case messageRefused(id: String, subject: String?)
        case messageBounced(id: String, subject: String?)
        case eventRejected(name: String)
    }

    var tone: Tone {
        switch kind {
        case .arrived: .plain
        case .signedUp, .consentGiven: .teal
        case .orderPlaced: .good
        case .orderRecovered: .accent
        case .cartAbandoned, .orderRefunded: .warn
        case .journeyStarted: .plum
        case .messageSent, .messageOpened, .messageClicked: .info
        case .messageRefused, .consentWithdrawn: .warn
        case .messageBounced, .eventRejected: .bad
        }
    }

    var icon: Icon {
        switch kind {
        case .arrived: .pulse
        case .signedUp: .join
        case .consentGiven: .check
        case .consentWithdrawn: .stop
        case .cartAbandoned: .cart
        case .orderPlaced, .orderRefunded: .order
        case .orderRecovered: .recovered
        case .journeyStarted: .flow
        case .messageSent: .send
        case .messageOpened: .opened
        case .messageClicked: .clicked
        case .messageRefused: .stop
        case .messageBounced: .warning
        case .eventRejected: .rejected
        }
    }

    var address: String? {
        switch kind {
        case .messageSent(let id, _), .messageOpened(let id, _), .messageClicked(let id, _),
            .messageRefused(let id, _), .messageBounced(let id, _):
            Route.message(id)
        case .eventRejected: Route.rejected
        case .arrived, .signedUp, .consentGiven, .consentWithdrawn, .cartAbandoned, .orderPlaced, .orderRecovered,
            .orderRefunded, .journeyStarted:
            customerID.map(Route.customer)
        }
    }
}
