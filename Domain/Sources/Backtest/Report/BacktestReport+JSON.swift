import Engine
import Values

extension BacktestReport {
    /// The stored form; it begins with its format's version.
    public var document: String { json.text }

    /// With members in a fixed order, so that equal reports have equal texts.
    public var json: JSON {
        var object: JSONObject = ["v": 1, "flow": .string(flow), "name": .string(name)]
        object["from"] = .number(Number(from.milliseconds))
        object["until"] = .number(Number(until.milliseconds))
        object["zone"] = .string(zone.identifier)
        object["people"] = .count(people)
        object["events"] = .count(events)
        object["imported_events"] = .count(importedEvents)
        object["draft"] = draft.json
        if let live { object["live"] = live.json }
        object["collisions"] = .counts(collisions) {
            ["people": .count($0.people), "days": .count($0.days), "both_sent": .count($0.bothSent)]
        }
        object["codes_left"] = .counts(codesLeft)
        object["taken_as_today"] = .counts(takenAsToday)
        object["samples"] = .object(
            JSONObject(
                BacktestSample.Kind.allCases.compactMap { kind in
                    samples.people[kind].map { JSONObject.Member(key: kind.rawValue, value: .array($0.map(\.json))) }
                }))
        return .object(object)
    }

    /// Reads the stored form. Nothing more can be added to it, but reports can be merged.
    public init(document: String) throws(BacktestError) {
        guard let json = try? JSON.parse(document) else { throw .reportUnreadable("it is no JSON") }
        guard json["v"]?.count == 1 else { throw .reportUnreadable("its format is not of this release") }
        guard let flow = json["flow"]?.string, let from = json["from"]?.number?.integer,
            let until = json["until"]?.number?.integer, let draft = json["draft"]
        else { throw .reportUnreadable("flow, from, until or draft is missing") }
        self.init(
            flow: flow, name: json["name"]?.string ?? flow, from: Instant(milliseconds: from),
            until: Instant(milliseconds: until), zone: json["zone"]?.string.flatMap { Zone($0) } ?? .utc)
        people = json["people"]?.count ?? 0
        events = json["events"]?.count ?? 0
        importedEvents = json["imported_events"]?.count ?? 0
        self.draft = BacktestFigures(draft)
        live = json["live"].map { BacktestFigures($0) }
        collisions =
            json["collisions"]?.table { json in
                var collisions = Collisions()
                collisions.people = json["people"]?.count ?? 0
                collisions.days = json["days"]?.count ?? 0
                collisions.bothSent = json["both_sent"]?.count ?? 0
                return collisions
            } ?? [:]
        codesLeft = json["codes_left"]?.counts ?? [:]
        takenAsToday = json["taken_as_today"]?.counts ?? [:]
        for kind in BacktestSample.Kind.allCases {
            for sample in json["samples"]?[kind.rawValue]?.array ?? [] {
                if let sample = BacktestSample(sample) { samples.insert(sample, kind) }
            }
        }
    }
}

extension BacktestSample {
    fileprivate var json: JSON {
        // A key is wider than the numbers that a browser keeps exact.
        [
            "person": .string(String(person.rawValue)), "journeys": .count(journeys), "messages": .count(messages),
        ]
    }

    fileprivate init?(_ json: JSON) {
        guard let key = json["person"]?.string.flatMap({ Int64($0) }) else { return nil }
        self.init(
            person: ProfileKey(rawValue: key), journeys: json["journeys"]?.count ?? 0,
            messages: json["messages"]?.count ?? 0)
    }
}
