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

    /// The setting that says that the workspace has been fitted out.
    private static let fittedOut = "fitted_out"

    /// Fits out a new workspace: settings, the first of the ready flows as drafts, the ready segments, a server key and a
    /// browser key.
    ///
    /// - Parameters:
    ///   - flowsLive: whether the ready flows run at once, as in the demo.
    ///   - withSegments: whether the ready segments are installed.
    ///   - text: what becomes of a ready flow's text before it is installed.
    /// - Returns: nil where the workspace was fitted out before.
    public func prepareFirstStart(
        flowsLive: Bool, settings: WorkspaceSettings? = nil, withSegments: Bool = true,
        text: (String) -> String = { $0 }
    ) async throws -> FirstStart? {
        let (isNew, kept) = try await database.read { [scope] connection in
            let kept = try DefinitionStore().setting(DefinitionsService.settingsName, in: scope, on: connection)
            // A setting can be made before the first start; with keys, too, an earlier release has fitted it out.
            let hasNote = try DefinitionStore().setting(CartwheelSystem.fittedOut, in: scope, on: connection) != nil
            let hasKeys = try !APIKeyStore().keys(in: scope, on: connection).isEmpty
            return (!hasNote && (kept == nil || !hasKeys), kept)
        }
        guard isNew else { return nil }
        let server = try await createKey(["name": "server", "kind": "server"])
        let browser = try await createKey(["name": "browser", "kind": "browser"])
        for flow in ReadyFlows.starters {
            _ = try await flows.install(text(flow.text), author: "Cartwheel", live: flowsLive)
        }
        var chosen =
            settings ?? kept.map(WorkspaceSettings.init(document:))
            ?? WorkspaceSettings(zone: Zone(TimeZone.current.identifier) ?? .utc)
        if settings == nil { chosen.addUsualRules() }
        if withSegments {
            // Nobody is there yet: one walk over nobody builds them all.
            try await segments.install(author: "Cartwheel", currency: chosen.currency)
        }
        // Last: a start that was cut short before begins again.
        let document = chosen.document
        let now = clock.now()
        try await database.write(lane: .jobs) { [scope] connection in
            let store = DefinitionStore()
            try store.set(DefinitionsService.settingsName, to: document, now: now, in: scope, on: connection)
            try store.set(CartwheelSystem.fittedOut, to: "true", now: now, in: scope, on: connection)
        }
        return FirstStart(
            serverKey: server["key"]?.string ?? "", browserKey: browser["key"]?.string ?? "")
    }
}
