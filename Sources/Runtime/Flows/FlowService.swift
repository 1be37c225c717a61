import Engine
import Storage
import Values

/// Installing, switching and listing flows; used by pages, API and command line alike.
public struct FlowService: Sendable {
    let database: any Database
    let scope: WorkspaceScope
    let clock: SystemClock
    let definitions: DefinitionsService
    let customers: CustomerStore
    let nudge: @Sendable () -> Void
    let store = DefinitionStore()

    public struct Installed: Sendable, Hashable {
        public var id: Int64
        public var name: String
        public var version: Int64
        public var state: StoredFlow.State
        /// What should be known of it, now that it is live.
        public var notices: [String] = []
    }

    /// Checks a flow's text, stores it as the flow's next version and, where asked, makes it live.
    ///
    /// Installing the same text again changes nothing.
    public func install(_ text: String, author: String, live: Bool) async throws -> Installed {
        let flow = try FlowFile.read(text)
        try requireSound(flow)
        let now = clock.now()
        let installed = try await database.write(lane: .jobs) { [self] connection in
            let version = try store.save(
                flow: flow.id, name: flow.name, text: text, author: author, now: now, in: scope, on: connection)
            if live {
                try makeLive(flow.id, version, author: author, at: now, on: connection)
                try reconcileWatches(on: connection)
            }
            let state = try store.flows(in: scope, on: connection).first { $0.id == flow.id }?.state ?? .draft
            return Installed(
                id: flow.id, name: flow.name, version: version, state: state,
                notices: live ? flow.notices : [])
        }
        nudge()
        return installed
    }

    /// Makes a version the live one, and puts down who did where that changes anything.
    func makeLive(
        _ flow: Int64, _ version: Int64, author: String, at now: Instant, on connection: any Connection
    ) throws {
        let before = try store.flows(in: scope, on: connection).first { $0.id == flow }
        try store.set(flow: flow, to: .live, liveVersion: version, in: scope, on: connection)
        guard before?.state != .live || before?.liveVersion != version else { return }
        let isResumed = before?.state == .paused && before?.liveVersion == version
        try store.note(
            StoredFlowChange(isResumed ? .resumed : .published, version: version, author: author, at: now), of: flow,
            in: scope, on: connection)
    }

    /// Every flow with its newest text.
    public func list() async throws -> [(flow: StoredFlow, text: String?)] {
        try await database.read { [store, scope] connection in
            let versions = try store.flowVersions(in: scope, on: connection)
            return try store.flows(in: scope, on: connection).map { flow in
                let own = versions.filter { $0.flow == flow.id }
                return (flow, (own.first { $0.version == flow.liveVersion } ?? own.last)?.text)
            }
        }
    }
}
