import Values

@testable import Conditions

extension Oracle {
    /// Tries every choice of events, not only the earliest.
    func occurred(_ sequence: EventSequence, at now: Instant) -> Bool {
        let known = events.filter { $0.occurredAt <= now }
        let zone = zone(sequence.window.zone)
        func fits(_ event: TimelineEvent, _ step: EventSequence.Step) -> Bool {
            event.name == step.event && step.filter.map { holds($0, at: now, of: Scope(event: event)) } ?? true
        }
        func follows(_ later: TimelineEvent, _ earlier: TimelineEvent) -> Bool {
            (later.occurredAt, later.order) > (earlier.occurredAt, earlier.order)
        }
        func goesOn(from first: TimelineEvent, _ latest: TimelineEvent, _ rest: ArraySlice<EventSequence.Step>) -> Bool
        {
            guard let step = rest.first else {
                guard let without = sequence.without else { return true }
                return !known.contains { fits($0, without) && follows($0, first) && follows(latest, $0) }
            }
            return known.contains { event in
                guard fits(event, step), follows(event, latest) else { return false }
                if let within = sequence.within,
                    event.occurredAt >= end(of: within, from: first.occurredAt, in: zone)
                {
                    return false
                }
                return goesOn(from: first, event, rest.dropFirst())
            }
        }
        return known.contains { event in
            fits(event, sequence.steps[0]) && isIn(sequence.window, event, at: now)
                && goesOn(from: event, event, sequence.steps.dropFirst())
        }
    }

    func interest(_ interest: Interest, at now: Instant) -> Found {
        let keys = ["product": "product_id", "variant": "variant_id"]
        let key = keys[interest.subject.rawValue] ?? interest.subject.rawValue
        let shown = events.filter { event in
            guard ["Product Viewed", "Product Added", "Order Completed"].contains(event.name) else { return false }
            guard isIn(interest.window, event, at: now) else { return false }
            let body = json(event.body)
            let items = body["products"]?.array ?? []
            return ([body] + items).contains { thing in
                let listed = interest.subject == .category ? thing["categories"]?.array ?? [] : []
                return ([thing[key] ?? .null] + listed).contains { name in
                    name.string.map { Array($0.utf8) } == Array(interest.name.utf8)
                }
            }
        }
        switch interest.measure {
        case .count: return .json(.number(Number(shown.count)))
        case .last: return shown.last.map { .moment($0.occurredAt) } ?? .absent
        }
    }

    func engaged(_ engagement: Engagement, at now: Instant) -> Bool {
        let channel = engagement.channel == "email" ? "Email" : "Web Push"
        let action =
            switch engagement.action {
            case .received: "Sent"
            case .opened: "Opened"
            case .clicked: "Clicked"
            }
        return events.contains { event in
            event.name == "\(channel) \(action)" && isIn(engagement.window, event, at: now)
                && (engagement.flow == nil || json(event.body)["flow"]?.string == engagement.flow)
                && (engagement.campaign == nil || json(event.body)["campaign"]?.string == engagement.campaign)
        }
    }

    func isNear(_ place: Found, _ range: PlaceRange) -> Bool {
        guard place != .absent, let here = subject.facts.place?.coordinates else { return false }
        let there = Coordinates(latitude: range.latitude.double, longitude: range.longitude.double)!
        let metres = ["km": 1000.0, "miles": 1609.344, "m": 1][range.unit.rawValue]!
        return here.distance(to: there) <= range.distance.double * metres
    }

    func fact(_ fact: Fact) -> Found {
        let facts = subject.facts
        func truth(_ answer: Bool) -> Found { .json(.bool(answer)) }
        func text(_ text: String?) -> Found { text.map { .json(.string($0)) } ?? .absent }
        let word = fact.word ?? ""
        let name = fact.name ?? ""
        switch fact.function {
        case .consents:
            return truth(
                subject.consents.contains(word) && (fact.name == nil || facts.topics[word]?.contains(name) == true))
        case .member: return truth(subject.memberships.contains(name))
        case .listed: return truth(facts.lists.contains(name))
        case .tagged: return truth(facts.tags.contains(name))
        case .identity: return text(facts.identities[word]?.first)
        case .locale: return text(facts.locale)
        case .zone: return text(subject.zone.identifier)
        case .stage: return text(facts.stage)
        case .score: return facts.scores[name].map { .json(.number($0)) } ?? .absent
        case .suppressed: return truth(fact.word == nil ? facts.suppressions != [] : facts.suppressions.contains(word))
        case .coupon: return truth(fact.name == nil ? facts.coupons != [] : facts.coupons.contains(name))
        case .rfm:
            guard let rfm = facts.rfm else { return .absent }
            let parts = ["recency": rfm.recency, "frequency": rfm.frequency, "monetary": rfm.monetary]
            return .json(.number(Number(parts[word]!)))
        }
    }
}
