import Engine
import Storage
import Values

extension CartwheelSystem {
    /// What commands ask of one list or tag as a whole.
    func performOnLabels(_ action: AdminAction, _ kind: Label.Kind, _ parameters: JSON) async throws -> JSON {
        let name = try required("name", of: parameters)
        let source = parameters["source"]?.string ?? "command line"
        switch action {
        case .showLabel:
            guard let detail = try await lists.show(kind, name, limit: 1) else {
                throw AdminError("there is no \(kind == .tag ? "tag" : "list") “\(name)”")
            }
            return detail.json
        case .describeLabel:
            try await lists.describe(kind, name, as: parameters["description"]?.string ?? "")
            return ["name": .string(name)]
        case .emptyLabel:
            let people = try await lists.takeFromAll(kind, name, source: source)
            return ["name": .string(name), "people": .number(Number(people))]
        case .removeList:
            try await lists.removeList(name)
            return ["name": .string(name)]
        case .renameTag:
            let other = try required("to", of: parameters)
            let isTrial = parameters["trial"]?.bool ?? false
            let move =
                isTrial
                ? try await lists.previewRename(name, to: other)
                : try await lists.renameTag(
                    name, to: other, merges: parameters["merges"]?.bool ?? false, source: source)
            return [
                "name": .string(name), "to": .string(other), "people": .number(Number(move.people)),
                "both": .number(Number(move.both)), "merges": .bool(move.isMerge),
            ]
        default: throw AdminError("\(action.rawValue) is nothing that lists do")
        }
    }
}

extension ListDetail {
    var json: JSON {
        [
            "name": .string(line.name), "description": .string(line.description),
            "members": .number(Number(line.size)), "created_at": .string(line.createdAt.iso8601),
            "flows": .array(flows.map { .string($0.name) }), "segments": .array(segments.map { .string($0.name) }),
        ]
    }
}
