import Engine
import Storage
import Values

/// What the command line asks of a workspace: performed in its own process, or by the server that has the database open.
public enum AdminAction: String, Sendable, CaseIterable {
    case status = "status"
    case installFlow = "flows.install"
    case listFlows = "flows.list"
    case pauseFlow = "flows.pause"
    case resumeFlow = "flows.resume"
    case createKey = "keys.create"
    case listKeys = "keys.list"
    case revokeKey = "keys.revoke"
    case addCoupons = "coupons.add"
    case listCoupons = "coupons.list"
    case showProfile = "profiles.show"
    case listMessages = "messages.list"
    case storeEvents = "events.store"
    case setSettings = "settings.set"
    case settings = "settings.get"
    case watch = "conditions.watch"
    case eraseProfile = "profiles.erase"
    case exportProfile = "profiles.export"
    case backUp = "backup"
}

/// Why an action cannot be done, for a person.
public struct AdminError: Error, Sendable, CustomStringConvertible {
    public let description: String
    public init(_ description: String) { self.description = description }
}

extension CartwheelSystem {
    /// Performs an action; parameters and result are JSON, the same from every way in.
    public func perform(_ action: AdminAction, _ parameters: JSON) async throws -> JSON {
        switch action {
        case .status: return try await status()
        case .installFlow: return try await installFlow(parameters)
        case .listFlows: return try await listFlows()
        case .pauseFlow: return described(try await flows.pause(required("flow", of: parameters)))
        case .resumeFlow: return described(try await flows.resume(required("flow", of: parameters)))
        case .createKey: return try await createKey(parameters)
        case .listKeys: return try await listKeys()
        case .revokeKey: return try await revokeKey(parameters)
        case .addCoupons: return try await addCoupons(parameters)
        case .listCoupons: return try await listCoupons()
        case .showProfile: return try await showProfile(parameters)
        case .listMessages: return try await listMessages(parameters)
        case .storeEvents: return try await storeEvents(parameters)
        case .setSettings: return try await changeSettings(parameters)
        case .settings: return try await readSettings()
        case .watch: return try await watch(parameters)
        case .eraseProfile: return try await eraseProfile(parameters)
        case .exportProfile: return try await exportProfile(parameters)
        case .backUp: return try await backUp(parameters)
        }
    }

    func required(_ name: String, of parameters: JSON) throws -> String {
        guard let text = parameters[name]?.string, !text.isEmpty else { throw AdminError("\(name) is missing") }
        return text
    }

    private func status() async throws -> JSON {
        let now = clock.now()
        let depth = try await database.read { try WorkStore().depth(now: now, on: $0) }
        return [
            "work_due": .number(Number(depth)), "started_at": .string(startedAt.iso8601),
            "version": .string(CartwheelVersion.current),
        ]
    }

    private func installFlow(_ parameters: JSON) async throws -> JSON {
        let installed = try await flows.install(
            try required("text", of: parameters), author: parameters["author"]?.string ?? "command line",
            live: parameters["live"]?.bool ?? false)
        return described(installed)
    }

    private func described(_ flow: FlowService.Installed) -> JSON {
        [
            "id": .string(String(flow.id)), "name": .string(flow.name), "version": .number(Number(flow.version)),
            "state": .string(flow.state.rawValue),
        ]
    }

    private func listFlows() async throws -> JSON {
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

    private func addCoupons(_ parameters: JSON) async throws -> JSON {
        let pool = try required("pool", of: parameters)
        let codes = (parameters["codes"]?.array ?? []).compactMap(\.string)
        let added = try await database.write(lane: .jobs) { [scope] in
            try CouponStore().add(codes, to: pool, in: scope, on: $0)
        }
        return ["pool": .string(pool), "added": .number(Number(added))]
    }

    private func listCoupons() async throws -> JSON {
        let left = try await database.read { [scope] in try CouponStore().left(in: scope, on: $0) }
        return .array(
            left.sorted { $0.key < $1.key }.map { ["pool": .string($0.key), "left": .number(Number($0.value))] })
    }

    /// Watches conditions for every person; the answer of each is kept and changes are events.
    private func watch(_ parameters: JSON) async throws -> JSON {
        let name = try required("name", of: parameters)
        let text = try required("condition", of: parameters)
        let watched = try FlowService.condition(named: name, text: text)
        let now = clock.now()
        try await database.write(lane: .jobs) { [scope] in
            try DefinitionStore().watch(watched, now: now, in: scope, on: $0)
        }
        await engine.nudge()
        return ["name": .string(name), "id": .string(String(watched.key))]
    }
}
