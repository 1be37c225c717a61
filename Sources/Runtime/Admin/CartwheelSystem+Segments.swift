import Conditions
import Engine
import Storage
import Values

extension CartwheelSystem {
    /// What commands and the API ask of segments.
    func performOnSegments(_ action: AdminAction, _ parameters: JSON) async throws -> JSON {
        switch action {
        case .listSegments: return .array(try await segments.list().map(\.json))
        case .showSegment: return try await segments.show(required("segment", of: parameters)).json
        case .countSegment:
            let name = try required("segment", of: parameters)
            return ["segment": .string(name), "members": .number(Number(try await segments.count(of: name)))]
        case .segmentMembers: return try await segmentMembers(parameters)
        case .explainSegment: return try await explainSegment(parameters)
        case .explainCondition:
            return try await segments.explain(
                text: required("condition", of: parameters), for: person(required("who", of: parameters))
            ).json
        case .previewSegment: return try await previewSegment(parameters)
        case .showStanding: return try await segments.standing().json
        case .buildSegment:
            let built = try await segments.rebuild(
                [required("segment", of: parameters)], announces: parameters["announces"]?.bool ?? false)
            return built[0].json
        case .createSegment: return try await createSegment(parameters)
        case .editSegment: return try await editSegment(parameters)
        case .archiveSegment: return try await segments.archive(required("segment", of: parameters)).json
        case .overlapSegments:
            let overlaps = try await segments.overlaps(
                of: (parameters["segments"]?.array ?? []).compactMap(\.string))
            return .array(
                overlaps.sorted { ($0.key.count, $0.key.joined()) < ($1.key.count, $1.key.joined()) }.map {
                    ["segments": .array($0.key.map(JSON.string)), "members": .number(Number($0.value))]
                })
        case .installSegments: return try await installSegments(parameters)
        case .refreshRanks: return try JSON.parse(try await ranks.refresh().document)
        default: throw AdminError("\(action.rawValue) is nothing that segments do")
        }
    }

    private func person(_ who: String) async throws -> Profile {
        guard let profile = try await profile(of: who) else {
            throw AdminError("nobody is known as “\(who)”; check the spelling, or whether events have arrived yet")
        }
        return profile
    }

    private func previewSegment(_ parameters: JSON) async throws -> JSON {
        let text = try required("condition", of: parameters)
        let name = parameters["segment"]?.string
        let preview = try await segments.preview(text, of: name).json
        let role = try role(parameters)
        guard role != .segment, case .object(var object) = preview else { return preview }
        let moving = try await segments.moving(text, of: name, as: role)
        object["moving"] = .number(Number(moving.people))
        object["moving_exact"] = .bool(moving.isExact)
        return .object(object)
    }

    private func createSegment(_ parameters: JSON) async throws -> JSON {
        let draft = SegmentDraft(
            name: try required("name", of: parameters), description: parameters["description"]?.string ?? "",
            text: try required("condition", of: parameters), role: try role(parameters))
        let created = try await segments.create(
            [draft], author: parameters["author"]?.string ?? "command line",
            announces: parameters["announces"]?.bool ?? false)
        return await withWarnings(created[0])
    }

    /// A segment that was just written, with what is worth a second look.
    private func withWarnings(_ segment: StoredSegment) async -> JSON {
        guard case .object(var object) = segment.json else { return segment.json }
        let condition = try? Condition.parse(segment.text)
        let warnings = if let condition { await segments.warnings(condition) } else { [String]() }
        object["warnings"] = .array(warnings.map(JSON.string))
        return .object(object)
    }

    private func editSegment(_ parameters: JSON) async throws -> JSON {
        let role = try role(parameters)
        let edited = try await segments.edit(
            required("segment", of: parameters), author: parameters["author"]?.string ?? "command line",
            announces: parameters["announces"]?.bool ?? false
        ) { draft in
            if let name = parameters["name"]?.string { draft.name = name }
            if let description = parameters["description"]?.string { draft.description = description }
            if let text = parameters["condition"]?.string { draft.text = text }
            if role != .segment { draft.role = role }
        }
        return await withWarnings(edited)
    }

    private func role(_ parameters: JSON) throws -> Segment.Role {
        if let place = parameters["stage"]?.number?.integer { return .stage(place: Int(clamping: place)) }
        guard let points = parameters["points"]?.number else { return .segment }
        let days = parameters["fades_over_days"]?.number?.integer
        guard days.map({ (1...3_650).contains($0) }) ?? true else {
            throw AdminError("points fade over 1 to 3650 days")
        }
        return .points(ScoreRule(score: parameters["score"]?.string ?? "", points: points, fadesOverDays: days))
    }

    private func segmentMembers(_ parameters: JSON) async throws -> JSON {
        let after = parameters["after"]?.string.flatMap(MemberPlace.init(text:))
        let members = try await segments.members(
            of: required("segment", of: parameters), after: after,
            limit: Int(parameters["limit"]?.number?.integer ?? 50))
        return .array(members.map(\.json))
    }

    private func explainSegment(_ parameters: JSON) async throws -> JSON {
        let who = try await person(required("who", of: parameters))
        return try await segments.explain(required("segment", of: parameters), for: who).json
    }

    private func installSegments(_ parameters: JSON) async throws -> JSON {
        let slugs = (parameters["segments"]?.array ?? []).compactMap(\.string)
        let installed = try await segments.install(slugs, author: parameters["author"]?.string ?? "command line")
        return .array(installed.map(\.json))
    }

    /// Rates of exchange, in the place of those that were loaded before.
    func setRates(_ parameters: JSON) async throws -> JSON {
        let (document, days, currencies) = try RateFile.document(try required("text", of: parameters))
        let now = clock.now()
        try await database.write(lane: .jobs) { [scope] in
            try DefinitionStore().set(RateFile.settingName, to: document, now: now, in: scope, on: $0)
        }
        await engine.nudge()
        return ["days": .number(Number(days)), "currencies": .number(Number(currencies))]
    }
}
