import Values

extension Profile {
    /// Takes in what was known of another profile that turned out to be the same person.
    ///
    /// Nothing is lost: the later property and consent win, of two journeys of a flow one goes on (`goesOn`), counts add up.
    mutating func merge(_ other: Profile) {
        for (name, property) in other.properties where property.supersedes(properties[name], as: name) {
            properties[name] = property
        }
        for (channel, consent) in other.consents where consent.supersedes(consents[channel]) {
            consents[channel] = consent
        }
        for theirs in other.suppressions { _ = add(theirs) }
        if let theirs = other.cart, theirs.updatedAt > cart?.updatedAt ?? .distantPast { cart = theirs }
        for journey in other.journeys { adopt(journey) }
        for coupon in other.coupons { keep(coupon) }
        for (flow, theirs) in other.entries {
            let mine = entries[flow]
            entries[flow] = FlowEntries(
                count: (mine?.count ?? 0) + theirs.count, lastAt: max(mine?.lastAt ?? theirs.lastAt, theirs.lastAt),
                keys: FlowEntries.merged(mine?.keys ?? [], theirs.keys))
        }
        for (segment, theirs) in other.watched where theirs.holds { adopt(theirs, of: segment) }
        for (name, theirs) in other.lists { lists[name] = min(lists[name] ?? theirs, theirs) }
        for (name, theirs) in other.tags { tags[name] = min(tags[name] ?? theirs, theirs) }
        for (channel, theirs) in other.topics { state(theirs, on: channel, at: other.topicsSaidAt[channel]) }
        let slots = Set(marketing + other.marketing).sorted { ($0.day, $0.message) < ($1.day, $1.message) }
        marketing = Array(slots.suffix(Profile.marketingKept))
        createdAt = min(createdAt, other.createdAt)
        lastSeenAt = max(lastSeenAt, other.lastSeenAt)
        steppedAt = max(steppedAt, other.steppedAt)
    }

    /// Who of the two was in a segment is in it, since the earlier moment: joining two profiles enters nobody twice.
    private mutating func adopt(_ theirs: WatchedVerdict, of segment: Int64) {
        let mine = watched[segment]
        let since = mine.map { $0.holds ? min($0.since, theirs.since) : theirs.since } ?? theirs.since
        watched[segment] = WatchedVerdict(
            holds: true, since: since, wakesAt: mine?.wakesAt, version: mine?.version ?? theirs.version)
    }

    private mutating func adopt(_ journey: Journey) {
        guard !journeys.contains(where: { $0.id == journey.id }) else { return }
        guard let index = journeys.firstIndex(where: { $0.flow == journey.flow && $0.key == journey.key }) else {
            journeys.append(journey)
            return
        }
        let mine = journeys[index]
        // Journeys of one flow stand beside each other only where each has a trigger of its own, such as an order.
        if mine.trigger.properties["order_id"] != nil, journey.trigger.properties["order_id"] != nil,
            mine.trigger.properties["order_id"] != journey.trigger.properties["order_id"]
        {
            journeys.append(journey)
        } else if journey.goesOn(insteadOf: mine) {
            journeys[index] = journey
        }
    }
}

extension Journey {
    /// Of two journeys through one flow the one that has sent more goes on, so that nothing is sent again; of equal
    /// ones the older.
    fileprivate func goesOn(insteadOf other: Journey) -> Bool {
        if sent != other.sent { return sent > other.sent }
        return (enteredAt, id) < (other.enteredAt, other.id)
    }
}
