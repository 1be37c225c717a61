import Engine
import Storage
import Values

/// Publishing versions and starting flows by hand, for the command line.
extension CartwheelSystem {
    /// `places`: step ids to a step's id, "end" or "stay"; with `move`, journeys under way go over.
    func publishFlow(_ parameters: JSON) async throws -> JSON {
        let slug = try required("flow", of: parameters)
        let version = parameters["version"]?.number?.integer
        let places = try places(parameters)
        guard parameters["preview"]?.bool != true else {
            guard let preview = try await flows.previewMove(slug, to: version, places: places) else {
                return ["rows": .array([]), "faults": .array([])]
            }
            return [
                "from": .number(Number(preview.from)), "to": .number(Number(preview.to)),
                "rows": .array(
                    preview.rows.map {
                        [
                            "step": .string($0.step), "sentence": .string($0.sentence),
                            "journeys": .number(Number($0.journeys)), "place": .string($0.place.words),
                        ]
                    }), "faults": .array(preview.faults.map(JSON.string)),
            ]
        }
        let moves = parameters["move"]?.bool ?? false
        return described(
            try await flows.publish(
                slug, version: version, underWay: moves ? .move(places) : .finish,
                author: parameters["author"]?.string ?? "command line"))
    }

    private func places(_ parameters: JSON) throws -> [String: FlowMove.Place] {
        var places: [String: FlowMove.Place] = [:]
        for member in parameters["places"]?.object?.members ?? [] {
            guard let text = member.value.string else { throw AdminError("the place of \(member.key) is no text") }
            places[member.key] = FlowMove.Place(words: text)
        }
        return places
    }

    func backtestFlow(_ parameters: JSON) async throws -> JSON {
        let draft = try await flows.newest(try required("flow", of: parameters))
        let days = Int(parameters["days"]?.number?.integer ?? 90)
        let result = try await backtests.run(draft, days: days)
        var object = result.json.object ?? JSONObject()
        object["took"] = .string("\(result.took.milliseconds) ms")
        return .object(object)
    }

    func startFlow(_ parameters: JSON) async throws -> JSON {
        let slug = try required("flow", of: parameters)
        let audience: FlowAudience
        if let people = parameters["people"]?.array {
            audience = .people(
                try people.compactMap(\.string).map { text in
                    guard let identity = Identity(text.contains("@") ? .email : .user, text) else {
                        throw AdminError("“\(text)” is no e-mail address or user id")
                    }
                    return identity
                })
        } else if let group = parameters["among"]?.string {
            audience = .members(group)
        } else if parameters["everybody"]?.bool == true {
            audience = .everybody
        } else {
            throw AdminError("say for whom: people, a segment or list, or everybody")
        }
        if parameters["preview"]?.bool == true {
            let preview = try await flows.previewStart(slug, for: audience)
            return [
                "people": .number(Number(preview.people)), "enter": .number(Number(preview.enter)),
                "partial": .bool(preview.isPartial),
                "refused": .object(
                    JSONObject(
                        preview.refused.sorted { $0.key < $1.key }.map {
                            JSONObject.Member(key: $0.key, value: .number(Number($0.value)))
                        })),
            ]
        }
        let given = try await flows.start(
            slug, for: audience, properties: parameters["with"]?.object ?? JSONObject(),
            cause: parameters["cause"]?.string ?? clock.now().iso8601,
            author: parameters["author"]?.string ?? "command line")
        return ["given": given.map { .number(Number($0)) } ?? .null]
    }
}

extension FlowMove.Place {
    /// A step's id, "end" or "stay".
    public init(words: String) {
        switch words {
        case "end": self = .end
        case "stay": self = .stay
        default: self = .step(words)
        }
    }

    public var words: String {
        switch self {
        case .step(let id): id
        case .end: "end"
        case .stay: "stay"
        }
    }
}
