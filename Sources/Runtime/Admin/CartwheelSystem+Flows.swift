import Engine
import Storage
import Values

extension CartwheelSystem {
    func described(_ flow: FlowService.Installed) -> JSON {
        [
            "id": .string(String(flow.id)), "name": .string(flow.name), "version": .number(Number(flow.version)),
            "state": .string(flow.state.rawValue), "notices": .array(flow.notices.map(JSON.string)),
        ]
    }

    func installFlow(_ parameters: JSON) async throws -> JSON {
        let installed = try await flows.install(
            try required("text", of: parameters), author: parameters["author"]?.string ?? "command line",
            live: parameters["live"]?.bool ?? false)
        var answer = described(installed).object ?? JSONObject()
        answer["flow"] = (try? FlowFile.read(required("text", of: parameters)).slug).map(JSON.string) ?? .null
        return .object(answer)
    }

    func listFlows() async throws -> JSON {
        .array(
            try await flows.list().map { flow, text in
                let read = text.flatMap { try? FlowFile.read($0) }
                return [
                    "id": .string(String(flow.id)), "flow": .string(read?.slug ?? ""), "name": .string(flow.name),
                    "state": .string(flow.state.rawValue),
                    "version": flow.liveVersion.map { .number(Number($0)) } ?? .null,
                    "triggers": .array((read?.triggers ?? []).map(JSON.string)),
                    "steps": .number(Number(read?.steps.count ?? 0)),
                    "warning": read?.warning.map(JSON.string) ?? .null,
                ]
            })
    }

    func whyFlow(_ parameters: JSON) async throws -> JSON {
        let who = try required("who", of: parameters)
        let slug = try required("flow", of: parameters)
        guard let (_, account) = try await Rooms(self).account(of: who, in: slug) else {
            _ = try await flows.versions(of: slug)
            throw AdminError("nobody is known as “\(who)”; check the spelling, or whether events have arrived yet")
        }
        var answer = account.json.object ?? JSONObject()
        answer["text"] = .string(account.text)
        return .object(answer)
    }

    /// Who gives a command.
    func author(_ parameters: JSON) -> String { parameters["author"]?.string ?? "command line" }

    func rollBackFlow(_ parameters: JSON) async throws -> JSON {
        guard let version = parameters["version"]?.number?.integer else { throw AdminError("version is missing") }
        return described(
            try await flows.rollBack(
                required("flow", of: parameters), to: version, by: author(parameters)))
    }

    /// A flow's versions, and the text of one of them: the one asked for, else the live one, else the newest.
    func showFlow(_ parameters: JSON) async throws -> JSON {
        let (flow, versions) = try await flows.versions(of: required("flow", of: parameters))
        let wanted = parameters["version"]?.number?.integer
        let live = versions.first { $0.version == flow.liveVersion }
        let chosen = wanted == nil ? live ?? versions.first : versions.first { $0.version == wanted }
        guard let chosen else {
            throw AdminError(
                "“\(flow.name)” has no version \(wanted ?? 0); it has "
                    + versions.map { String($0.version) }.joined(separator: ", "))
        }
        return [
            "name": .string(flow.name), "state": .string(flow.state.rawValue),
            "live_version": flow.liveVersion.map { .number(Number($0)) } ?? .null,
            "versions": .array(
                versions.map { version in
                    [
                        "version": .number(Number(version.version)), "created_at": .string(version.createdAt.iso8601),
                        "author": .string(version.author), "live": .bool(version.version == flow.liveVersion),
                        "published_at": version.publishedAt.map { .string($0.iso8601) } ?? .null,
                    ]
                }),
            "changes": .array(
                try await self.flows.changes(of: flow.id).map { change in
                    [
                        "at": .string(change.at.iso8601), "change": .string(change.kind.rawValue),
                        "author": .string(change.author),
                        "version": change.version.map { .number(Number($0)) } ?? .null,
                    ]
                }),
            "version": .number(Number(chosen.version)), "text": .string(chosen.text),
        ]
    }
}
