import Engine
import Values

/// A segment as it is stored, with the text of its newest version.
public struct StoredSegment: Sendable, Hashable {
    public enum State: String, Sendable, Hashable, CaseIterable {
        /// Its members are being put together; it appears when they are complete.
        case building
        case live
        case archived
    }

    public enum Origin: String, Sendable, Hashable, CaseIterable {
        /// It came along with the program.
        case ready
        case own
    }

    public var id: Int64
    public var name: String
    public var description: String
    /// The condition, as its author wrote it.
    public var text: String
    public var role: Segment.Role
    public var state: State
    public var origin: Origin
    public var version: Int64
    /// Under which it is being built.
    public var build: Int64?
    public var createdAt: Instant
    public var changedAt: Instant

    public init(
        id: Int64, name: String, description: String = "", text: String, role: Segment.Role = .segment,
        state: State = .building, origin: Origin = .own, version: Int64 = 1, build: Int64? = nil, createdAt: Instant,
        changedAt: Instant
    ) {
        self.id = id
        self.name = name
        self.description = description
        self.text = text
        self.role = role
        self.state = state
        self.origin = origin
        self.version = version
        self.build = build
        self.createdAt = createdAt
        self.changedAt = changedAt
    }
}

/// One version of a segment's condition.
public struct StoredSegmentVersion: Sendable, Hashable {
    public var version: Int64
    public var text: String
    public var author: String
    public var createdAt: Instant
}

/// A walk over all profiles by which segments get their members, and how far it has come.
public struct StoredBuild: Sendable, Hashable {
    public var id: Int64
    public var announces: Bool
    /// Profiles when it began.
    public var total: Int
    public var examined: Int
    /// Of 64.
    public var rangesLeft: Int
    public var startedAt: Instant
    public var finishedAt: Instant?

    /// 0 to 1.
    public var fraction: Double {
        if finishedAt != nil { return 1 }
        let ranges = Double(BucketRange.count - rangesLeft) / Double(BucketRange.count)
        return total > 0 ? min(0.99, max(ranges, Double(examined) / Double(total))) : ranges
    }
}

extension Segment.Role {
    var storedKind: Int64 {
        switch self {
        case .segment: 1
        case .stage: 2
        case .points: 3
        }
    }

    /// JSON text beside the kind.
    var storedRule: String {
        switch self {
        case .segment: return ""
        case .stage(let place): return JSON.object(["place": .number(Number(place))]).text
        case .points(let rule):
            var object: JSONObject = ["score": .string(rule.score), "points": .number(rule.points)]
            if let days = rule.fadesOverDays { object["fades_over_days"] = .number(Number(days)) }
            return JSON.object(object).text
        }
    }

    init(storedKind: Int64, rule: String) throws {
        let json = (try? JSON.parse(rule)) ?? .null
        switch storedKind {
        case 1: self = .segment
        case 2: self = .stage(place: Int(json["place"]?.number?.integer ?? 0))
        case 3:
            self = .points(
                ScoreRule(
                    score: json["score"]?.string ?? "", points: json["points"]?.number ?? .zero,
                    fadesOverDays: json["fades_over_days"]?.number?.integer))
        default: throw StoredFormError(what: "a segment of kind \(storedKind)", reason: "it is of a newer release")
        }
    }
}
