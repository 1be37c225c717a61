import Engine
import Storage
import Values

/// A flow with what it has done so far.
public struct FlowDetail: Sendable {
    public var flow: Flow
    public var state: StoredFlow.State
    public var version: Int
    /// Whether any version of it ever was live.
    public var wasLive: Bool
    public var figures: Figures
    public var warnings: [String]
    public var steps: [Step]
    /// The number of a newer version that was never live; nil where there is none.
    public var draft: Int64?
    /// Until when nothing goes out of date if it stands still from now on, or does so already: the first moment at which
    /// a message that is held, or that somebody under way is due next, may be too old. Nil where nothing can be.
    public var freshUntil: Instant?
    /// Newest first; empty in a list.
    public var versions: [Version] = []
    /// Who changed what it does, newest first; empty in a list.
    public var changes: [StoredFlowChange] = []

    /// The change that made it stand still; nil where it does not, or an earlier release did.
    public var pause: StoredFlowChange? {
        state == .paused ? changes.first { $0.kind == .paused } : nil
    }

    /// One text of the flow.
    public struct Version: Sendable, Hashable {
        public var version: Int64
        public var author: String
        public var createdAt: Instant
        /// Whether new journeys take it.
        public var isLive: Bool
        /// When it went live first; nil where it never did.
        public var publishedAt: Instant?
        /// Journeys under way on it.
        public var underWay: Int
    }

    public struct Figures: Sendable, Hashable {
        public var entered: Int
        public var underWay: Int
        public var sent: Int
        public var goalReached: Int
        /// What goal orders were worth; nil where none was.
        public var revenue: Money?
    }

    /// One step with what lies in its branches.
    public struct Step: Sendable {
        public var id: String
        public var kind: any StepKind
        /// Messages that it made by their state now; nil of steps that make none.
        public var messages: [Message.State: Int]?
        /// Calls and alerts that were given up.
        public var failures: Int
        /// Journeys that came by; nil where nobody counts them.
        public var passed: Int?
        /// Journeys that stand here now.
        public var standing: Int
        public var branches: [(name: String, steps: [Step])]
    }
}

extension Rooms {
    /// A pool with less than this left is worth a word before it is empty.
    private static let fewCoupons = 50

    /// Every flow whose text can be read, by name.
    public func flows() async throws -> [FlowDetail] {
        try await database.read { [self] connection in
            let figures = try FlowCounts().figures(in: scope, on: connection)
            let coupons = try CouponStore().left(in: scope, on: connection)
            return try flowTexts(on: connection).map { detail($0, figures[$0.flow.id], coupons) }
        }
    }

    /// - Parameter slug: the flow's name in files and addresses.
    /// - Returns: nil where there is no such flow.
    public func flow(_ slug: String) async throws -> FlowDetail? {
        try await database.read { [self] connection in
            guard let found = try flowTexts(on: connection).first(where: { $0.flow.slug == slug }) else { return nil }
            let figures = try FlowCounts().figures(in: scope, on: connection)
            var detail = detail(found, figures[found.flow.id], try CouponStore().left(in: scope, on: connection))
            let counts = try MessageList().counts(bySteps: found.flow.id, in: scope, on: connection)
            let known = try definitions.upToDate(on: connection)
            let places = try JourneyPlaces().totals(in: scope, on: connection)
            let standing = StandingJourneys(places, known)
            let passed = StandingJourneys(
                try StepVisits().totals(ofFlow: found.flow.id, in: scope, on: connection), known)
            detail.steps =
                FlowTree(
                    flow: found.flow, messages: counts, passed: passed.bySteps(of: found.flow.id),
                    standing: standing.bySteps(of: found.flow.id),
                    failures: try EffectStore().failures(ofFlow: found.flow.id, in: scope, on: connection)
                ).steps
            detail.versions = found.versions.suffix(Rooms.versionsShown).reversed().map { version in
                FlowDetail.Version(
                    version: version.version, author: version.author, createdAt: version.createdAt,
                    isLive: version.version == found.stored.liveVersion, publishedAt: version.publishedAt,
                    underWay: places.reduce(0) { sum, place in
                        let isOn = place.key.flow == found.flow.id && place.key.version == version.version
                        return isOn ? sum + place.value : sum
                    })
            }
            detail.changes = try DefinitionStore().changes(of: found.flow.id, in: scope, on: connection)
            detail.freshUntil = try freshUntil(
                found.stored, pausedAt: detail.pause?.at, places, known, on: connection)
            return detail
        }
    }

