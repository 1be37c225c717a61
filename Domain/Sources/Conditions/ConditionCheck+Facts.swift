import Values

extension ConditionCheck {
    /// What a line may tell of a profile beside its properties, consents, memberships and zone; all of it is optional.
    static func facts(_ profile: JSONObject) throws(CheckFault) -> ProfileFacts {
        var facts = ProfileFacts()
        for member in try object(profile["identities"], named: "\"identities\"").members {
            facts.identities[member.key] = try list(member.value, named: "\"identities\"")
        }
        facts.place = try place(profile["place"])
        facts.locale = profile["locale"]?.string
        facts.tags = Set(try list(profile["tags"], named: "\"tags\""))
        facts.lists = Set(try list(profile["lists"], named: "\"lists\""))
        for member in try object(profile["topics"], named: "\"topics\"").members {
            facts.topics[member.key] = Set(try list(member.value, named: "\"topics\""))
        }
        facts.suppressions = Set(try list(profile["suppressions"], named: "\"suppressions\""))
        facts.stage = profile["stage"]?.string
        if let score = profile["score"]?.number { facts.scores[""] = score }
        for member in try object(profile["scores"], named: "\"scores\"").members {
            facts.scores[member.key] = member.value.number
        }
        facts.coupons = Set(try list(profile["coupons"], named: "\"coupons\""))
        if let rfm = profile["rfm"], let recency = whole(rfm["recency"]), let frequency = whole(rfm["frequency"]),
            let monetary = whole(rfm["monetary"])
        {
            facts.rfm = ProfileFacts.RFM(recency: recency, frequency: frequency, monetary: monetary)
        }
        if let cart = profile["cart"], !cart.isNull { facts.cart = try object(cart, named: "\"cart\"") }
        facts.predictions = try object(profile["predictions"], named: "\"predictions\"")
        return facts
    }

    /// What a line may tell of the workspace; all of it is optional.
    static func workspace(_ json: JSON?) throws(CheckFault) -> WorkspaceFacts {
        let object = try object(json, named: "\"workspace\"")
        var workspace = WorkspaceFacts()
        if let name = object["timezone"]?.string {
            guard let zone = Zone(name) else {
                throw CheckFault(message: "there is no time zone \"\(name)\": give one like \"Europe/Berlin\"")
            }
            workspace.zone = zone
        }
        workspace.currency = object["currency"]?.string
        for day in try self.object(object["rates"], named: "\"rates\"").members {
            guard let moment = Instant(iso8601: day.key) else {
                throw CheckFault(message: "\"rates\" are given by day, such as \"2026-01-01\", not \"\(day.key)\"")
            }
            var rates: [String: Number] = [:]
            for rate in try self.object(day.value, named: "\"rates\" of a day").members {
                rates[rate.key] = rate.value.number
            }
            workspace.rates.set(rates, on: LocalDateTime(utc: moment).date)
        }
        for threshold in try self.object(object["thresholds"], named: "\"thresholds\"").members {
            workspace.thresholds[threshold.key] = threshold.value.number
        }
        return workspace
    }

    private static func place(_ json: JSON?) throws(CheckFault) -> Place? {
        guard let json, !json.isNull else { return nil }
        let object = try object(json, named: "\"place\"")
        return Place(
            country: object["country"]?.string, region: object["region"]?.string, city: object["city"]?.string,
            coordinates: Coordinates(.json(json)))
    }

    private static func whole(_ json: JSON?) -> Int? { json?.number?.integer.map(Int.init) }

    private static func object(_ json: JSON?, named name: String) throws(CheckFault) -> JSONObject {
        guard let json, !json.isNull else { return JSONObject() }
        guard case .object(let object) = json else {
            throw CheckFault(message: "\(name) is \(json.kindName), not an object")
        }
        return object
    }

    private static func list(_ json: JSON?, named name: String) throws(CheckFault) -> [String] {
        switch json {
        case nil, .null: return []
        case .string(let text): return [text]
        case .array(let items): return items.compactMap(\.string)
        case .bool, .number, .object: throw CheckFault(message: "\(name) is neither a text nor a list of texts")
        }
    }
}
