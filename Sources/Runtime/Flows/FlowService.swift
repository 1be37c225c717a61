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
                try store.set(flow: flow.id, to: .live, liveVersion: version, in: scope, on: connection)
                try reconcileWatches(on: connection)
            }
            let state = try store.flows(in: scope, on: connection).first { $0.id == flow.id }?.state ?? .draft
            return Installed(id: flow.id, name: flow.name, version: version, state: state)
        }
        nudge()
        return installed
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
