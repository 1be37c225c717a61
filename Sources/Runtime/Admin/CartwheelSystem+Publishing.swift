import Engine
import Storage
import Values

/// Publishing versions and starting flows by hand, for the command line.
extension CartwheelSystem {
    /// `places`: step ids to a step's id, "end" or "stay"; with `move`, journeys under way go over; with `already`, it begins
    /// for those who meet its trigger already.
    func publishFlow(_ parameters: JSON) async throws -> JSON {
        let slug = try required("flow", of: parameters)
        let version = parameters["version"]?.number?.integer
        let places = try places(parameters)
        let already = parameters["already"]?.bool ?? false
        guard parameters["preview"]?.bool != true else {
            var answer = try await flows.previewMove(slug, to: version, places: places)?.json ?? MovePreview.nobody
            if already {
                answer["already"] = try await flows.previewPast(of: try await flows.version(version, of: slug)).json
            }
            return .object(answer)
        }
        let moves = parameters["move"]?.bool ?? false
        return described(
            try await flows.publish(
                slug, version: version, underWay: moves ? .move(places) : .finish, takesInPast: already,
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
        if let who = parameters["person"]?.string {
            guard let profile = try await profile(of: who),
                let lines = try await backtests.path(of: profile.key, in: draft.slug, days: days)
            else { throw AdminError("nobody is known as \(who)") }
            return [
                "lines": .array(
                    lines.map { line in
                        [
                            "at": .string(line.at.iso8601), "kind": .string(line.kind.rawValue),
                            "flow": .string(line.flow), "step": .string(line.step), "text": .string(line.text),
                        ]
                    })
            ]
        }
        let job = parameters["job"]?.string
        defer { longWork.end(job) }
        let total = try await backtests.progress().total
        let progress = BacktestProgress(total: total) { [longWork] in longWork.note(job, done: $0, of: total) }
        let result = try await backtests.run(draft, days: days, progress: progress)
        var object = result.json.object ?? JSONObject()
        object["took"] = .string("\(result.took.milliseconds) ms")
        return .object(object)
    }

    func startFlow(_ parameters: JSON) async throws -> JSON {
        let slug = try required("flow", of: parameters)
        let audience = try FlowAudience(parameters)
        if parameters["preview"]?.bool == true {
            let preview = try await flows.previewStart(
                slug, for: audience, properties: parameters["with"]?.object ?? JSONObject())
            return preview.json
        }
        let given = try await flows.start(
            slug, for: audience, properties: parameters["with"]?.object ?? JSONObject(),
            cause: parameters["cause"]?.string ?? clock.now().iso8601,
            author: parameters["author"]?.string ?? "command line")
        return ["given": given.map { .number(Number($0)) } ?? .null]
    }
}

extension MovePreview {
    /// Where nobody is under way.
    fileprivate static let nobody: JSONObject = ["rows": .array([]), "faults": .array([])]

    fileprivate var json: JSONObject {
        [
            "from": .number(Number(from)), "to": .number(Number(to)),
            "rows": .array(
                rows.map {
                    [
                        "step": .string($0.step), "sentence": .string($0.sentence),
                        "journeys": .number(Number($0.journeys)), "place": .string($0.place.words),
                    ]
                }), "faults": .array(faults.map(JSON.string)),
        ]
    }
}

extension StartPreview {
    /// `people`, `enter`, `partial`, and `refused` by rule.
    public var json: JSON {
        [
            "people": .number(Number(people)), "enter": .number(Number(enter)), "partial": .bool(isPartial),
            "refused": .object(
                JSONObject(
                    refused.sorted { $0.key < $1.key }.map {
                        JSONObject.Member(key: $0.key, value: .number(Number($0.value)))
                    })),
        ]
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
