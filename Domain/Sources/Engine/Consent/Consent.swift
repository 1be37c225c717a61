import Values

/// What a person said about one channel, with its proof.
public struct Consent: Sendable, Hashable {
    public enum Status: Int, Sendable, Hashable, CaseIterable {
        case granted = 1
        case withdrawn = 2

        public var name: String { self == .granted ? "granted" : "withdrawn" }
    }

    public var channel: Channel
    public var status: Status
    public var source: String
    public var at: Instant

    public init(channel: Channel, status: Status, source: String, at: Instant) {
        self.channel = channel
        self.status = status
        self.source = source
        self.at = at
    }

    /// Whether this replaces what was known: the later statement does, and of two at one moment the withdrawal.
    public func supersedes(_ known: Consent?) -> Bool {
        guard let known else { return true }
        if at != known.at { return at > known.at }
        return status == .withdrawn && known.status == .granted
    }
}

/// A line of the ledger that delivery reads, uncached, at the last moment. Lines are only ever added.
public struct LedgerEntry: Sendable, Hashable {
    public enum Statement: Int, Sendable, Hashable, CaseIterable {
        case granted = 1
        case withdrawn = 2
        /// Nothing goes to this address whatever the consent: it bounced, complained, or asked to be erased.
        case suppressed = 3
        case released = 4
    }

    /// Hash of channel and address, so that a suppression survives the erasure of the person.
    public var addressKey: Int64
    public var channel: Channel
    public var statement: Statement
    public var at: Instant
    public var source: String

    public init(addressKey: Int64, channel: Channel, statement: Statement, at: Instant, source: String) {
        self.addressKey = addressKey
        self.channel = channel
        self.statement = statement
        self.at = at
        self.source = source
    }

    public init(address: String, channel: Channel, statement: Statement, at: Instant, source: String) {
        self.init(
            addressKey: LedgerEntry.addressKey(address, channel: channel), channel: channel, statement: statement,
            at: at, source: source)
    }

    public static func addressKey(_ address: String, channel: Channel) -> Int64 {
        var hash = StableHash()
        hash.combine(UInt8(channel.rawValue))
        hash.combine(address)
        return hash.finishSigned()
    }
}
