import Engine
import Storage
import Values

/// What the command line asks of a workspace: performed in its own process, or by the server that has the database open.
public enum AdminAction: String, Sendable, CaseIterable {
    case status = "status"
    case examine = "examine"
    case installFlow = "flows.install"
    case listFlows = "flows.list"
    case pauseFlow = "flows.pause"
    case resumeFlow = "flows.resume"
    case archiveFlow = "flows.archive"
    case rollBackFlow = "flows.rollback"
    case showFlow = "flows.show"
    case publishFlow = "flows.publish"
    case startFlow = "flows.start"
    case backtestFlow = "flows.backtest"
    case listEffects = "flows.calls"
    case listTasks = "tasks.list"
    case setTask = "tasks.set"
    case listAudiences = "audiences.list"
    case exportAudience = "audiences.export"
    case connectAudience = "audiences.connect"
    case connectChat = "alerts.chat"
    case webhookSecret = "webhooks.secret"
    case listAccounts = "accounts.list"
    case addAccount = "accounts.add"
    case removeAccount = "accounts.remove"
    case setPassword = "accounts.password"
    case createKey = "keys.create"
    case listKeys = "keys.list"
    case revokeKey = "keys.revoke"
    case addCoupons = "coupons.add"
    case listCoupons = "coupons.list"
    case showProfile = "profiles.show"
    case whyFlow = "profiles.why"
    case listMessages = "messages.list"
    case storeEvents = "events.store"
    case setSettings = "settings.set"
    case settings = "settings.get"
    case watch = "conditions.watch"
    case explainCondition = "conditions.explain"
    case listSegments = "segments.list"
    case showSegment = "segments.show"
    case countSegment = "segments.count"
    case segmentMembers = "segments.members"
    case explainSegment = "segments.explain"
    case previewSegment = "segments.preview"
    case buildSegment = "segments.build"
    case createSegment = "segments.create"
    case editSegment = "segments.edit"
    case archiveSegment = "segments.archive"
    case overlapSegments = "segments.overlap"
    case installSegments = "segments.install"
    case refreshRanks = "segments.ranks"
    case listLabels = "lists.list"
    case createList = "lists.create"
    case changeList = "lists.change"
    case listMembers = "lists.members"
    case showLabel = "lists.show"
    case describeLabel = "lists.describe"
    case emptyLabel = "lists.empty"
    case removeList = "lists.remove"
    case renameTag = "tags.rename"
    case showStanding = "segments.standing"
    case showQuality = "quality.show"
    case applyCatalog = "catalog.apply"
    case listProducts = "catalog.list"
    case showProduct = "catalog.show"
    case setRates = "rates.set"
    case joinProfiles = "profiles.join"
    case eraseProfile = "profiles.erase"
    case exportProfile = "profiles.export"
    case backUp = "backup"
    /// How far a command's work is that was begun with a `job`.
    case progress
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
        case .examine: return try await examine()
        case .installFlow: return try await installFlow(parameters)
        case .listFlows: return try await listFlows()
        case .pauseFlow:
            return described(try await flows.pause(required("flow", of: parameters), by: author(parameters)))
        case .resumeFlow:
            return described(try await flows.resume(required("flow", of: parameters), by: author(parameters)))
        case .archiveFlow:
            return described(try await flows.archive(required("flow", of: parameters), by: author(parameters)))
        case .rollBackFlow: return try await rollBackFlow(parameters)
        case .showFlow: return try await showFlow(parameters)
        case .publishFlow: return try await publishFlow(parameters)
        case .backtestFlow: return try await backtestFlow(parameters)
        case .startFlow: return try await startFlow(parameters)
        case .listEffects, .listTasks, .setTask, .listAudiences, .exportAudience, .connectAudience, .connectChat,
            .webhookSecret:
            return try await performOutside(action, parameters)
        case .listAccounts: return try await listAccounts()
        case .addAccount: return try await addAccount(parameters)
        case .removeAccount: return try await removeAccount(parameters)
        case .setPassword: return try await setPassword(parameters)
        case .createKey: return try await createKey(parameters)
        case .listKeys: return try await listKeys()
        case .revokeKey: return try await revokeKey(parameters)
        case .addCoupons: return try await addCoupons(parameters)
        case .listCoupons: return try await listCoupons()
        case .whyFlow: return try await whyFlow(parameters)
        case .showProfile: return try await showProfile(parameters)
        case .listMessages: return try await listMessages(parameters)
        case .storeEvents: return try await storeEvents(parameters)
        case .setSettings: return try await changeSettings(parameters)
        case .settings: return try await readSettings()
        case .watch: return try await watch(parameters)
        case .explainCondition, .listSegments, .showSegment, .countSegment, .segmentMembers,
            .explainSegment, .previewSegment, .buildSegment, .createSegment, .editSegment, .archiveSegment,
            .overlapSegments, .installSegments, .refreshRanks, .showStanding:
            return try await performOnSegments(action, parameters)
        case .listLabels, .createList, .changeList, .listMembers, .showLabel, .describeLabel, .emptyLabel, .removeList,
            .renameTag:
            return try await performOnLists(action, parameters)
        case .showQuality: return try await QualityService(self).report().json
        case .applyCatalog, .listProducts, .showProduct: return try await performOnCatalog(action, parameters)
        case .setRates: return try await setRates(parameters)
        case .joinProfiles: return try await joinProfiles(parameters)
        case .eraseProfile: return try await eraseProfile(parameters)
        case .exportProfile: return try await exportProfile(parameters)
        case .backUp: return try await backUp(parameters)
        case .progress: return try progress(parameters)
        }
    }

    func required(_ name: String, of parameters: JSON) throws -> String {
        guard let text = parameters[name]?.string, !text.isEmpty else { throw AdminError("\(name) is missing") }
        return text
    }

    private func status() async throws -> JSON {
        let now = clock.now()
        let (depth, counts, settings) = try await database.read { [scope, definitions] connection in
            (
                try WorkStore().depth(now: now, on: connection),
                try SendingCounts.read(in: scope, on: connection),
                try definitions.upToDate(on: connection).settings
            )
        }
        return [
            "sending": .bool(settings.sending), "messages_waiting": .number(Number(counts.waiting)),
            "messages_in_outbox": .number(Number(counts.inOutbox)),
            "work_due": .number(Number(depth)), "started_at": .string(startedAt.iso8601),
            "version": .string(CartwheelVersion.current),
        ]
    }

    private func addCoupons(_ parameters: JSON) async throws -> JSON {
        let pool = try required("pool", of: parameters)
        let codes = (parameters["codes"]?.array ?? []).compactMap(\.string)
        return ["pool": .string(pool), "added": .number(Number(try await addCoupons(codes, to: pool)))]
    }

    /// Adds codes to a pool, making it if need be.
    /// - Returns: how many were new.
    public func addCoupons(_ codes: [String], to pool: String) async throws -> Int {
        try await database.write(lane: .jobs) { [scope] in try CouponStore().add(codes, to: pool, in: scope, on: $0) }
    }

    private func listCoupons() async throws -> JSON {
        let lines = try await Rooms(self).coupons()
        return .array(
            lines.map { line in
                [
                    "pool": .string(line.pool.name), "left": .number(Number(line.pool.left)),
                    "given": .number(Number(line.pool.given)), "codes": .string(line.isMade ? "generated" : "pool"),
                ]
            })
    }

    /// An older word for creating a segment; one that is there gets another condition.
    private func watch(_ parameters: JSON) async throws -> JSON {
        let name = try required("name", of: parameters)
        let text = try required("condition", of: parameters)
        let known = try await segments.list().contains { $0.segment.name == name }
        let segment =
            known
            ? try await segments.edit(name, author: "command line") { $0.text = text }
            : try await segments.create([SegmentDraft(name: name, text: text)], author: "command line")[0]
        return ["name": .string(name), "id": .string(String(segment.id))]
    }
}
