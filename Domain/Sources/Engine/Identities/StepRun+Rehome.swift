import Values

extension StepRun {
    /// Looks again at who this profile's identities belong to, and hands over what is another's.
    ///
    /// Only the profile that owns an identity passes it on, so that two never write one row.
    ///
    /// - Parameter claim: the fact that caused it; where that is a claim on a browser, its neighbours in time are told,
    ///   since their stretch of it may have become shorter.
    mutating func rehome(_ cluster: LinkCluster, after claim: Relink? = nil) {
        let people = People(cluster.facts)
        if let claim, let moment = claim.at {
            for other in people.neighbours(of: claim.identity, at: moment) where other != profile.key {
                askFor(other)
            }
        }
        let person = people.person(of: profile.key)
        if let home = person?.home, home != profile.key {
            moveAway(to: home, people, cluster)
            return
        }
        let before = profile.identities
        let identities = person?.identities ?? before.filter { $0.identity.key == profile.key }
        // What lies in the past of a shared browser is read here and owned by another: only its owner passes it on.
        let own = before.map(\.identity).filter { cluster.owners[$0.key] ?? profile.key == profile.key }
        hand(over: own + claimed(cluster), people)
        for gained in identities where cluster.owners[gained.identity.key] != profile.key {
            guard gained.owns(now) else { continue }
            if claim?.identity == gained.identity.key {
                // The work came here since its owner moved here: nobody else is left to hand it over.
                decision.identityOwners.append(IdentityOwner(identity: gained.identity, profile: profile.key))
            } else {
                // Its present owner hands it over; until then it only reads along.
                askFor(gained.identity.key)
            }
        }
        guard identities != before else { return }
        profile.identities = identities
        consentsChanged()
        areIdentitiesChanged = true
        logKnownAs(identities)
    }

    mutating func logKnownAs(_ identities: [ProfileIdentity]) {
        let names = identities.map { "\($0.identity.kind == .anonymous ? "a browser" : $0.identity.value)" }
        log(.profileMerged, "Known as \(names.joined(separator: ", "))")
    }

    /// Anonymous ids in the cluster that this profile owns, though its intervals may lie in the past.
    private func claimed(_ cluster: LinkCluster) -> [LinkedIdentity] {
        cluster.facts.flatMap { [$0.first, $0.second] }.filter { cluster.owners[$0.key] == profile.key }
    }

    /// Passes on the identities that belong to another person now.
    private mutating func hand(over identities: [LinkedIdentity], _ people: People) {
        var homes: Set<ProfileKey> = []
        for identity in Set(identities) where identity.key != profile.key {
            guard let home = people.person(of: identity.key)?.home, home != profile.key else { continue }
            decision.identityOwners.append(IdentityOwner(identity: identity, profile: home))
            homes.insert(home)
        }
        for home in homes.sorted() { tell(home, nil) }
    }

    /// The whole profile joins another: its row only says where to, and its state goes along.
    private mutating func moveAway(to home: ProfileKey, _ people: People, _ cluster: LinkCluster) {
        // An identity that only a fact names has no row yet, and its profile no list: the fact has its words.
        let own = cluster.facts.flatMap { [$0.first, $0.second] }.filter { $0.key == profile.key }
        // Those that were passed on to this profile and that it has not taken in yet go along.
        let held = profile.identities.map(\.identity).filter { cluster.owners[$0.key] ?? profile.key == profile.key }
        for identity in Set(held + own + claimed(cluster)) {
            let owner = people.person(of: identity.key)?.home ?? home
            decision.identityOwners.append(IdentityOwner(identity: identity, profile: owner))
        }
        decision.movedProfiles.append(MovedProfile(key: profile.key, movedTo: home))
        leaveEverything()
        movedTo = home
        tell(home, profile)
    }

    private mutating func tell(_ home: ProfileKey, _ state: Profile?) {
        let document = state.map { ",\"profile\":\($0.document)" } ?? ""
        let text = "{\"from\":\(profile.key.rawValue)\(document)}"
        // Two tellings that differ are two works, or the state of one would be lost for the other.
        decision.scheduledWork.append(
            WorkItem(
                dueAt: WorkItem.firstInLine, kind: .absorb, id: work("absorb " + text, home), subject: home,
                payload: text))
    }

    private mutating func askFor(_ identity: IdentityKey) {
        decision.scheduledWork.append(
            WorkItem(
                dueAt: WorkItem.firstInLine, kind: .relink, id: work("relink", identity), subject: identity,
                payload: Relink(identity: identity, at: nil).payload))
    }

    /// The identity of work that this work causes.
    func work(_ name: String, _ key: IdentityKey) -> Int64 {
        var hash = StableHash()
        hash.combine(name)
        hash.combine(key.rawValue)
        hash.combine(profile.key.rawValue)
        hash.combine(cause)
        return hash.finishSigned()
    }

    /// Takes in a profile that joined this one, and looks again at who belongs here.
    mutating func absorb(_ other: Profile?, _ cluster: LinkCluster) {
        if let other {
            let before = profile.journeys + other.journeys
            joinEverything(of: other)
            profile.merge(other)
            customer.followProfile(definitions, now: now)
            withdrawMessages(ofDropped: before)
            isProfileChanged = true
            areIdentitiesChanged = true
            log(.profileMerged, "Joined with the profile that was known from \(other.createdAt.iso8601)")
            for journey in other.journeys { reschedule(journey) }
        }
        rehome(cluster)
    }

    /// Messages that are held for journeys which gave way to another of the same flow.
    private mutating func withdrawMessages(ofDropped journeys: [Journey]) {
        for journey in journeys where !profile.journeys.contains(where: { $0.id == journey.id }) {
            giveBackCoupons(of: journey)
            guard case .waitingForMessage(let message) = journey.state else { continue }
            refuse(message, because: "Another journey through the same flow goes on after two profiles were joined")
        }
    }

    /// Timers of the other profile lie in its bucket and are forwarded; setting them here saves the way.
    private mutating func reschedule(_ journey: Journey) {
        guard profile.journeys.contains(where: { $0.id == journey.id }) else { return }
        switch journey.state {
        case .waiting(let until), .waitingForEvent(let until): schedule(.journeyDue, id: journey.id, at: until)
        case .waitingForAnswer:
            if let limit = journey.waitLimit { schedule(.journeyDue, id: journey.id, at: limit) }
        case .ready, .waitingForMessage: break
        }
    }
}
