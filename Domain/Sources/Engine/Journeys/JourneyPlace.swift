/// Where a journey stands; how many stand there is counted.
public struct JourneyPlace: Sendable, Hashable {
    public var flow: Int64
    public var version: Int64
    /// Index into the version's steps.
    public var position: Int

    public init(flow: Int64, version: Int64, position: Int) {
        self.flow = flow
        self.version = version
        self.position = position
    }

    init(_ journey: Journey) { self.init(flow: journey.flow, version: journey.version, position: journey.position) }
}

extension StepBatch {
    /// Counts how one person's journeys moved on.
    mutating func countPlaces(from before: [Journey], to after: [Journey]) {
        for journey in before { journeyPlaces[JourneyPlace(journey), default: 0] -= 1 }
        for journey in after { journeyPlaces[JourneyPlace(journey), default: 0] += 1 }
    }
}