    private func freshUntil(
        _ flow: StoredFlow, pausedAt: Instant?, _ places: [JourneyPlace: Int], _ definitions: Definitions,
        on connection: any Connection
    ) throws -> Instant? {
        let held = try HeldMessageList().firstExpiry(ofFlow: flow.id, in: scope, on: connection)
        let keeping = places.keys.filter { $0.flow == flow.id }.compactMap { place in
            definitions.flow(place.flow, version: place.version)?.shortestKeeping(from: place.position)
        }.min()
        guard let keeping else { return held }
        // A wait that is not over ends now at the earliest.
        var due = clock.now()
        let work = WorkStore()
        if flow.state == .paused,
            let since = try work.pausedSince(flow.id, pausedAt: pausedAt, in: scope, on: connection)
        {
            due = min(due, since)
        }
        return min(held ?? .distantFuture, due + keeping)
    }

    /// The newest are shown; the command line shows all.
    private static let versionsShown = 20

    struct FlowText {
        var stored: StoredFlow
        var flow: Flow
        /// Oldest first.
        var versions: [StoredFlowVersion]
    }

    /// The live version of each flow, or its newest where it never was live.
    func flowTexts(on connection: any Connection) throws -> [FlowText] {
        let store = DefinitionStore()
        let versions = try store.flowVersions(in: scope, on: connection)
        return try store.flows(in: scope, on: connection).compactMap { stored in
            let own = versions.filter { $0.flow == stored.id }
            guard let chosen = own.first(where: { $0.version == stored.liveVersion }) ?? own.last,
                let flow = try? FlowFile.read(chosen.text, version: chosen.version)
            else { return nil }
            return FlowText(stored: stored, flow: flow, versions: own)
        }
    }

    private func detail(
        _ text: FlowText, _ figures: StoredFlowFigures?, _ coupons: [String: Int]
    ) -> FlowDetail {
        var warnings = text.flow.warning.map { [$0] } ?? []
        warnings += text.flow.notices
        for case let step as CouponStep in text.flow.steps.map(\.kind) where !step.terms.isGenerated {
            let left = coupons[step.pool] ?? 0
            if left < Rooms.fewCoupons {
                warnings.append("The coupon pool “\(step.pool)” has \(left) codes left.")
            }
        }
        return FlowDetail(
            flow: text.flow, state: text.stored.state, version: Int(text.flow.version),
            wasLive: text.stored.liveVersion != nil,
            figures: .init(
                entered: figures?.entered ?? 0, underWay: figures?.underWay ?? 0, sent: figures?.sent ?? 0,
                goalReached: figures?.goalReached ?? 0, revenue: figures?.recovered.principal),
            warnings: warnings, steps: FlowTree(flow: text.flow).steps,
            draft: text.versions.last.flatMap { newest in
                text.stored.state != .draft && newest.publishedAt == nil ? newest.version : nil
            } ?? (text.stored.state == .draft ? text.flow.version : nil))
    }
}

extension FlowDetail {
    /// A flow's steps alone, of one that is not stored.
    public static func steps(of flow: Flow) -> [Step] { FlowTree(flow: flow, messages: [:], standing: [:]).steps }
}

/// Builds the tree that a flow's steps were before they were laid out as one list.
struct FlowTree {
    let flow: Flow
    var messages: [String: [Message.State: Int]] = [:]
    /// Nil where nobody counts them.
    var passed: [String: Int]?
    var standing: [String: Int] = [:]
    var failures: [String: Int] = [:]

    var steps: [FlowDetail.Step] {
        var index = 0
        return list(at: &index, depth: 0)
    }

    /// Steps of one depth follow one another, each with what lies deeper directly behind it.
    ///
    /// - Parameter end: where the branch beside this one begins.
    private func list(at index: inout Int, depth: Int, end: Int? = nil) -> [FlowDetail.Step] {
        var steps: [FlowDetail.Step] = []
        while index < flow.steps.count, flow.steps[index].depth == depth, index != end {
            let step = flow.steps[index]
            index += 1
            let made = step.kind is SendStep ? messages[step.id] ?? [:] : nil
            steps.append(
                FlowDetail.Step(
                    id: step.id, kind: step.kind, messages: made, failures: failures[step.id] ?? 0,
                    passed: passed.map { $0[step.id] ?? 0 },
                    standing: standing[step.id] ?? 0,
                    branches: branches(of: step, at: &index, depth: depth)))
        }
        return steps
    }

    /// A branch that is empty leads on to a step that lies no deeper.
    private func branches(
        of step: FlowStep, at index: inout Int, depth: Int
    ) -> [(name: String, steps: [FlowDetail.Step])] {
        let starts = step.branches.map { $0.flatMap { flow.steps[$0].depth == depth + 1 ? $0 : nil } }
        var branches: [(name: String, steps: [FlowDetail.Step])] = []
        for (number, name) in step.kind.branchNames.enumerated() where number < starts.count {
            let next = starts[(number + 1)...].lazy.compactMap { $0 }.first
            branches.append((name, starts[number] == index ? list(at: &index, depth: depth + 1, end: next) : []))
        }
        return branches
    }
}
