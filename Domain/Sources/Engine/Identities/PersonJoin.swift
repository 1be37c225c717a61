import Values

/// Somebody of the staff says that two people are one: the link that joins them, and who says so.
///
/// Told to both of them, each in its own words: whichever goes on has the line in its log, whoever hears of it first.
public struct PersonJoin: Sendable, Hashable {
    /// Of the person who is told.
    public var home: ProfileKey
    /// A known identity of the person who is told, and of the other.
    public var own: LinkedIdentity
    public var other: LinkedIdentity
    public var at: Instant
    /// A name or an address, for the log.
    public var by: String

    public init(of home: ProfileKey, _ own: LinkedIdentity, with other: LinkedIdentity, at: Instant, by: String) {
        self.home = home
        self.own = own
        self.other = other
        self.at = at
        self.by = by
    }

    /// The same decision is the same fact, however often it is told.
    var fact: LinkFact {
        var hash = StableHash()
        hash.combine("join")
        hash.combine(min(own.key, other.key).rawValue)
        hash.combine(max(own.key, other.key).rawValue)
        hash.combine(at.milliseconds)
        return LinkFact(
            first: own, second: other, occurredAt: at, messageHash: hash.finishSigned(), authority: .engine,
            relation: .review)
    }
}

extension Profile {
    /// The identity by which staff joins this person with another: the strongest; nil where only browsers are known.
    public var joinedBy: LinkedIdentity? {
        identities.map(\.identity).filter(\.kind.isKnown).max { ($0.kind, $1.key) < ($1.kind, $0.key) }
    }
}

extension StepRun {
    /// States the link, unless both are one person already.
    mutating func join(_ join: PersonJoin) {
        if join.home == profile.key {
            log(
                .joinedByReview,
                "\(join.by) said that this is the same person as \(join.other.kind.words) “\(join.other.value)”")
        }
        // With neither here both have gone elsewhere meanwhile: the other telling finds them.
        guard isHere(join.own) != isHere(join.other) else { return }
        state(join.fact)
    }

    private func isHere(_ identity: LinkedIdentity) -> Bool {
        profile.has(identity.key) || identity.key == profile.key
    }
}

extension Identity.Kind {
    fileprivate var words: String {
        switch self {
        case .anonymous: "anonymous id"
        case .phone: "phone"
        case .email: "e-mail"
        case .user: "user id"
        }
    }
}

extension PersonJoin {
    /// The stored form.
    var json: JSON {
        [
            "home": .number(Number(home.rawValue)), "own": own.json, "other": other.json,
            "at": .number(Number(at.milliseconds)), "by": .string(by),
        ]
    }

    init?(_ json: JSON) {
        guard let home = json["home"]?.number?.integer, let own = json["own"].flatMap(LinkedIdentity.init),
            let other = json["other"].flatMap(LinkedIdentity.init), let at = json["at"]?.number?.integer
        else { return nil }
        self.init(
            of: ProfileKey(rawValue: home), own, with: other, at: Instant(milliseconds: at),
            by: json["by"]?.string ?? "")
    }
}

extension LinkedIdentity {
    fileprivate var json: JSON {
        ["key": .number(Number(key.rawValue)), "kind": .number(Number(kind.rawValue)), "value": .string(value)]
    }

    fileprivate init?(_ json: JSON) {
        guard let key = json["key"]?.number?.integer, let value = json["value"]?.string,
            let kind = json["kind"]?.number?.integer.flatMap({ Identity.Kind(rawValue: Int($0)) })
        else { return nil }
        self.init(key: IdentityKey(rawValue: key), kind: kind, value: value)
    }
}
