import Values

extension StepRun {
    func linked(_ event: Event) -> LinkedIdentity {
        profile.identities.first { $0.identity.key == event.identity }?.identity
            ?? event.envelope.identities.max { $0.kind < $1.kind }.map {
                LinkedIdentity(key: event.identity, kind: $0.kind, value: $0.value)
            } ?? LinkedIdentity(key: event.identity, kind: .anonymous, value: "")
    }

    /// The links that an event makes and that are not known yet.
    func newLinks(_ event: Event) -> [LinkFact] {
        let others = profile.unlinked(in: event, definitions.workspace)
        guard !others.isEmpty else { return [] }
        let filed = linked(event)
        let relation: LinkFact.Relation =
            event.call == .alias ? .alias : event.name == "Order Completed" ? .order : .identify
        return others.map { other in
            LinkFact(
                first: filed, second: other, occurredAt: event.occurredAt, messageHash: event.envelope.messageHash,
                authority: event.authority, relation: relation)
        }
    }

    /// Stores a fact and has both sides look again at whom they belong to.
    mutating func state(_ fact: LinkFact) {
        decision.links.append(fact)
        askBothSides(of: fact)
    }

    mutating func askBothSides(of fact: LinkFact) {
        ask(fact.first, about: fact)
        ask(fact.second, about: fact)
    }

    mutating func askOtherSide(of fact: LinkFact) {
        for side in [fact.first, fact.second] where !profile.has(side.key) { ask(side, about: fact) }
    }

    private mutating func ask(_ side: LinkedIdentity, about fact: LinkFact) {
        decision.scheduledWork.append(
            WorkItem(
                dueAt: WorkItem.firstInLine, kind: .relink, id: fact.identifier(of: side), subject: side.key,
                payload: Relink(identity: side.key, at: fact.occurredAt).payload))
    }
}

extension Profile {
    /// Identifiers that an event names beside the one it is filed under, and that are not this profile's at its time.
    func unlinked(in event: Event, _ workspace: WorkspaceID) -> [LinkedIdentity] {
        var others = event.envelope.identities
        guard others.count > 1 || event.call == .alias else { return [] }
        if event.call == .alias, let previous = event.envelope.previousID {
            // An alias does not say of what kind the earlier id is: the anonymous one and, from a trusted key, the user.
            others += [Identity(.anonymous, previous)].compactMap { $0 }
            if event.authority.isTrusted { others += [Identity(.user, previous)].compactMap { $0 } }
        }
        return others.compactMap { other in
            // Most events name identifiers that are known: compared by their words, which costs no hash.
            let isKnown = identities.contains {
                $0.identity.value == other.value && $0.identity.kind == other.kind && $0.owns(event.occurredAt)
            }
            guard !isKnown else { return nil }
            let key = IdentityKey(other, workspace: workspace)
            guard key != event.identity, !owns(key, at: event.occurredAt) else { return nil }
            return LinkedIdentity(key: key, kind: other.kind, value: other.value)
        }
    }
}

/// Which fact is new: work that was forwarded still says whom it was about.
struct Relink: Sendable, Hashable {
    var identity: IdentityKey
    /// Of the new fact; nil where none is new, and the owner is only asked to hand over.
    var at: Instant?

    init(identity: IdentityKey, at: Instant?) {
        self.identity = identity
        self.at = at
    }

    init?(payload: String) {
        guard let numbers = (try? JSON.parse(payload))?.integers, let identity = numbers.first else { return nil }
        self.init(
            identity: IdentityKey(rawValue: identity),
            at: numbers.dropFirst().first.map(Instant.init(milliseconds:)))
    }

    var payload: String { "[\(identity.rawValue)\(at.map { ",\($0.milliseconds)" } ?? "")]" }
}

extension LinkFact {
    /// Of the work that the fact causes for one side: both may lie in one bucket, now or once they are forwarded.
    func identifier(of side: LinkedIdentity) -> Int64 {
        var hash = StableHash()
        hash.combine(side.key.rawValue)
        hash.combine(first.key.rawValue)
        hash.combine(second.key.rawValue)
        hash.combine(messageHash)
        return hash.finishSigned()
    }
}
