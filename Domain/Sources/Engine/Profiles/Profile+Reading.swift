import Values

extension Profile {
    /// Reads the stored form of any release.
    public init(key: ProfileKey, document: String) throws(ProfileDocumentError) {
        let json: JSON
        do throws(JSONError) { json = try JSON.parse(document) } catch {
            throw ProfileDocumentError(key: key, reason: error.description)
        }
        try self.init(key: key, document: json)
    }

    /// Reads the stored form of any release, parsed.
    init(key: ProfileKey, document json: JSON) throws(ProfileDocumentError) {
        guard json["v"]?.number?.integer == Profile.documentVersion else {
            throw ProfileDocumentError(
                key: key, reason: "it has format \(json["v"]?.text ?? "none"), written by a newer release")
        }
        self.init(key: key, createdAt: json.instant("created") ?? .distantPast)
        lastSeenAt = json.instant("seen") ?? createdAt
        steppedAt = json.instant("stepped") ?? createdAt
        identities = json.list("ids").compactMap(ProfileIdentity.init(row:))
        for row in json.list("props") {
            guard let name = row[0]?.string, let value = row[1], let at = row[2]?.number?.integer else { continue }
            properties[name] = DatedProperty(
                value: value, setAt: Instant(milliseconds: at), source: row[3]?.string ?? "")
        }
        readConsents(json)
        cart = json["cart"].flatMap(Cart.init(row:))
        journeys = json.list("journeys").compactMap(Journey.init(row:))
        for row in json.list("entries") {
            let numbers = row.integers
            guard numbers.count == 3 else { continue }
            entries[numbers[0]] = FlowEntries(count: numbers[1], lastAt: Instant(milliseconds: numbers[2]))
        }
        readLists(json)
        for row in json.list("watched") {
            let numbers = row.integers
            guard numbers.count == 5 else { continue }
            watched[numbers[0]] = WatchedVerdict(
                holds: numbers[1] == 1, since: Instant(milliseconds: numbers[2]),
                wakesAt: numbers[4] < 0 ? nil : Instant(milliseconds: numbers[4]), version: numbers[3])
        }
        for row in json.list("marketing") {
            let numbers = row.integers
            guard numbers.count == 2 else { continue }
            marketing.append(MarketingSlot(day: numbers[0], message: numbers[1]))
        }
    }

    private mutating func readConsents(_ json: JSON) {
        for row in json.list("consents") {
            guard let channel = row[0]?.number?.integer.flatMap({ Channel(rawValue: Int($0)) }),
                let status = row[1]?.number?.integer.flatMap({ Consent.Status(rawValue: Int($0)) }),
                let at = row[2]?.number?.integer
            else { continue }
            consents[channel] = Consent(
                channel: channel, status: status, source: row[3]?.string ?? "", at: Instant(milliseconds: at))
        }
        for row in json.list("suppressed") {
            guard let channel = row[0]?.number?.integer.flatMap({ Channel(rawValue: Int($0)) }) else { continue }
            suppressions.append(
                Suppression(channel: channel, address: row[2]?.string, reason: row[1]?.string ?? ""))
        }
    }
}

extension ProfileIdentity {
    init?(row: JSON) {
        guard let key = row[0]?.number?.integer,
            let kind = row[1]?.number?.integer.flatMap({ Identity.Kind(rawValue: Int($0)) }),
            let value = row[2]?.string
        else { return nil }
        let bounds = (row.array ?? []).dropFirst(3).compactMap { $0.number?.integer }
        var intervals: [Interval] = []
        for index in stride(from: 0, to: bounds.count - 1, by: 2) {
            let until = bounds[index + 1] == -1 ? nil : Instant(milliseconds: bounds[index + 1])
            intervals.append(Interval(from: Instant(milliseconds: bounds[index]), until: until))
        }
        self.init(
            identity: LinkedIdentity(key: IdentityKey(rawValue: key), kind: kind, value: value),
            intervals: intervals.isEmpty ? [.always] : intervals)
    }
}

extension Cart {
    init?(row: JSON) {
        guard let id = row[0]?.string, let at = row[1]?.number?.integer else { return nil }
        self.init(
            id: id, items: (row[2]?.array ?? []).compactMap(\.object), updatedAt: Instant(milliseconds: at),
            url: row[3]?.string, currency: row[4]?.string)
    }
}

extension Journey {
    init?(row: JSON) {
        guard let id = row["id"]?.number?.integer, let flow = row["flow"]?.number?.integer,
            let version = row["version"]?.number?.integer, let entered = row.instant("entered"),
            let state = row["state"]?.integers, let trigger = row["trigger"], let name = trigger[0]?.string,
            let occurredAt = trigger[1]?.number?.integer, let order = trigger[2]?.number?.integer
        else { return nil }
        self.init(
            id: id, flow: flow, version: version, enteredAt: entered,
            trigger: JourneyTrigger(
                name: name, occurredAt: Instant(milliseconds: occurredAt), order: order,
                properties: trigger[3]?.object ?? JSONObject()))
        position = Int(row["position"]?.number?.integer ?? 0)
        visit = row["visit"]?.number?.integer ?? 0
        sent = Int(row["sent"]?.number?.integer ?? 0)
        data = row["data"]?.object ?? JSONObject()
        switch (state.first, state.dropFirst().first) {
        case (1, let until?): self.state = .waiting(until: Instant(milliseconds: until))
        case (2, let until?): self.state = .waitingForEvent(until: Instant(milliseconds: until))
        case (3, let effect?): self.state = .waitingForAnswer(effect: effect)
        case (4, let message?): self.state = .waitingForMessage(id: message)
        case (0, _): self.state = .ready
        default: return nil
        }
    }
}

extension JSON {
    func instant(_ name: String) -> Instant? {
        self[name]?.number?.integer.map { Instant(milliseconds: $0) }
    }

    func list(_ name: String) -> [JSON] { self[name]?.array ?? [] }

    var integers: [Int64] { (array ?? []).compactMap { $0.number?.integer } }
}
