import Conditions
import Engine
import Values

/// What was published last in the simulated shop.
struct Edition: Sendable {
    /// Of its build too.
    let number: Int64
    let moves: [FlowMove]
    private let flows: [Flow]
    private let earlier: [Flow]
    private let segments: [SimulatedDefinitions.NamedCondition]
    /// Segments that are new or edited.
    private let isNew: Set<String>

    init(
        number: Int64, flows: [Flow], earlier: [Flow], segments: [SimulatedDefinitions.NamedCondition],
        isNew: Set<String>, moves: [FlowMove]
    ) {
        self.number = number
        self.flows = flows
        self.earlier = earlier
        self.segments = segments
        self.isNew = isNew
        self.moves = moves
    }

    /// What stands still, and which flows are played at all.
    struct Standing: Sendable {
        /// Whether new segments and watches have yet to be looked at for everybody.
        var isBuilding = false
        var paused: Set<Int64> = []
        var isMarketingStopped = false
        /// Slugs of the flows that are played; nil for all.
        var only: Set<String>?
        /// A fault of the system itself, to show that it is found.
        var planted: PlantedFault?
    }

    func definitions(version: Int64, _ standing: Standing) -> Definitions {
        func played(_ flows: [Flow]) -> [Flow] {
            flows.filter { flow in standing.only.map { $0.contains(flow.slug) } ?? true }
                .map { standing.known($0) }
        }
        var settings = standing.known(SimulatedDefinitions.settings)
        settings.marketingStopped = standing.isMarketingStopped
        let build = standing.isBuilding ? SegmentBuild(id: number) : nil
        let flows = played(flows)
        let rising = flows.filter { $0.slug == "rising" }.flatMap(\.starts).compactMap(\.kind.watch)
        return Definitions(
            version: version, settings: settings, flows: flows, earlier: played(earlier),
            segments: segments.map { $0.segment(build: isNew.contains($0.name) ? build : nil) },
            paused: standing.paused,
            watchBuilds: build.map { build in Dictionary(uniqueKeysWithValues: rising.map { ($0.id, build) }) } ?? [:])
    }
}
