import Engine
import Storage
import Values

/// How many journeys stand at which step, by the step's id: those on earlier versions of a flow too.
struct StandingJourneys {
    private var counts: [Int64: [String: Int]] = [:]

    init(_ places: [JourneyPlace: Int], _ definitions: Definitions) {
        for (place, count) in places {
            guard let flow = definitions.flow(place.flow, version: place.version),
                flow.steps.indices.contains(place.position)
            else { continue }
            counts[place.flow, default: [:]][flow.steps[place.position].id, default: 0] += count
        }
    }

    init(in scope: WorkspaceScope, _ definitions: Definitions, on connection: any Connection) throws {
        self.init(try JourneyPlaces().totals(in: scope, on: connection), definitions)
    }

    func bySteps(of flow: Int64) -> [String: Int] { counts[flow] ?? [:] }

    /// The steps at which most stand, in the order of the flow.
    func steps(of flow: Flow, most: Int) -> [Overview.Step] {
        let own = bySteps(of: flow.id)
        let standing = flow.steps.enumerated().compactMap { place, step in
            own[step.id].map { (place: place, step: Overview.Step(step, count: $0)) }
        }
        return standing.sorted { ($0.step.count, $1.place) > ($1.step.count, $0.place) }.prefix(most)
            .sorted { $0.place < $1.place }.map(\.step)
    }
}

extension Overview.Step {
    init(_ step: FlowStep, count: Int) {
        // A subject is a template here: the step's own name tells more.
        self.init(
            id: step.id,
            words: (step.kind as? SendStep).map { "\($0.channel.title) “\(step.id)”" } ?? step.kind.sentence,
            count: count)
    }
}
