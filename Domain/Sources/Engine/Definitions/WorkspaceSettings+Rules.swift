import Values

extension WorkspaceSettings {
    /// What marketing keeps to, in the stored form; what is empty is left out.
    func writeRules(_ object: inout JSONObject) {
        if marketingStopped { object["marketing_stopped"] = true }
        if keepsUsualHours { object["usual_hours_by_country"] = true }
        if !hoursByCountry.isEmpty {
            object["hours_by_country"] = .object(
                JSONObject(
                    hoursByCountry.sorted { $0.key < $1.key }.map { country, hours in
                        JSONObject.Member(
                            key: country,
                            value: [
                                "opens": .number(Number(hours.opens)), "closes": .number(Number(hours.closes)),
                                "sundays": .bool(hours.onSundays),
                            ])
                    }))
        }
        if !caps.isEmpty { object["caps"] = .array(caps.map(\.json)) }
        if !exclusions.isEmpty {
            object["exclusions"] = .array(
                exclusions.map { ["name": .string($0.name), "condition": .string($0.condition)] })
        }
    }

    /// Rows that are unreadable are left out.
    mutating func readRules(_ json: JSON) {
        marketingStopped = json["marketing_stopped"]?.bool ?? false
        keepsUsualHours = json["usual_hours_by_country"]?.bool ?? false
        for member in json["hours_by_country"]?.object?.members ?? [] {
            guard let opens = member.value["opens"]?.number?.integer,
                let closes = member.value["closes"]?.number?.integer,
                (0..<1440).contains(opens), opens < closes, closes <= 1440
            else { continue }
            hoursByCountry[member.key] = MarketingHours(
                opens: Int(opens), closes: Int(closes), onSundays: member.value["sundays"]?.bool ?? true)
        }
        caps = json.list("caps").compactMap(MarketingCap.init)
        exclusions = json.list("exclusions").compactMap { row in
            guard let name = row["name"]?.string, let condition = row["condition"]?.string else { return nil }
            return MarketingExclusion(name: name, condition: condition)
        }
    }
}

extension WorkspaceSettings {
    /// What a new workspace begins with beside its hours and its one message a day: of the rules that it has none of yet.
    public mutating func addUsualRules() {
        if caps.isEmpty { caps = [.usual] }
        if exclusions.isEmpty { exclusions = MarketingExclusion.usual }
        keepsUsualHours = true
    }
}

extension MarketingCap {
    fileprivate var json: JSON {
        var object: JSONObject = ["most": .number(Number(cap.most)), "days": .number(Number(cap.days))]
        switch scope {
        case .all: break
        case .channel(let channel): object["channel"] = .string(channel.name)
        case .topic(let topic): object["topic"] = .string(topic)
        }
        return .object(object)
    }

    fileprivate init?(_ json: JSON) {
        guard let most = json["most"]?.number?.integer, let days = json["days"]?.number?.integer,
            (0...Int64(MessageCap.mostDays)).contains(most), (1...Int64(MessageCap.mostDays)).contains(days)
        else { return nil }
        let scope: Scope
        if let name = json["channel"]?.string {
            guard let channel = Channel(name: name) else { return nil }
            scope = .channel(channel)
        } else {
            scope = json["topic"]?.string.map { .topic($0) } ?? .all
        }
        self.init(scope: scope, cap: MessageCap(most: Int(most), days: Int(days)))
    }
}
