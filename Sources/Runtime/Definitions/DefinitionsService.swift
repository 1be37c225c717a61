import Conditions
import Engine
import Logging
import Storage
import Synchronization
import Values

/// The workspace's definitions as the workers use them: read anew when their number has changed.
public final class DefinitionsService: Sendable {
    private let current: Mutex<Known>
    private let store = DefinitionStore()
    private let scope: WorkspaceScope
    private let logger: Logger
    private let couponKey: CouponKey

    /// The setting that holds `WorkspaceSettings`.
    static let settingsName = "workspace"

    /// - Parameter couponKey: from which codes of coupons are made.
    init(scope: WorkspaceScope, logger: Logger, couponKey: CouponKey) {
        self.scope = scope
        self.logger = logger
        self.couponKey = couponKey
        current = Mutex(Known(definitions: Definitions(version: -1, workspace: scope.workspace, flows: [])))
    }

    private struct Known {
        var definitions: Definitions
        /// Of the database when they were read: a segment that was built is live with a commit that a crash can undo.
        var losses = 0
    }

    public var latest: Definitions { current.withLock { $0.definitions } }

    /// The definitions with the newest number, within the transaction at hand. Cost: one row where nothing changed.
    func upToDate(on connection: any Connection) throws -> Definitions {
        let version = try store.currentVersion(in: scope, on: connection)
        let losses = connection.losses
        let known = current.withLock { $0 }
        if known.definitions.version == version, known.losses == losses { return known.definitions }
        let read = try read(version, on: connection)
        current.withLock { $0 = Known(definitions: read, losses: losses) }
        guard version != known.definitions.version else { return read }
        logger.info("Definitions \(version): \(read.flows.count) live flows, \(read.segments.count) segments")
        return read
    }

    private func read(_ version: Int64, on connection: any Connection) throws -> Definitions {
        let settings =
            try store.setting(DefinitionsService.settingsName, in: scope, on: connection)
            .map(WorkspaceSettings.init(document:)) ?? WorkspaceSettings()
        let states = Dictionary(
            uniqueKeysWithValues: try store.flows(in: scope, on: connection).map { ($0.id, $0) })
        var flows: [Flow] = []
        var earlier: [Flow] = []
        var standing: [Flow] = []
        for stored in try store.flowVersions(in: scope, on: connection) {
            guard let flow = flow(stored) else { continue }
            let row = states[stored.flow]
            if row?.state == .live, row?.liveVersion == stored.version {
                flows.append(flow)
            } else {
                earlier.append(flow)
                if row?.state == .paused, row?.liveVersion == stored.version { standing.append(flow) }
            }
        }
        let segments = try segments(on: connection)
        let ranks = try store.setting(RankService.settingName, in: scope, on: connection)
        let values = try store.setting(RankService.valuesSetting, in: scope, on: connection)
        let rates = try store.setting(RateFile.settingName, in: scope, on: connection)
        return Definitions(
            version: version, workspace: scope.workspace, settings: settings, flows: flows, earlier: earlier,
            segments: segments, paused: Set(states.values.filter { $0.state == .paused }.map(\.id)),
            archived: Set(states.values.filter { $0.state == .archived }.map(\.id)),
            ranks: ranks.map(RankSnapshot.init(document:)) ?? RankSnapshot(),
            rates: try rates.map { try RateFile.table($0) } ?? .shipped,
            watchBuilds: try FlowWatchStore().builds(in: scope, on: connection), couponKey: couponKey,
            values: values.map(MessageValues.init(document:)) ?? MessageValues(), standing: standing)
    }

    /// What was stored was checked before; a text that no longer reads is left out and named.
    private func flow(_ stored: StoredFlowVersion) -> Flow? {
        do throws(FlowFileErrors) {
            return try FlowFile.read(stored.text, version: stored.version)
        } catch {
            logger.error("Version \(stored.version) of a stored flow cannot be read and is left out: \(error)")
            return nil
        }
    }

    private func segments(on connection: any Connection) throws -> [Segment] {
        let builds = Dictionary(
            try SegmentStore().builds(in: scope, on: connection).map { ($0.id, $0) },
            uniquingKeysWith: { first, _ in first })
        return try SegmentStore().all(in: scope, on: connection).compactMap { stored in
            do throws(ConditionErrors) {
                let build = stored.build.map {
                    SegmentBuild(id: $0, announces: builds[$0]?.announces ?? false)
                }
                return Segment(
                    id: stored.id, name: stored.name,
                    condition: CompiledCondition(try Condition.parse(stored.text)),
                    version: Segment.version(of: stored.text), role: stored.role, build: build)
            } catch {
                logger.error("The segment “\(stored.name)” cannot be read and is left out: \(error)")
                return nil
            }
        }
    }
}
