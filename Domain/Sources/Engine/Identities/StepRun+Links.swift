import Values

extension StepRun {
    func linked(_ event: Event) -> LinkedIdentity {
        profile.identities.first { $0.identity.key == event.identity }?.identity
            ?? event.envelope.identities.max { $0.kind < $1.kind }.map {
                LinkedIdentity(key: event.identity, kind: $0.kind, value: $0.value)
            } ?? LinkedIdentity(key: event.identity, kind: .anonymous, value: "")
    }

    /// States the links that an event makes and that are not known yet.
    mutating func link(_ event: Event) {
        let filed = linked(event)
        var others = event.envelope.identities.filter { $0.kind != filed.kind || $0.value != filed.value }
        var relation = LinkFact.Relation.identify
        if event.call == .alias, let previous = event.envelope.previousID {
            relation = .alias
            // An alias does not say of what kind the earlier id is: the anonymous one and, from a trusted key, the user.
            others += [Identity(.anonymous, previous)].compactMap { $0 }
            if event.authority.isTrusted { others += [Identity(.user, previous)].compactMap { $0 } }
        } else if event.name == "Order Completed" {
            relation = .order
        }
        for other in others {
            let key = IdentityKey(other, workspace: definitions.workspace)
            guard key != filed.key, !profile.owns(key, at: event.occurredAt) else { continue }
            state(
                LinkFact(
                    first: filed, second: LinkedIdentity(key: key, kind: other.kind, value: other.value),
                    occurredAt: event.occurredAt, messageHash: event.envelope.messageHash, authority: event.authority,
                    relation: relation))
        }
    }

    /// Stores a fact and has both sides look again at whom they belong to.
    mutating func state(_ fact: LinkFact) {
        decision.links.append(fact)
        for side in [fact.first, fact.second] {
            decision.scheduledWork.append(
                WorkItem(
                    dueAt: WorkItem.firstInLine, kind: .relink, id: fact.identifier(of: side), subject: side.key,
                    payload: Relink(identity: side.key, at: fact.occurredAt).payload))
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
