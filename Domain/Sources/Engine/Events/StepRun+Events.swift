import Conditions
import Values

extension StepRun {
    /// Steps a stored event: what it says of the person, then what follows from it.
    mutating func receive(_ read: ReadEvent, claim: ObjectClaim?) {
        let (event, properties) = (read.event, read.properties)
        startsFlows = !event.isHistorical
        seen(event)
        switch event.call {
        case .identify:
            learn(properties, from: event)
        case .group:
            set(
                "company",
                DatedProperty(value: .object(properties), setAt: event.occurredAt, source: event.authority.name))
        case .track, .page, .screen, .alias, .derived: break
        }
        var timelineEvent = TimelineEvent(
            name: event.name, occurredAt: event.occurredAt, order: event.sequence, body: .bytes(event.properties))
        let isCopy = isCopy(read, claim: claim)
        if read.isOfCart { updateCart(event, properties) }
        if isCopy {
            reconsider(timelineEvent, authority: event.authority)
            return
        }
        insert(timelineEvent)
        if event.name == OrderEvents.completed, !profile.coupons.isEmpty { redeemCoupon(in: read.allProperties) }
        // What was read of it once need not be read again by every trigger and condition.
        if read.tellsOfState { timelineEvent.body = .tree(properties) }
        react(to: timelineEvent, authority: event.authority, depth: 0)
    }

    private mutating func seen(_ event: Event) {
        // A profile's row is not written for every page view: an hour's precision is enough for lists.
        if event.occurredAt - profile.lastSeenAt > .hours(1) {
            profile.lastSeenAt = event.occurredAt
            isProfileChanged = true
        }
        if event.occurredAt < profile.createdAt {
            profile.createdAt = event.occurredAt
            isProfileChanged = true
        }
    }

    mutating func insert(_ event: TimelineEvent) {
        guard customer.hasTimeline else { return }
        customer.insert(event)
        stays.forget(readersOf: event.name)
    }

    /// A second copy of an order enriches the first and is not counted.
    private mutating func isCopy(_ read: ReadEvent, claim: ObjectClaim?) -> Bool {
        guard let key = read.objectKey else { return false }
        let event = read.event
        guard let claim else {
            decision.claims.append(
                ObjectClaim(key: key, identity: linked(event), event: event.sequence))
            return false
        }
        if claim.event == event.sequence { return false }
        log(.orderCopy, subject: claim.event, "A second copy of “\(event.name)” arrived; it was not counted again")
        if claim.identity.key != event.identity, !profile.owns(claim.identity.key, at: event.occurredAt) {
            state(
                LinkFact(
                    first: linked(event), second: claim.identity, occurredAt: event.occurredAt,
                    messageHash: event.envelope.messageHash, authority: event.authority, relation: .order))
        }
        enrich(with: read.allProperties, name: event.name, order: claim.event)
        return true
    }

    private mutating func enrich(with properties: JSONObject, name: String, order: Int64) {
        guard customer.hasTimeline, var first = timeline[name].first(where: { $0.order == order }) else { return }
        var merged = first.body.object
        for member in properties.members where merged[member.key] == nil { merged.members.append(member) }
        first.body = .tree(merged)
        customer.subject.timeline.insert(first)
    }

    private mutating func updateCart(_ event: Event, _ properties: JSONObject) {
        let before = profile.cart
        let links = LinkRule(authority: event.authority, shopURL: settings.shopURL)
        let cart = Cart.after(event.name, properties, at: event.occurredAt, cart: before, links: links)
        guard cart?.updatedAt != before?.updatedAt || cart != before else { return }
        profile.cart = cart
        isProfileChanged = true
        if definitions.needs.facts.contains(.cart) { changed(.fact(.cart)) }
        if let before, cart == nil, event.name != Cart.boughtEvent {
            emit(
                Cart.emptiedEvent, ["cart_id": .string(before.id)], effect: 0, at: event.occurredAt,
                order: event.sequence, depth: 0)
        }
    }

    /// What a copy that is not counted may still start.
    ///
    /// A browser may not start transactional flows, so a trusted copy of its order does; the journey's id is the
    /// order's, and so a third copy sends nothing again. And who comes back to a checkout left yesterday has left it
    /// again, though it is the same checkout.
    private mutating func reconsider(_ event: TimelineEvent, authority: Event.Authority) {
        if startsFlows {
            for flow in definitions.flows(triggeredBy: event) {
                switch flow.purpose {
                case .transactional: if authority.isTrusted { consider(flow, event, authority: authority) }
                case .marketing: if event.name == "Checkout Started" { consider(flow, event, authority: authority) }
                }
            }
        }
        stepPending()
    }

    /// Properties and consents that an identify call states.
    private mutating func learn(_ traits: JSONObject, from event: Event) {
        var changed: [String] = []
        for trait in traits.members where trait.key != "consents" {
            let property = DatedProperty(value: trait.value, setAt: event.occurredAt, source: event.authority.name)
            if set(trait.key, property) { changed.append(trait.key) }
        }
        if !changed.isEmpty { log(.propertyChanged, "Changed: \(changed.joined(separator: ", "))") }
        guard event.authority.isTrusted, let consents = traits["consents"]?.object else { return }
        for member in consents.members {
            guard let channel = Channel(name: member.key), let consent = Consent(channel, member.value, event)
            else { continue }
            state(consent, order: event.sequence)
            if let topics = Consent.topics(member.value) { state(topics: topics, on: channel, at: consent.at) }
        }
    }
}

extension Event.Authority {
    var name: String {
        switch self {
        case .browser: "browser"
        case .server: "server"
        case .engine: "engine"
        }
    }
}

extension Consent {
    /// As `traits.consents` states it; the intake has checked its shape.
    init?(_ channel: Channel, _ json: JSON, _ event: Event) {
        guard let name = json["status"]?.string, let status = Status.allCases.first(where: { $0.name == name })
        else { return nil }
        self.init(
            channel: channel, status: status, source: json["source"]?.string ?? "not stated",
            at: json["at"]?.string.flatMap { Instant(iso8601: $0) } ?? event.occurredAt)
    }
}
