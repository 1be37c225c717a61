import Conditions
import Engine
import Logging
import Storage
import Values

/// Segments: listing, changing, building, explaining; used by pages, API and command line alike.
public struct SegmentService: Sendable {
    let database: any Database
    let scope: WorkspaceScope
    let clock: SystemClock
    let definitions: DefinitionsService
    let customers: CustomerStore
    let nudge: @Sendable () -> Void
    /// This server, and how it asks the others on the database.
    let own: ServerName
    let servers: ServerCalls
    let previews: PreviewService
    let logger: Logger
    let store = SegmentStore()
    let memberships = MembershipStore()

    /// A workspace has at most this many segments, stages and rules of scores: each event is asked of those it touches.
    public static let most = 1_000
    public static let longestName = 100
    public static let longestDescription = 500

    /// Everything but what is archived, by name, with how many are in each.
    public func list() async throws -> [SegmentLine] {
        try await database.read { [self] connection in try lines(on: connection) }
    }

    func lines(on connection: any Connection) throws -> [SegmentLine] {
        let sizes = try memberships.sizes(in: scope, on: connection)
        let builds = Dictionary(
            try store.builds(in: scope, on: connection).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        return try store.all(in: scope, on: connection).map { segment in
            SegmentLine(
                segment: segment, size: max(0, sizes[segment.id] ?? 0), build: segment.build.flatMap { builds[$0] })
        }
    }

    /// The segment of this name or id, archived ones too.
    /// - Throws: `AdminError` where there is none, with the nearest name.
    public func find(_ name: String) async throws -> StoredSegment {
        try await database.read { [self] in try find(name, on: $0) }
    }

    func find(_ name: String, on connection: any Connection) throws -> StoredSegment {
        let all = try store.all(archivedToo: true, in: scope, on: connection)
        let found = all.filter {
            $0.name == name || String($0.id) == name || PublicID.segment.text($0.id) == name
        }
        if let segment = found.first(where: { $0.state != .archived }) ?? found.first { return segment }
        let near = NearestName.of(name, among: all.map(\.name)).map { "; did you mean “\($0)”?" }
        throw AdminError("there is no segment “\(name)”" + (near ?? "; see cartwheel segments list"))
    }
}

/// A segment as lists show it.
public struct SegmentLine: Sendable, Hashable {
    public var segment: StoredSegment
    /// Members now.
    public var size: Int
    /// While it is being built.
    public var build: StoredBuild?
}

/// A segment as its own page shows it.
public struct SegmentDetail: Sendable {
    public var line: SegmentLine
    /// The condition as one English sentence.
    public var sentence: String
    public var versions: [StoredSegmentVersion]
    /// Hours of the last 30 days in which somebody came or went, oldest first.
    public var hours: [MembershipHour]
    /// Live flows whose conditions or triggers name it.
    public var flows: [String]
    /// Segments that name it.
    public var segments: [String]
    /// What the condition names that the store has never seen.
    public var warnings: [String]
    /// Where the rule follows the store's reorder interval.
    public var rhythm: SegmentRhythm?
    /// Where the rule compares with figures over everybody.
    public var measures: SegmentMeasures?
}

/// How a rule follows the store's reorder interval.
public struct SegmentRhythm: Sendable, Hashable {
    /// In the rule now.
    public var days: Int
    /// Nil while too few have ordered again.
    public var reorder: ReorderInterval?
    /// Of the snapshot that it was taken with; nil where none was taken yet.
    public var takenAt: Instant?
    public var snapshot: Int64
}

extension SegmentService {
    /// Everything about one segment.
    public func show(_ name: String) async throws -> SegmentDetail {
        let now = clock.now()
        return try await database.read { [self] connection in
            let segment = try find(name, on: connection)
            let lines = try lines(on: connection)
            let line = lines.first { $0.segment.id == segment.id } ?? SegmentLine(segment: segment, size: 0)
            let condition = try? Condition.parse(segment.text)
            let ranks = try definitions.upToDate(on: connection).ranks
            let followed = try followingRhythm(on: connection).first { $0.stored.id == segment.id }
            return SegmentDetail(
                line: line, sentence: condition?.sentence ?? "",
                versions: try store.versions(of: segment.id, in: scope, on: connection),
                hours: try memberships.hours(of: segment.id, since: now - .days(30), in: scope, on: connection),
                flows: flows(naming: segment.name, try definitions.upToDate(on: connection)),
                segments: others(naming: segment.name, among: lines.map(\.segment)),
                warnings: try condition.map { try warnings($0, on: connection) } ?? [],
                rhythm: followed.flatMap { $0.ready.days(in: segment.text) }.map {
                    SegmentRhythm(days: $0, reorder: ranks.reorder, takenAt: ranks.takenAt, snapshot: ranks.number)
                },
                measures: try condition.flatMap {
                    SegmentMeasures($0.requirements, try definitions.upToDate(on: connection))
                })
        }
    }

    /// Live and paused flows that ask for a segment, or whose trigger is somebody entering or leaving it.
    func flows(naming name: String, _ definitions: Definitions) -> [String] {
        (definitions.flows + definitions.standing).filter { flow in
            flow.starts.contains { $0.starts(bySegment: name) }
                || flow.everyCondition.contains { condition in
                    let asked = condition.condition
                    return asked.requirements.memberships.contains(name)
                        || asked.requirements.usesTrigger && asked.text.contains(JSON.string(name).text)
                }
        }.map(\.name)
    }

    /// Segments, stages and scores that ask for this one.
    func others(naming name: String, among segments: [StoredSegment]) -> [String] {
        segments.filter { segment in
            (try? Condition.parse(segment.text))?.requirements.memberships.contains(name) == true
        }.map(\.name)
    }
}
