import Values

extension BatchStep {
    /// Reads the facts and rows that linking will ask for, for the whole batch together.
    mutating func readLinks(_ groups: [Group], _ customers: [Loaded], _ reader: some CustomerReader) throws {
        homes = Set(groups.map(\.home))
        var around: Set<IdentityKey> = []
        var others: Set<IdentityKey> = []
        for (group, loaded) in zip(groups, customers) {
            guard case .here(let customer) = loaded else { continue }
            var isLinking = false
            for work in group.items {
                switch work.item.kind {
                case .event:
                    let new = work.event.map { customer.profile.unlinked(in: $0, definitions.workspace) } ?? []
                    isLinking = isLinking || !new.isEmpty
                    others.formUnion(new.lazy.map(\.key))
                case .relink:
                    isLinking = true
                    if let claim = Relink(payload: work.item.payload) { around.insert(claim.identity) }
                case .absorb: isLinking = true
                case .command, .journeyDue, .conditionDue, .messageDue, .segmentBuild: break
                }
            }
            if isLinking { around.formUnion([group.home] + customer.profile.identities.map(\.identity.key)) }
        }
        guard !around.isEmpty else { return }
        try links.readAhead(around: around.union(others), reader)
        let candidates = others.subtracting(homes).filter { (links.owner(of: $0) ?? $0) == $0 }
        let taken = Set(try reader.profiles(candidates.sorted()).map(\.key))
        vacant = Set(candidates).subtracting(taken)
    }

    /// States the links that an event makes, and joins at once what nobody else has a hand in.
    mutating func link(_ event: Event, _ run: inout StepRun, _ reader: some CustomerReader) throws {
        let facts = run.newLinks(event)
        guard !facts.isEmpty else { return }
        for fact in facts {
            links.add(fact)
            run.decision.links.append(fact)
        }
        let sides = facts.flatMap { [$0.first.key, $0.second.key] }
        let cluster = try links.cluster(of: [run.profile.key] + sides, reader)
        switch run.gain(from: cluster) {
        case .nothing: for fact in facts { run.askBothSides(of: fact) }
        case .everything(let identities):
            let gained = identities.map(\.identity).filter { !run.profile.has($0.key) }
            guard gained.allSatisfy({ isVacant($0.key) }) else {
                // Whoever has them passes them on, with what is known of them; then this profile takes them in.
                for fact in facts { run.askOtherSide(of: fact) }
                return
            }
            for identity in gained {
                links.setOwner(of: identity.key, to: run.profile.key)
                vacant.remove(identity.key)
                joined.insert(identity.key)
            }
            run.take(identities, gained: gained)
        }
    }

    /// Whether nothing was ever stepped under this identity and nobody else can be doing so now: the lease on its
    /// range, which the transaction asserts, says that its row is ours to write.
    private func isVacant(_ key: IdentityKey) -> Bool {
        vacant.contains(key) && (leases[key.bucket.range] ?? neighbours[key.bucket.range]) != nil
            && (links.owner(of: key) ?? key) == key
    }

    mutating func cluster(of keys: [IdentityKey], _ reader: some CustomerReader) throws -> LinkCluster {
        try links.cluster(of: keys, reader)
    }
}

extension StepRun {
    /// What linking gives a profile.
    enum Gain {
        /// Nothing at once: the profile joins another, loses something, or shares a browser with somebody.
        case nothing
        /// It keeps all it has, and has these identities from now on.
        case everything([ProfileIdentity])
    }

    func gain(from cluster: LinkCluster) -> Gain {
        guard let person = People(cluster.facts).person(of: profile.key), person.home == profile.key else {
            return .nothing
        }
        let isWhole = person.identities.allSatisfy { $0.intervals == [.always] }
        let keepsAll = profile.identities.allSatisfy(person.identities.contains)
        let takesAll = cluster.facts.allSatisfy { fact in
            person.identities.contains { $0.identity.key == fact.first.key }
                && person.identities.contains { $0.identity.key == fact.second.key }
        }
        return isWhole && keepsAll && takesAll ? .everything(person.identities) : .nothing
    }

    /// Takes identities that bring no history.
    mutating func take(_ identities: [ProfileIdentity], gained: [LinkedIdentity]) {
        for identity in gained {
            decision.identityOwners.append(IdentityOwner(identity: identity, profile: profile.key))
        }
        guard identities != profile.identities else { return }
        profile.identities = identities
        consentsChanged()
        logKnownAs(identities)
    }
}

extension Profile {
    func has(_ key: IdentityKey) -> Bool { identities.contains { $0.identity.key == key } }
}
