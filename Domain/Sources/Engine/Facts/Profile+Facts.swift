import Conditions
import Values

extension Profile {
    /// What conditions see of the profile beside its properties; only what some condition asks for.
    ///
    /// How customers are rated is left out: it follows from their orders.
    func facts(_ definitions: Definitions, now: Instant) -> ProfileFacts {
        facts(definitions, needs: definitions.needs, now: now)
    }

    /// The same where something else is asked for than by the definitions.
    func facts(_ definitions: Definitions, needs: FactNeeds, now: Instant) -> ProfileFacts {
        var facts = ProfileFacts()
        if needs.lists { facts.lists = Set(lists.keys) }
        if needs.tags { facts.tags = Set(tags.keys) }
        if needs.topics {
            facts.topics = Dictionary(uniqueKeysWithValues: topics.map { ($0.key.name, $0.value) })
        }
        for fact in needs.facts {
            switch fact {
            case .identities: facts.identities = identityTexts
            case .place: facts.place = place
            case .locale: facts.locale = text("locale", "language")
            case .suppressions:
                facts.suppressions = Set(Channel.allCases.filter { suppression(on: $0) != nil }.map(\.name))
            case .stage: facts.stage = stage(definitions)
            case .scores: facts.scores = scores(definitions, now: now)
            case .coupons: facts.coupons = heldCoupons(now)
            case .cart: facts.cart = cart?.facts
            case .zone, .rfm: break
            }
        }
        return facts
    }

    /// By kind, the one that is written to first.
    private var identityTexts: [String: [String]] {
        var texts: [String: [String]] = [:]
        for owned in identities.reversed() {
            texts[owned.identity.kind.factName, default: []].append(owned.identity.value)
        }
        for channel in Channel.allCases {
            guard let address = address(on: channel) else { continue }
            let others = texts[channel.addressKind.factName, default: []].filter { $0 != address }
            texts[channel.addressKind.factName] = [address] + others
        }
        return texts
    }

    /// Where the person is, by their properties: those of `address` where there is one, else their own.
    private var place: Place? {
        let address = property("address")?.object
        func part(_ names: String...) -> String? {
            for name in names {
                if let text = address?[name]?.string ?? property(name)?.string, !text.isEmpty { return text }
            }
            return nil
        }
        let latitude = property("latitude") ?? property("location")?["latitude"] ?? address?["latitude"]
        let longitude = property("longitude") ?? property("location")?["longitude"] ?? address?["longitude"]
        var coordinates: Coordinates?
        if let latitude = latitude?.number?.double, let longitude = longitude?.number?.double {
            coordinates = Coordinates(latitude: latitude, longitude: longitude)
        }
        let place = Place(
            country: country, region: part("region", "state", "province"),
            city: part("city"), coordinates: coordinates)
        return place == Place() ? nil : place
    }

    /// A fact that is a text, named as conditions write it: `place.city`, `locale()`; nil where it is unknown or none of these.
    public func factText(_ name: String) -> String? {
        switch name {
        case "place.country": country
        case "place.region": place?.region
        case "place.city": place?.city
        case "locale()": text("locale", "language")
        case "zone()": text("timezone").flatMap(Zone.init)?.identifier
        default: nil
        }
    }

    /// Whose `factText` there can be.
    public static let factTexts = ["place.country", "place.region", "place.city", "locale()", "zone()"]

    /// A code in capitals, as addresses and stores write it.
    var country: String? {
        let address = property("address")?.object
        for name in ["country_code", "country"] {
            if let text = address?[name]?.string ?? property(name)?.string, !text.isEmpty {
                return text.uppercasedIfCode
            }
        }
        return nil
    }

    /// Of the stages that hold, the one with the highest place; nil where none holds.
    public func stage(_ definitions: Definitions) -> String? {
        var best: (place: Int, name: String)?
        for (id, verdict) in watched where verdict.holds {
            guard let segment = definitions.segment(id), case .stage(let place) = segment.role else { continue }
            if best.map({ ($0.place, $0.name) < (place, segment.name) }) ?? true { best = (place, segment.name) }
        }
        return best?.name
    }

    /// The points by score; a score of which no rule ever held is absent.
    public func scores(_ definitions: Definitions, now: Instant) -> [String: Number] {
        var scores: [String: Number] = [:]
        for segment in definitions.segments {
            guard case .points(let rule) = segment.role else { continue }
            let verdict = watched[segment.id]
            let points = verdict.map { $0.holds ? rule.points(since: $0.since, at: now) : .zero } ?? .zero
            scores[rule.score] = (scores[rule.score] ?? .zero) + points
        }
        return scores
    }

    /// What a change of this property changes for conditions.
    static func changes(byProperty name: String) -> [ConditionIndex.Change] {
        switch name {
        case "timezone": [.property(name), .fact(.zone)]
        case "locale", "language": [.property(name), .fact(.locale)]
        case "email", "phone": [.property(name), .fact(.identities), .fact(.suppressions)]
        case "address", "country", "country_code", "region", "state", "province", "city", "latitude", "longitude",
            "location":
            [.property(name), .fact(.place)]
        default: [.property(name)]
        }
    }
}

extension Customer {
    /// What conditions see of the facts follows. Cost: nothing where no condition asks for any.
    mutating func followFacts(_ definitions: Definitions, now: Instant) {
        guard !definitions.needs.isEmpty(for: profile) else { return }
        let rated = subject.facts.rfm
        var facts = profile.facts(definitions, now: now)
        facts.rfm = rated
        subject.facts = facts
    }

    /// What conditions see, with how the customer is rated: for evaluating outside of a step.
    public func rated(_ definitions: Definitions) -> Subject {
        var customer = self
        if definitions.needs.facts.contains(.rfm) { customer.rateRFM(definitions) }
        return customer.subject
    }

    /// Rates the customer by their orders. Cost: linear in their orders.
    mutating func rateRFM(_ definitions: Definitions) {
        guard let edges = definitions.rfm, hasTimeline else { return }
        let rating = RFMFigures(subject, spent: definitions.spent).map(edges.rating)
        if rating != subject.facts.rfm { subject.facts.rfm = rating }
    }
}

extension Identity.Kind {
    /// How conditions call it.
    var factName: String {
        switch self {
        case .anonymous: "anonymous"
        case .phone: "phone"
        case .email: "email"
        case .user: "user"
        }
    }
}

extension String {
    /// Codes of countries are written in capitals.
    fileprivate var uppercasedIfCode: String { utf8.count == 2 ? uppercased() : self }
}
