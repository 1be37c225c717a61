import Values

extension ProfileIdentity {
    init?(row: inout JSONScanner) throws(JSONError) {
        var key: Int64?
        var kind: Identity.Kind?
        var value: String?
        var bounds: [Int64] = []
        try row.rows { (scanner: inout JSONScanner, place: Int) throws(JSONError) in
            switch place {
            case 0: key = try scanner.integer()
            case 1: kind = try scanner.integer().flatMap { Identity.Kind(rawValue: Int($0)) }
            case 2: value = try scanner.text()
            default: if let bound = try scanner.integer() { bounds.append(bound) }
            }
        }
        guard let key, let kind, let value else { return nil }
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

extension JSONScanner {
    mutating func instant() throws(JSONError) -> Instant? { try integer().map(Instant.init(milliseconds:)) }
}

extension JSON {
    func instant(_ name: String) -> Instant? {
        self[name]?.number?.integer.map { Instant(milliseconds: $0) }
    }

    func list(_ name: String) -> [JSON] { self[name]?.array ?? [] }

    var integers: [Int64] { (array ?? []).compactMap { $0.number?.integer } }
}
