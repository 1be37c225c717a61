import Engine
import Storage
import Values

extension CartwheelSystem {
    /// What commands, imports and the API ask of lists and tags.
    func performOnLists(_ action: AdminAction, _ parameters: JSON) async throws -> JSON {
        let kind: Label.Kind = parameters["kind"]?.string == "tag" ? .tag : .list
        switch action {
        case .listLabels:
            return .array(
                try await lists.list(kind).map {
                    [
                        "name": .string($0.name), "description": .string($0.description),
                        "members": .number(Number($0.size)), "created_at": .string($0.createdAt.iso8601),
                    ]
                })
        case .createList:
            let name = try required("name", of: parameters)
            try await lists.create(name, description: parameters["description"]?.string ?? "")
            return ["name": .string(name)]
        case .changeList: return try await changeList(kind, parameters)
        case .listMembers:
            let after = parameters["after"]?.string.flatMap(MemberPlace.init(text:))
            return .array(
                try await lists.members(
                    kind, required("name", of: parameters), after: after,
                    limit: Int(parameters["limit"]?.number?.integer ?? 50)
                ).map(\.json))
        case .showLabel, .describeLabel, .emptyLabel, .removeList, .renameTag:
            return try await performOnLabels(action, kind, parameters)
        default: throw AdminError("\(action.rawValue) is nothing that lists do")
        }
    }

    private func changeList(_ kind: Label.Kind, _ parameters: JSON) async throws -> JSON {
        let name = try required("name", of: parameters)
        let texts = (parameters["people"]?.array ?? []).compactMap(\.string)
        let identities = (parameters["identities"]?.array ?? []).compactMap { json -> Identity? in
            guard let kind = json["kind"]?.number?.integer.flatMap({ Identity.Kind(rawValue: Int($0)) }) else {
                return nil
            }
            return json["value"]?.string.map { Identity(stored: kind, value: $0) }
        }
        var found: [Identity] = identities
        var unknown: [String] = []
        for text in texts {
            guard let profile = try await profile(of: text), let first = profile.identities.first else {
                unknown.append(text)
                continue
            }
            found.append(first.identity.identity)
        }
        let answer = try await lists.change(
            kind, name, people: found, isMember: parameters["member"]?.bool ?? true,
            source: parameters["source"]?.string ?? "command line",
            startsFlows: parameters["starts_flows"]?.bool ?? true)
        unknown += answer.unknown.map(\.value)
        return [
            "name": .string(name), "changed": .number(Number(answer.changed)),
            "unknown": .array(unknown.map(JSON.string)),
        ]
    }
}
