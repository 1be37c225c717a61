import Conditions
import Values

/// What is known of a person at the moment at which playing begins, gathered from statements in the order of time.
///
/// Nothing follows from any of it: it starts no flow and enters no segment.
package struct PlayedPast: Sendable {
    package private(set) var profile: Profile
    private(set) var timeline = Timeline()
    private(set) var claims: [Int64: ObjectClaim] = [:]
    private let definitions: Definitions
    private let home: LinkedIdentity

    package init(key: ProfileKey, identities: [ProfileIdentity], createdAt: Instant, definitions: Definitions) {
        profile = Profile(key: key, createdAt: createdAt)
        profile.identities = identities
        self.definitions = definitions
        home =
            identities.first { $0.identity.key == key }?.identity
            ?? LinkedIdentity(key: key, kind: .anonymous, value: "")
    }

    package mutating func know(_ name: String, _ property: DatedProperty) {
        guard property.supersedes(profile.properties[name], as: name) else { return }
        profile.properties[name] = property
    }

    package mutating func know(_ consent: Consent) {
        if consent.supersedes(profile.consents[consent.channel]) { profile.consents[consent.channel] = consent }
    }

    package mutating func know(_ entry: LedgerEntry) {
        switch entry.statement {
        case .granted, .withdrawn:
            know(
                Consent(
                    channel: entry.channel, status: entry.statement == .granted ? .granted : .withdrawn,
                    source: entry.source, at: entry.at))
        case .suppressed:
            guard let address = profile.address(in: entry) else { return }
            _ = profile.add(Suppression(channel: entry.channel, address: address, reason: entry.source))
        case .released: profile.suppressions.removeAll { $0.channel == entry.channel }
        }
    }

    package mutating func know(_ label: Label, isMember: Bool, since moment: Instant) {
        switch label.kind {
        case .list: profile.lists[label.name] = isMember ? moment : nil
        case .tag: profile.tags[label.name] = isMember ? moment : nil
        }
    }

    package mutating func know(topics: [Channel: Set<String>]) { profile.topics = topics }

    /// An identify or group call: what it says of the person.
    package mutating func learn(_ event: Event) {
        let traits = EventBody.bytes(event.properties).object
        guard event.call == .identify else {
            let company = DatedProperty(value: .object(traits), setAt: event.occurredAt, source: event.authority.name)
            return know("company", company)
        }
        for trait in traits.members where trait.key != "consents" {
            know(
                trait.key, DatedProperty(value: trait.value, setAt: event.occurredAt, source: event.authority.name))
        }
        guard event.authority.isTrusted else { return }
        for member in traits["consents"]?.object?.members ?? [] {
            if let channel = Channel(name: member.key), let consent = Consent(channel, member.value, event) {
                know(consent)
            }
        }
    }

    /// An event that something may look back at; a second copy of an order enriches the first.
    package mutating func remember(_ event: Event) {
        let entry = TimelineEvent(
            name: event.name, occurredAt: event.occurredAt, order: event.sequence, body: .bytes(event.properties))
        guard let key = event.objectKey(in: definitions.workspace) else { return timeline.insert(entry) }
        guard let claim = claims[key] else {
            claims[key] = ObjectClaim(key: key, identity: home, event: event.sequence)
            return timeline.insert(entry)
        }
        guard var first = timeline[event.name].first(where: { $0.order == claim.event }) else { return }
        var merged = first.body.object
        for member in entry.body.object.members where merged[member.key] == nil { merged.members.append(member) }
        first.body = .tree(merged)
        timeline.insert(first)
    }

    /// What lay in the cart after this event.
    package mutating func follow(cart event: Event) {
        let links = LinkRule(authority: event.authority, shopURL: definitions.settings.shopURL)
        profile.cart = Cart.after(
            event.name, EventBody.bytes(event.properties).object, at: event.occurredAt, cart: profile.cart,
            links: links)
    }
}

extension Profile {
    /// The person's address that a line of the ledger is about; nil where it is none of theirs.
    func address(in entry: LedgerEntry) -> String? {
        let stated = [address(on: entry.channel)].compactMap { $0 }
        let known = identities.lazy.filter { $0.identity.kind == entry.channel.addressKind }.map(\.identity.value)
        return (stated + known).first {
            LedgerEntry.addressKey($0, channel: entry.channel) == entry.addressKey
        }
    }
}
