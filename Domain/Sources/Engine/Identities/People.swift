import Values

/// Who belongs together: a pure function of the set of link facts, whatever order they arrived in.
///
/// Facts are read by (occurred at, message hash). Known identities (user id, e-mail, phone) join when a trusted fact
/// says so and no two user ids would meet; two user ids meet only by an alias or a review. An anonymous id belongs to
/// one person per interval of time, so that a shared device joins no strangers.
public struct People: Sendable {
    private var parents: [IdentityKey: IdentityKey] = [:]
    private var nodes: [IdentityKey: Node] = [:]
    private var claims: [IdentityKey: [Claim]] = [:]
    /// Facts that would have joined strangers, in the order in which they were read.
    public private(set) var refused: [LinkFact] = []

    private struct Node {
        var identity: LinkedIdentity
        var firstLinkedAt: Instant
        var users: Set<IdentityKey>
        var members: [IdentityKey]
    }

    private struct Claim {
        var at: Instant
        var known: IdentityKey
    }

    public init(_ facts: some Sequence<LinkFact>) {
        let ordered = Set(facts).sorted(by: LinkFact.precedes)
        for fact in ordered {
            note(fact.first, at: fact.occurredAt)
            note(fact.second, at: fact.occurredAt)
            switch (fact.first.kind.isKnown, fact.second.kind.isKnown) {
            case (true, true): join(fact)
            case (true, false): claim(fact.second.key, by: fact.first.key, at: fact.occurredAt)
            case (false, true): claim(fact.first.key, by: fact.second.key, at: fact.occurredAt)
            case (false, false): refused.append(fact)
            }
        }
    }

    /// The person that an identity belongs to now; for an anonymous id, its latest claimant's.
    public func person(of key: IdentityKey) -> Person? {
        guard let node = nodes[key] else { return nil }
        if node.identity.kind.isKnown { return person(root: root(key)) }
        guard let latest = claims[key]?.last else { return nil }
        return person(root: root(latest.known))
    }

    /// Everyone who has claimed this anonymous id at some time.
    public func claimants(of anonymous: IdentityKey) -> [Person] {
        var seen: Set<IdentityKey> = []
        return (claims[anonymous] ?? []).compactMap { claim in
            let root = root(claim.known)
            return seen.insert(root).inserted ? person(root: root) : nil
        }
    }

    /// Whoever claims this anonymous id directly before, at and after a moment.
    func neighbours(of anonymous: IdentityKey, at moment: Instant) -> Set<IdentityKey> {
        let claims = claims[anonymous] ?? []
        let now = claims.filter { $0.at == moment }
        let near = [claims.last { $0.at < moment }, claims.first { $0.at > moment }].compactMap { $0 }
        return Set((now + near).map(\.known))
    }

    public var persons: [Person] {
        nodes.values.filter { $0.identity.kind.isKnown && root($0.identity.key) == $0.identity.key }
            .map { person(root: $0.identity.key) }
            .sorted { $0.home < $1.home }
    }

    private mutating func note(_ identity: LinkedIdentity, at moment: Instant) {
        if nodes[identity.key] == nil {
            nodes[identity.key] = Node(
                identity: identity, firstLinkedAt: moment, users: identity.kind == .user ? [identity.key] : [],
                members: [identity.key])
            parents[identity.key] = identity.key
        }
    }

    private mutating func join(_ fact: LinkFact) {
        let (a, b) = (root(fact.first.key), root(fact.second.key))
        guard a != b else { return }
        guard fact.authority.isTrusted else {
            refused.append(fact)
            return
        }
        let unitesUsers = fact.relation == .alias || fact.relation == .review
        guard unitesUsers || nodes[a]!.users.isEmpty || nodes[b]!.users.isEmpty else {
            refused.append(fact)
            return
        }
        let (kept, joined) = a < b ? (a, b) : (b, a)
        parents[joined] = kept
        nodes[kept]!.users.formUnion(nodes[joined]!.users)
        nodes[kept]!.members += nodes[joined]!.members
    }

    private mutating func claim(_ anonymous: IdentityKey, by known: IdentityKey, at moment: Instant) {
        claims[anonymous, default: []].append(Claim(at: moment, known: known))
    }

    private func root(_ key: IdentityKey) -> IdentityKey {
        var key = key
        while let parent = parents[key], parent != key { key = parent }
        return key
    }

    private func person(root: IdentityKey) -> Person {
        let members = nodes[root]!.members.map { nodes[$0]! }
        let home = members.min { a, b in
            if a.firstLinkedAt != b.firstLinkedAt { return a.firstLinkedAt < b.firstLinkedAt }
            if a.identity.kind != b.identity.kind { return a.identity.kind > b.identity.kind }
            return a.identity.key < b.identity.key
        }!
        var identities = members.map { ProfileIdentity(identity: $0.identity, intervals: [.always]) }
        for (anonymous, claims) in claims {
            let intervals = intervals(of: claims, root: root)
            if !intervals.isEmpty {
                identities.append(ProfileIdentity(identity: nodes[anonymous]!.identity, intervals: intervals))
            }
        }
        identities.sort { $0.identity.key < $1.identity.key }
        return Person(home: home.identity.key, identities: identities)
    }

    /// The stretches of time in which an anonymous id belongs to the person; what came before the first claim
    /// belongs to the first claimant.
    private func intervals(of claims: [Claim], root: IdentityKey) -> [Interval] {
        var result: [Interval] = []
        for (index, claim) in claims.enumerated() where self.root(claim.known) == root {
            let from = index == 0 ? Instant.distantPast : claim.at
            let until = index + 1 < claims.count ? claims[index + 1].at : nil
            if let until, until <= from { continue }
            if let last = result.last, last.until == from {
                result[result.count - 1].until = until
            } else {
                result.append(Interval(from: from, until: until))
            }
        }
        return result
    }
}

/// One person: a set of identities with a home among them.
public struct Person: Sendable, Hashable {
    public var home: IdentityKey
    /// By key; anonymous ids with the intervals in which they are this person's.
    public var identities: [ProfileIdentity]
}

/// An identity of a profile, and when it is that profile's.
public struct ProfileIdentity: Sendable, Hashable {
    public var identity: LinkedIdentity
    public var intervals: [Interval]

    public init(identity: LinkedIdentity, intervals: [Interval]) {
        self.identity = identity
        self.intervals = intervals
    }

    public func owns(_ moment: Instant) -> Bool { intervals.contains { $0.contains(moment) } }
}

/// A half-open stretch of time; without an end it is still going on.
public struct Interval: Sendable, Hashable {
    public var from: Instant
    public var until: Instant?

    public init(from: Instant, until: Instant?) {
        self.from = from
        self.until = until
    }

    public static let always = Interval(from: .distantPast, until: nil)

    public func contains(_ moment: Instant) -> Bool {
        guard moment >= from else { return false }
        guard let until else { return true }
        return moment < until
    }
}

extension LinkFact {
    static func precedes(_ a: LinkFact, _ b: LinkFact) -> Bool {
        if a.occurredAt != b.occurredAt { return a.occurredAt < b.occurredAt }
        if a.messageHash != b.messageHash { return a.messageHash < b.messageHash }
        if a.first.key != b.first.key { return a.first.key < b.first.key }
        if a.second.key != b.second.key { return a.second.key < b.second.key }
        if a.relation != b.relation { return a.relation.rawValue < b.relation.rawValue }
        return a.authority.rawValue < b.authority.rawValue
    }
}
