import Engine
import Foundation
import ReadyFlows
import Storage
import Values

extension CartwheelSystem {
    /// What a first start left behind for its owner to see: shown once, stored only as hashes.
    public struct FirstStart: Sendable {
        public let serverKey: String
        public let browserKey: String
    }

    /// Fits out a new workspace: settings, the ready flows as drafts, a server key and a browser key.
    ///
    /// - Parameters:
    ///   - flowsLive: whether the ready flows run at once, as in the demo.
    ///   - text: what becomes of a ready flow's text before it is installed.
    /// - Returns: nil where the workspace was fitted out before.
    public func prepareFirstStart(
        flowsLive: Bool, settings: WorkspaceSettings? = nil, text: (String) -> String = { $0 }
    ) async throws -> FirstStart? {
        let isNew = try await database.read { [scope] connection in
            try DefinitionStore().setting(DefinitionsService.settingsName, in: scope, on: connection) == nil
        }
        guard isNew else { return nil }
        let server = try await createKey(["name": "server", "kind": "server"])
        let browser = try await createKey(["name": "browser", "kind": "browser"])
        for flow in ReadyFlows.all {
            _ = try await flows.install(text(flow.text), author: "Cartwheel", live: flowsLive)
        }
        // Last: a start that was cut short before begins again.
        let chosen = settings ?? WorkspaceSettings(zone: Zone(TimeZone.current.identifier) ?? .utc)
        let now = clock.now()
        try await database.write(lane: .jobs) { [scope] in
            try DefinitionStore().set(
                DefinitionsService.settingsName, to: chosen.document, now: now, in: scope, on: $0)
        }
        return FirstStart(
            serverKey: server["key"]?.string ?? "", browserKey: browser["key"]?.string ?? "")
    }
}
