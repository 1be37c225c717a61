import Values

extension DataQuality {
    var json: JSON {
        [
            "taken_at": .string(takenAt.iso8601), "currency": currency.map(JSON.string) ?? .null,
            "amounts_looked_at": .number(Number(amounts)), "customers_looked_at": .number(Number(examined)),
            "exact": .bool(isExact), "broken_zones": .number(Number(brokenZones)),
            "unknown_currencies": .array(
                currencies.map { ["currency": .string($0.code), "amounts": .number(Number($0.amounts))] }),
            "zones": .array(
                zoneExamples.map {
                    ["id": .string(PublicID.customer.text($0.customer.rawValue)), "timezone": .string($0.value)]
                }),
            "unseen": .array(
                names.map { name in
                    [
                        "kind": .string(name.kind.rawValue), "name": .string(name.name),
                        "did_you_mean": name.nearest.map(JSON.string) ?? .null,
                        "used_in": .array((name.segments.map(\.name) + name.flows.map(\.name)).map(JSON.string)),
                    ]
                }),
            "rejected": .array(rejected.map { ["reason": .string($0.rule), "events": .number(Number($0.count))] }),
        ]
    }
}
