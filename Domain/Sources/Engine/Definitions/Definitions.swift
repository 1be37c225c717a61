import Conditions
import Values

/// A workspace's live flows, watched conditions and settings: one immutable, numbered snapshot that all workers share.
///
/// A class, since every step of every person carries it along.
public final class Definitions: Sendable {
    public let version: Int64
    public let workspace: WorkspaceID
    public let settings: WorkspaceSettings
    /// The newest version of each live flow.
    public let flows: [Flow]
    public let watched: [WatchedCondition]
    /// Flows that stand still: nobody enters, and no step of theirs begins. Exits and goals hold all the same.
    public let paused: Set<Int64>
    /// What of a person's history all of it reads.
    public let history: HistoryNeeds
    /// Journeys under way finish on the version they began with.
    private let versions: [FlowVersion: Flow]
    private let newestVersions: [Int64: Flow]
    private let flowsByTrigger: [String: [Int]]
    private let watchedByID: [Int64: Int]
    private let watchedByEvent: [String: [Int]]
    private let watchedByState: [Int]

    private struct FlowVersion: Hashable {
        let flow: Int64
        let version: Int64
    }

    /// - Parameter earlier: versions that journeys may still be on.
    public init(
        version: Int64, workspace: WorkspaceID = .first, settings: WorkspaceSettings = WorkspaceSettings(),
        flows: [Flow], earlier: [Flow] = [], watched: [WatchedCondition] = [], paused: Set<Int64> = []
    ) {
        self.version = version
        self.workspace = workspace
        self.settings = settings
        self.flows = flows
        self.watched = watched
        watchedByID = Dictionary(
            watched.enumerated().map { ($0.element.id, $0.offset) }, uniquingKeysWith: { first, _ in first })
        self.paused = paused
        history = HistoryNeeds(flows: earlier + flows, watched: watched)
        versions = Dictionary(
            (earlier + flows).map { (FlowVersion(flow: $0.id, version: $0.version), $0) },
            uniquingKeysWith: { $1 })
        // What is live goes before what is newer and is not.
        newestVersions = Dictionary(
            (earlier.sorted { $0.version < $1.version } + flows).map { ($0.id, $0) }, uniquingKeysWith: { $1 })
        flowsByTrigger = Definitions.index(flows.map(\.triggers))
        let requirements = watched.map(\.condition.requirements)
        watchedByEvent = Definitions.index(requirements.map { Array($0.eventNames) })
        watchedByState = requirements.indices.filter { requirements[$0].readsState }
    }

    private static func index(_ names: [[String]]) -> [String: [Int]] {
        var index: [String: [Int]] = [:]
        for (number, names) in names.enumerated() {
            for name in Set(names) { index[name, default: []].append(number) }
        }
        return index
    }

    public func flow(_ id: Int64, version: Int64) -> Flow? {
        versions[FlowVersion(flow: id, version: version)]
    }

    /// The live version of a flow, or the newest there was: what it is called, whether it runs or not.
    public func newest(_ id: Int64) -> Flow? { newestVersions[id] }

    func flows(triggeredBy event: String) -> [Flow] { (flowsByTrigger[event] ?? []).map { flows[$0] } }

    /// The conditions whose answer an event of this name can change.
    func watched(touchedBy event: String) -> [WatchedCondition] { (watchedByEvent[event] ?? []).map { watched[$0] } }

    /// The conditions whose answer a change of properties, consents or memberships can change.
    var watchedTouchedByState: [WatchedCondition] { watchedByState.map { watched[$0] } }

    func watched(_ id: Int64) -> WatchedCondition? { watchedByID[id].map { watched[$0] } }
}

/// A condition whose answer is kept for every person, and that says so with an event when it changes.
///
/// A class, since the same few are handed about for every event of every person.
public final class WatchedCondition: Sendable {
    public let id: Int64
    public let name: String
    public let condition: CompiledCondition
    public let version: Int64

    public init(id: Int64, name: String, condition: CompiledCondition, version: Int64) {
        self.id = id
        self.name = name
        self.condition = condition
        self.version = version
    }
}
