import Conditions
import Values

/// A condition whose answer is kept for every person: a segment, a stage of the lifecycle, or a part of a score.
///
/// A class, since the same few are handed about for every event of every person.
public final class Segment: Sendable {
    /// What follows from the answer.
    public enum Role: Sendable, Hashable {
        /// Entering and leaving are events, and others may name it.
        case segment
        /// Of the stages that hold, the one with the highest place is the person's.
        case stage(place: Int)
        /// Adds points to the score of this name while it holds.
        case points(ScoreRule)
    }

    public let id: Int64
    public let name: String
    public let condition: CompiledCondition
    /// Changes with the condition: an answer kept of another version is out of date.
    public let version: Int64
    public let role: Role
    /// While it is built: not everybody's answer is kept yet.
    public let build: SegmentBuild?
    /// What it watches on behalf of flows; nil for what people see as a segment, a stage or a score.
    let watch: FlowWatch?
    let requirements: Requirements
    /// Whether it reads how the customer is rated.
    let readsRating: Bool

    public convenience init(
        id: Int64, name: String, condition: CompiledCondition, version: Int64, role: Role = .segment,
        build: SegmentBuild? = nil
    ) {
        self.init(
            id: id, name: name, condition: condition, version: version, role: role, build: build, watch: nil)
    }

    init(
        id: Int64, name: String, condition: CompiledCondition, version: Int64, role: Role = .segment,
        build: SegmentBuild?, watch: FlowWatch?
    ) {
        self.watch = watch
        self.id = id
        self.name = name
        self.condition = condition
        self.version = version
        self.role = role
        self.build = build
        requirements = condition.requirements
        readsRating = requirements.facts.contains(.rfm)
    }

    /// An id for a condition that is no stored segment, such as one that is tried out.
    public static func id(named name: String) -> Int64 {
        var hash = StableHash()
        hash.combine(name)
        return hash.finishSigned()
    }

    /// Tells a condition's text from the one before. Short, for it stands in every member's document.
    public static func version(of text: String) -> Int64 {
        var hash = StableHash()
        hash.combine(text)
        return Int64(hash.finishSigned().magnitude % 1_000_000_007)
    }

    /// Events that must be loaded to evaluate it.
    public var eventNames: Set<String> {
        readsRating ? requirements.eventNames.union(RFMFigures.events) : requirements.eventNames
    }

    /// Whether `member` may name it.
    var isNamed: Bool { role == .segment && watch == nil }
}

/// A walk over all profiles, by which new and edited segments get their members.
public struct SegmentBuild: Sendable, Hashable {
    public var id: Int64
    /// Whether those who enter by it enter like everybody else: with an event, which may start flows.
    public var announces: Bool

    public init(id: Int64, announces: Bool = false) {
        self.id = id
        self.announces = announces
    }
}

/// Points that a condition adds to a score.
public struct ScoreRule: Sendable, Hashable {
    /// Of the score; the one without a name is "".
    public var score: String
    public var points: Number
    /// The days after which nothing is left of the points, counted from when the condition began to hold; each day
    /// takes an equal part. Nil where they do not fade.
    public var fadesOverDays: Int64?

    public init(score: String = "", points: Number, fadesOverDays: Int64? = nil) {
        self.score = score
        self.points = points
        self.fadesOverDays = fadesOverDays
    }

    /// What is left of the points for who has met the condition since this moment.
    func points(since: Instant, at now: Instant) -> Number {
        guard let fadesOverDays, fadesOverDays > 0 else { return points }
        let left = max(0, fadesOverDays - daysPassed(since: since, now))
        return left == fadesOverDays ? points : (points * Number(left)).divided(by: fadesOverDays)
    }

    /// The first moment after `now` at which less is left; nil where nothing more changes.
    func nextStep(since: Instant, at now: Instant) -> Instant? {
        guard let fadesOverDays else { return nil }
        let days = daysPassed(since: since, now)
        return days >= fadesOverDays ? nil : since + .days(days + 1)
    }

    private func daysPassed(since: Instant, _ now: Instant) -> Int64 {
        max(0, (now - since).milliseconds / TimeSpan.days(1).milliseconds)
    }
}
