import Engine
import FlowScenarios
import ReadyFlows
import Storage
import Values

/// Scenarios that are kept with a flow.
extension FlowService {
    /// The setting under which a flow's scenarios are kept.
    private static func setting(_ slug: String) -> String { "scenarios:\(slug)" }
    /// In bytes.
    public static let longestScenarios = 100_000

    /// The scenarios that were kept, or those that came along with a ready flow; empty where there are none.
    public func scenarios(of slug: String) async throws -> String {
        let kept = try await database.read { [store, scope] in
            try store.setting(FlowService.setting(slug), in: scope, on: $0)
        }
        return kept ?? ReadyFlows.named(slug)?.scenarios ?? ""
    }

    /// - Throws: `FlowFileErrors` where the text cannot be read.
    public func keep(scenarios text: String, of slug: String) async throws {
        guard text.utf8.count <= FlowService.longestScenarios else {
            throw AdminError("scenarios have at most \(FlowService.longestScenarios / 1000) KB")
        }
        _ = try ScenarioFile.read(text)
        let now = clock.now()
        try await database.write(lane: .jobs) { [store, scope] in
            try store.set(FlowService.setting(slug), to: text, now: now, in: scope, on: $0)
        }
    }

    /// Plays scenarios against the newest text of each flow that they name.
    public func play(scenarios text: String, of slug: String) async throws -> [ScenarioResult] {
        guard text.utf8.count <= FlowService.longestScenarios else {
            throw AdminError("scenarios have at most \(FlowService.longestScenarios / 1000) KB")
        }
        let file = try ScenarioFile.read(text)
        guard file.flow == slug else {
            throw AdminError("these are scenarios of “\(file.flow)”, not of “\(slug)”")
        }
        let versions = try await database.read { [store, scope] in try store.flowVersions(in: scope, on: $0) }
        let newest = Dictionary(versions.map { ($0.flow, $0.text) }, uniquingKeysWith: { $1 })
        let flows = try ([file.flow] + file.others).compactMap { name in
            try (newest[Flow.id(slug: name)] ?? ReadyFlows.named(name)?.text).map { try FlowFile.read($0) }
        }
        do { return try ScenarioRun.run(file, flows: flows) } catch let error as ScenarioError {
            throw AdminError(error.description)
        }
    }
}
