import Engine
import Messages
import Storage
import Values

/// What becomes of journeys under way when a version goes live.
public enum JourneysUnderWay: Sendable, Hashable {
    /// They finish on the version they began with.
    case finish
    /// They go over, steps by these places; steps with the same id need none.
    case move([String: FlowMove.Place])
}

/// What publishing a version would do to journeys under way on the live one.
public struct MovePreview: Sendable, Hashable {
    public var from: Int64
    public var to: Int64
    public var rows: [FlowMove.Row]
    /// What has to be chosen before it can be made.
    public var faults: [String]
    /// Steps of the new version that journeys may go to.
    public var targets: [String]
    /// Steps that the new version has no longer.
    public var gone: [String]
}

extension FlowService {
    /// Makes a stored version the live one, and has journeys under way finish or go over.
    ///
    /// - Parameters:
    ///   - version: nil takes the newest.
    ///   - takesInPast: whether it begins, too, for those who meet one of its triggers already.
    public func publish(
        _ slug: String, version: Int64? = nil, underWay: JourneysUnderWay = .finish, takesInPast: Bool = false,
        author: String
    ) async throws -> Installed {
        let now = clock.now()
        // Read beforehand: what is read in the transaction at hand would be kept although it fails.
        let segments = try await takesInPast ? self.segments() : []
        let published = try await database.write(lane: .jobs) { [self] connection in
            let (stored, versions) = try stored(slug, on: connection)
            let (number, new) = try read(version, of: stored, versions)
            try requireSound(new)
            try makeLive(stored.id, number, author: author, at: now, on: connection)
            try reconcileWatches(on: connection)
            if case .move(let places) = underWay, let before = stored.liveVersion, before != number {
                let move = FlowMove(flow: stored.id, from: before, to: number, places: places)
                let (_, old) = try read(before, of: stored, versions)
                let faults = move.faults(from: old, to: new)
                guard faults.isEmpty else { throw AdminError(faults.joined(separator: "\n")) }
                try BulkStore().begin(
                    BulkCommand(move, name: "Move of “\(stored.name)” to version \(number)", author: author, at: now),
                    in: scope, on: connection)
            }
            if takesInPast { try takeInPast(new, segments, author: author, at: now, on: connection) }
            return Installed(
                id: stored.id, name: stored.name, version: number, state: .live, notices: new.notices)
        }
        nudge()
        return published
    }

    private func segments() async throws -> [Segment] {
        try await database.read { [definitions] in try definitions.upToDate(on: $0).segments }
    }

    private func takeInPast(
        _ flow: Flow, _ segments: [Segment], author: String, at now: Instant, on connection: any Connection
    ) throws {
        try requirePast(flow)
        let start = FlowStart(
            flow: flow.slug, cause: "version \(flow.version), live at \(now.iso8601)", at: now, isForPast: true)
        try BulkStore().begin(
            BulkCommand(start, of: flow, for: .already, flow.thoseInPast(segments), author: author, at: now), in: scope,
            on: connection)
    }

    /// How many journeys of the live version stand where, and where they would go.
    public func previewMove(
        _ slug: String, to version: Int64? = nil, places: [String: FlowMove.Place] = [:]
    ) async throws -> MovePreview? {
        try await database.read { [self] connection in
            let (stored, versions) = try stored(slug, on: connection)
            let (number, new) = try read(version, of: stored, versions)
            guard let before = stored.liveVersion, before != number else { return nil }
            let (_, old) = try read(before, of: stored, versions)
            let move = FlowMove(flow: stored.id, from: before, to: number, places: places)
            var standing: [Int: Int] = [:]
            for (place, count) in try JourneyPlaces().totals(in: scope, on: connection)
            where place.flow == stored.id && place.version == before {
                standing[place.position, default: 0] += count
            }
            return MovePreview(
                from: before, to: number, rows: move.preview(from: old, to: new, standing: standing),
                faults: move.faults(from: old, to: new), targets: new.steps.map(\.id),
                gone: old.steps.map(\.id).filter { new.step(id: $0) == nil })
        }
    }

    /// The newest text of a flow, its draft where there is one.
    public func newest(_ slug: String) async throws -> Flow { try await version(nil, of: slug) }

    /// A stored text of a flow; nil names the newest.
    func version(_ version: Int64?, of slug: String) async throws -> Flow {
        try await database.read { [self] connection in
            let (stored, versions) = try stored(slug, on: connection)
            return try read(version, of: stored, versions).1
        }
    }

    /// What keeps a flow from going live, in words.
    public func faults(of flow: Flow) -> [String] { MessageTemplates.faults(in: flow).map(\.description) }

    /// What keeps a text from going live: faults of its templates.
    func requireSound(_ flow: Flow) throws {
        let faults = faults(of: flow)
        guard faults.isEmpty else { throw AdminError(faults.joined(separator: "\n")) }
    }

    private func stored(
        _ slug: String, on connection: any Connection
    ) throws -> (StoredFlow, [StoredFlowVersion]) {
        let versions = try store.flowVersions(in: scope, on: connection)
        let flow = try found(slug, among: versions, on: connection)
        return (flow, versions.filter { $0.flow == flow.id })
    }

    private func read(
        _ version: Int64?, of flow: StoredFlow, _ versions: [StoredFlowVersion]
    ) throws -> (Int64, Flow) {
        guard let stored = version.map({ number in versions.first { $0.version == number } }) ?? versions.last else {
            throw AdminError(
                "“\(flow.name)” has no version \(version ?? 0); it has "
                    + versions.map { String($0.version) }.joined(separator: ", "))
        }
        return (stored.version, try FlowFile.read(stored.text, version: stored.version))
    }
}

extension BulkCommand {
    init(_ move: FlowMove, name: String, author: String, at now: Instant) {
        var hash = StableHash()
        hash.combine("move")
        hash.combine(move.json.text)
        hash.combine(now.milliseconds)
        self.init(
            id: hash.finishSigned(), flow: move.flow, name: name, selection: .journeys(flow: move.flow),
            command: .move(move), author: author, at: now)
    }
}
