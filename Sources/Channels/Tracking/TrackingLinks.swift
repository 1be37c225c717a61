/// The addresses that a message's opens, clicks and unsubscribes come in by.
public struct TrackingLinks: Sendable {
    /// Scheme and host that shoppers reach, such as `https://mail.shop.example`, without a slash at its end.
    public let base: String
    public let keys: TrackingKeys

    public init(base: String, keys: TrackingKeys) {
        self.base = base.hasSuffix("/") ? String(base.dropLast()) : base
        self.keys = keys
    }

    public func open(message: Int64) -> String { address(.open, TrackingToken(message: message)) }

    public func click(message: Int64, link: UInt16) -> String {
        address(.click, TrackingToken(message: message, link: link))
    }

    public func unsubscribe(message: Int64) -> String { address(.unsubscribe, TrackingToken(message: message)) }

    private func address(_ purpose: TrackingPurpose, _ token: TrackingToken) -> String {
        "\(base)/\(purpose.pathSegment)/\(keys.signed(token, for: purpose))"
    }
}

extension TrackingPurpose {
    /// The first segment of the path, before the token: short, as plain-text readers see it.
    public var pathSegment: String {
        switch self {
        case .open: "o"
        case .click: "c"
        case .unsubscribe: "u"
        }
    }
}

extension TrackingLinks {
    /// The token alone, for callers that follow a link without going through the web.
    public func token(_ purpose: TrackingPurpose, _ message: Int64, link: UInt16 = 0) -> String {
        keys.signed(TrackingToken(message: message, link: link), for: purpose)
    }
}
