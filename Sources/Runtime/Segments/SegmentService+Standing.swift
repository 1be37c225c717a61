import Engine
import Storage
import Values

/// How many people are at each stage of the lifecycle, and have how many points.
public struct Standing: Sendable, Hashable {
    /// Customers there are.
    public var total = 0
    /// Customers that were looked at.
    public var examined = 0
    /// Whether these were all: else the counts are estimated from a fair sample.
    public var isExact = true
    /// By the name of the stage; people without one are left out.
    public var stages: [String: Int] = [:]
    /// By the name of the score; the one without a name is "".
    public var scores: [String: Score] = [:]
    /// By the id of a stage or a rule of points: for whom its condition holds.
    public var holding: [Int64: Int] = [:]

    public struct Score: Sendable, Hashable {
        /// With any points but none.
        public var people = 0
        /// Of these people.
        public var average: Double = 0
        public var highest: Double = 0

        public init(people: Int = 0, average: Double = 0, highest: Double = 0) {
            self.people = people
            self.average = average
            self.highest = highest
        }
    }
}

extension SegmentService {
    /// A page waits no longer than this for a standing.
    private static let standingTime = Duration.milliseconds(500)
    private static let standingAtOnce = 500

    /// Counts who is at which stage and has which points, over all customers, or over a fair sample where there are many.
    ///
    /// Cost: some 20 µs a customer, half a second at most.
    public func standing() async throws -> Standing {
        let (known, total) = try await database.read { [self] connection in
            (
                try definitions.upToDate(on: connection),
                try PeopleList().count(in: scope, on: connection)
            )
        }
        let rules = known.segments.filter { $0.role != .segment }
        guard !rules.isEmpty else { return Standing(total: total) }
        let now = clock.now()
        let end = ContinuousClock.now + Self.standingTime
        var scan = CustomerScan(customers, known, reading: [])
        var standing = Standing()
        while !scan.isDone, standing.examined < Self.mostPreviewed, ContinuousClock.now < end {
            (scan, standing) = try await database.read { [scan, standing] connection in
                var (scan, standing) = (scan, standing)
                for customer in try scan.next(Self.standingAtOnce, on: connection) {
                    standing.add(customer.profile, rules, known, now: now)
                }
                return (scan, standing)
            }
        }
        standing.finish(total: total, isExact: scan.isDone)
        return standing
    }
}

extension Standing {
    fileprivate mutating func add(_ profile: Profile, _ rules: [Segment], _ definitions: Definitions, now: Instant) {
        examined += 1
        if let stage = profile.stage(definitions) { stages[stage, default: 0] += 1 }
        for rule in rules where profile.watched[rule.id]?.holds == true { holding[rule.id, default: 0] += 1 }
        for (name, points) in profile.scores(definitions, now: now) where points != .zero {
            var score = scores[name] ?? Score()
            score.people += 1
            score.average += points.double
            score.highest = score.people == 1 ? points.double : max(score.highest, points.double)
            scores[name] = score
        }
    }

    /// Turns what was added up into averages, and what was seen into what there is.
    fileprivate mutating func finish(total: Int, isExact: Bool) {
        self.isExact = isExact
        self.total = isExact ? examined : max(total, examined)
        let scale = examined > 0 && !isExact ? Double(self.total) / Double(examined) : 1
        func scaled(_ count: Int) -> Int { Int((Double(count) * scale).rounded()) }
        scores = scores.mapValues {
            Score(people: scaled($0.people), average: $0.average / Double(max(1, $0.people)), highest: $0.highest)
        }
        stages = stages.mapValues(scaled)
        holding = holding.mapValues(scaled)
    }

    var json: JSON {
        func counts(_ pairs: [(String, Int)]) -> JSON {
            .object(JSONObject(pairs.map { JSONObject.Member(key: $0.0, value: .number(Number($0.1))) }))
        }
        return [
            "customers": .number(Number(total)), "examined": .number(Number(examined)), "exact": .bool(isExact),
            "stages": counts(stages.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }),
            "holding": counts(holding.sorted { $0.key < $1.key }.map { (String($0.key), $0.value) }),
            "scores": .object(
                JSONObject(
                    scores.sorted { $0.key < $1.key }.map {
                        JSONObject.Member(
                            key: $0.key,
                            value: [
                                "people": .number(Number($0.value.people)),
                                "average": .number(Number($0.value.average)),
                                "highest": .number(Number($0.value.highest)),
                            ])
                    })),
        ]
    }
}
