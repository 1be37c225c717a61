import Conditions
import Engine
import Storage
import Values

/// What a flow does from now on; the same for the console's buttons and the command line.
extension FlowService {
    /// Lets a live flow stand still: nobody enters, and people in it wait before their next step. Goals and exits hold.
    public func pause(_ slug: String, by author: String) async throws -> Installed {
        try await change(slug, by: author) { flow in
            try flow.requireRunning(slug)
            return Change(.paused, state: .paused)
        }
    }

    /// Lets a paused flow go on; what is overdue goes on at once.
    public func resume(_ slug: String, by author: String) async throws -> Installed {
        try await change(slug, by: author) { flow in
            try flow.requireRunning(slug)
            return Change(.resumed, state: .live)
        }
    }

    /// Ends a flow for good: nobody enters, people in it leave before their next step, and what is held is withdrawn.
    ///
    /// Its figures and versions stay. Made live again, it goes on with whoever still waits in it.
    public func archive(_ slug: String, by author: String) async throws -> Installed {
        try await change(slug, by: author) { _ in Change(.archived, state: .archived) }
    }

    /// New journeys take an earlier version from now on; those under way finish on theirs.
    public func rollBack(_ slug: String, to version: Int64, by author: String) async throws -> Installed {
        try await change(slug, by: author) { flow in
            try flow.requireRunning(slug)
            return Change(.rolledBack, state: flow.state, version: version)
        }
    }

    /// A flow with every version of its text, newest first.
    public func versions(of slug: String) async throws -> (flow: StoredFlow, versions: [StoredFlowVersion]) {
        try await database.read { [self] connection in
            let versions = try store.flowVersions(in: scope, on: connection)
            let flow = try found(slug, among: versions, on: connection)
            return (flow, versions.filter { $0.flow == flow.id }.reversed())
        }
    }

    /// Who changed what a flow does, the newest first.
    public func changes(of flow: Int64) async throws -> [StoredFlowChange] {
        try await database.read { [store, scope] in try store.changes(of: flow, in: scope, on: $0) }
    }

    private struct Change {
        var kind: StoredFlowChange.Kind
        var state: StoredFlow.State
        var version: Int64?

        init(_ kind: StoredFlowChange.Kind, state: StoredFlow.State, version: Int64? = nil) {
            self.kind = kind
            self.state = state
            self.version = version
        }
    }

    private func change(
        _ slug: String, by author: String, _ decide: @escaping @Sendable (StoredFlow) throws -> Change
    ) async throws -> Installed {
        let now = clock.now()
        let changed = try await database.write(lane: .jobs) { [self] connection in
            let versions = try store.flowVersions(in: scope, on: connection)
            let flow = try found(slug, among: versions, on: connection)
            let change = try decide(flow)
            if let version = change.version {
                let known = versions.filter { $0.flow == flow.id }.map(\.version)
                guard known.contains(version) else {
                    throw AdminError(
                        "“\(flow.name)” has no version \(version); it has \(known.map(String.init).joined(separator: ", "))"
                    )
                }
            }
            if flow.state != change.state || change.version != nil && change.version != flow.liveVersion {
                try store.set(
                    flow: flow.id, to: change.state, liveVersion: change.version, in: scope, on: connection)
                let noted = StoredFlowChange(
                    change.kind, version: change.version ?? flow.liveVersion, author: author, at: now)
                try store.note(noted, of: flow.id, in: scope, on: connection)
                try reconcileWatches(on: connection)
            }
            return Installed(
                id: flow.id, name: flow.name, version: change.version ?? flow.liveVersion ?? 0, state: change.state)
        }
        nudge()
        return changed
    }

    func found(
        _ slug: String, among versions: [StoredFlowVersion], on connection: any Connection
    ) throws -> StoredFlow {
        let id = Flow.id(slug: slug)
        if let flow = try store.flows(in: scope, on: connection).first(where: { $0.id == id }) { return flow }
        let slugs = Set(versions.compactMap { version in (try? FlowFile.read(version.text))?.slug })
        let near = NearestName.of(slug, among: slugs.sorted()).map { "; did you mean \($0)?" }
        throw AdminError("there is no flow “\(slug)”" + (near ?? "; see cartwheel flows list"))
    }
}

extension StoredFlow {
    fileprivate func requireRunning(_ slug: String) throws {
        switch state {
        case .live, .paused: return
        case .draft, .archived:
            throw AdminError(
                "“\(name)” is \(state == .draft ? "a draft" : "archived") and runs nothing; "
                    + "make it live with: cartwheel flows install \(slug) --live")
        }
    }
}
