import Conditions
import Values

/// Everything that is kept of one person beside their events.
public struct Profile: Sendable, Hashable {
    public var key: ProfileKey
    /// By key; the home is among them.
    public var identities: [ProfileIdentity]
    public var properties: [String: DatedProperty]
    public var consents: [Channel: Consent]
    /// Addresses to which nothing goes, the latest last.
    public var suppressions: [Suppression]
    public var cart: Cart?
    public var journeys: [Journey]
    /// Codes that journeys gave and that are neither over nor used nor given back, the latest last.
    public var coupons: [HeldCoupon]
    /// By flow: when it was last entered and how often, for re-entry rules.
    public var entries: [Int64: FlowEntries]
    /// Static lists joined, and since when.
    public var lists: [String: Instant]
    public var tags: [String: Instant]
    /// By channel: what the person wants to hear of.
    public var topics: [Channel: Set<String>]
    /// By channel: when that was said; missing where nobody knows.
    var topicsSaidAt: [Channel: Instant]
    /// By segment: the last verdict.
    public var watched: [Int64: WatchedVerdict]
    /// When the timer is set that looks at the segments whose answer time alone changes.
    public var wakesAt: Instant?
    /// Marketing that was cleared lately, newest last: what the caps count.
    public var marketing: [MarketingSlot]
    public var createdAt: Instant
    public var lastSeenAt: Instant
    /// The latest `now` it was stepped with: time never runs backwards for a person.
    public var steppedAt: Instant

    public init(key: ProfileKey, createdAt: Instant) {
        self.key = key
        identities = []
        properties = [:]
        consents = [:]
        suppressions = []
        cart = nil
        journeys = []
        coupons = []
        entries = [:]
        lists = [:]
        tags = [:]
        topics = [:]
        topicsSaidAt = [:]
        watched = [:]
        marketing = []
        self.createdAt = createdAt
        lastSeenAt = createdAt
        steppedAt = createdAt
    }

    /// A profile keeps at most this many properties; an identify that adds more is logged and the rest ignored.
    static let maximumProperties = 500
    /// Lists joined, and tags: more are refused with a line in the log.
    static let maximumLists = 200
    /// Topics of one channel; a statement that names more is refused at the door.
    static let maximumTopics = 50
    /// Places under the caps that are remembered: two a day as far back as caps look.
    static let marketingKept = 2 * MessageCap.mostDays
}

/// A property's value with the moment and source it comes from; the latest wins.
public struct DatedProperty: Sendable, Hashable {
    public var value: JSON
    public var setAt: Instant
    /// "server", "browser", "import", "flow welcome".
    public var source: String

    public init(value: JSON, setAt: Instant, source: String) {
        self.value = value
        self.setAt = setAt
        self.source = source
    }

    /// Whether this replaces the other as the property of this name: the later does; of two at one moment the greater
    /// text, so that order of arrival does not matter. Where somebody is reached, a page never overrules the shop.
    func supersedes(_ other: DatedProperty?, as name: String) -> Bool {
        guard let other else { return true }
        let isAddress = Channel.allCases.contains { $0.addressProperty == name }
        if isAddress, isTrusted != other.isTrusted { return isTrusted }
        if setAt != other.setAt { return setAt > other.setAt }
        if source != other.source { return source > other.source }
        return value.text >= other.value.text
    }

    /// Whether anybody but a page stated it.
    var isTrusted: Bool { source != Event.Authority.browser.name }
}

public struct FlowEntries: Sendable, Hashable {
    public var count: Int64
    public var lastAt: Instant
    /// Hashes of the newest orders, carts or products that it was entered for, where the flow asks; newest last.
    public var keys: [Int64]

    /// Keys that are remembered: a person with more carts than that has long forgotten the first.
    static let keysKept = 50

    public init(count: Int64, lastAt: Instant, keys: [Int64] = []) {
        self.count = count
        self.lastAt = lastAt
        self.keys = keys
    }

    static func key(_ text: String) -> Int64 {
        var hash = StableHash()
        hash.combine(text)
        return hash.finishSigned()
    }

    /// Of two people who turn out to be one; which entry was the newer is not known.
    static func merged(_ mine: [Int64], _ theirs: [Int64]) -> [Int64] {
        Array((theirs.filter { !mine.contains($0) } + mine).suffix(keysKept))
    }

    mutating func remember(_ text: String) {
        let key = FlowEntries.key(text)
        keys.removeAll { $0 == key }
        keys = Array((keys + [key]).suffix(FlowEntries.keysKept))
    }
}

/// What a segment's condition last answered, and when time alone may change that.
public struct WatchedVerdict: Sendable, Hashable {
    public var holds: Bool
    /// When it began to be so.
    public var since: Instant
    /// When to look again; never later than the verdict's own moment.
    public var wakesAt: Instant?
    public var version: Int64

    public init(holds: Bool, since: Instant, wakesAt: Instant?, version: Int64) {
        self.holds = holds
        self.since = since
        self.wakesAt = wakesAt
        self.version = version
    }
}

extension Profile {
    public func property(_ name: String) -> JSON? { properties[name]?.value }

    public func text(_ names: String...) -> String? {
        for name in names {
            if case .string(let text)? = properties[name]?.value, !text.isEmpty { return text }
        }
        return nil
    }

    /// Where a message on this channel goes: what a trusted statement says, or else the newest identity of the
    /// channel's kind. Never what a page claims: anybody can read a browser key and name somebody else's address.
    public func address(on channel: Channel) -> String? {
        let kind = channel.addressKind
        if let stated = properties[channel.addressProperty], stated.isTrusted,
            let text = stated.value.string, let identity = Identity(kind, text)
        {
            return identity.value
        }
        return identities.last { $0.identity.kind == kind }?.identity.value
    }

    public var displayName: String? {
        if let name = text("name") { return name }
        let parts = [text("first_name", "firstName"), text("last_name", "lastName")].compactMap { $0 }
        return parts.isEmpty ? nil : parts.joined(separator: " ")
    }

    /// The person's own zone, or the workspace's where none is known or it does not exist.
    public func zone(default workspace: Zone) -> Zone {
        text("timezone").flatMap(Zone.init) ?? workspace
    }

    public func owns(_ key: IdentityKey, at moment: Instant) -> Bool {
        identities.contains { $0.identity.key == key && $0.owns(moment) }
    }

    /// What conditions see of the properties.
    var propertyObject: JSONObject {
        JSONObject(
            properties.sorted { $0.key < $1.key }.map { JSONObject.Member(key: $0.key, value: $0.value.value) })
    }

    var grantedChannels: Set<String> {
        Set(consents.values.filter { $0.status == .granted && suppression(on: $0.channel) == nil }.map(\.channel.name))
    }
}
