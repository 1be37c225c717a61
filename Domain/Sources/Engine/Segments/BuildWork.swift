import Values

/// The next piece of a build in one range of buckets: whoever owns the range does it, profile by profile in the order of
/// their keys, and schedules the piece after it.
public struct BuildWork: Sendable, Hashable {
    public var build: Int64
    /// The last profile that was looked at; nil at the beginning.
    public var after: ProfileKey?

    public init(build: Int64, after: ProfileKey? = nil) {
        self.build = build
        self.after = after
    }

    /// Profiles looked at in one batch, so that its transaction stays short though each of them is written.
    static let profilesAtOnce = 400
    /// Ranges from which they are taken: few large pieces cost less than many small ones. The others stay due.
    static let rangesAtOnce = 4

    public var payload: String {
        var object: JSONObject = ["build": .number(Number(build))]
        if let after { object["after"] = .number(Number(after.rawValue)) }
        return JSON.object(object).text
    }

    /// Nil where the text is of a newer release.
    public init?(payload: String) {
        guard let json = try? JSON.parse(payload), let build = json["build"]?.number?.integer else { return nil }
        self.init(build: build, after: json["after"]?.number?.integer.map(ProfileKey.init(rawValue:)))
    }

    /// The work that does this piece in a range.
    public func item(in range: BucketRange, at moment: Instant) -> WorkItem {
        WorkItem(
            dueAt: moment, kind: .segmentBuild, id: build, subject: range.firstKey, payload: payload)
    }
}

/// How far a piece of a build has come.
public struct BuildProgress: Sendable, Hashable {
    public var build: Int64
    public var range: BucketRange
    /// Profiles looked at.
    public var examined: Int
    /// Whether the range is done.
    public var isDone: Bool

    public init(build: Int64, range: BucketRange, examined: Int, isDone: Bool) {
        self.build = build
        self.range = range
        self.examined = examined
        self.isDone = isDone
    }
}
