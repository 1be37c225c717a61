import Conditions
import Engine
import Storage
import Values

/// For how many people a stage or a rule of points would change something.
public struct RuleMove: Sendable, Hashable {
    /// Whose stage, or whose points, would be others.
    public var people: Int
    /// Whether everybody was looked at: else it is estimated from a fair sample.
    public var isExact: Bool
}

extension SegmentService {
    private static let movedAtOnce = 500

    /// Tries a stage or a rule of points out over all customers, or over a fair sample where there are many.
    ///
    /// - Parameter name: of the one that would be edited; nil for a new one.
    public func moving(_ text: String, of name: String? = nil, as role: Segment.Role) async throws -> RuleMove {
        let condition = CompiledCondition(try SegmentService.condition(text))
        let (stored, known, total) = try await database.read { [self] connection in
            (
                try name.map { try find($0, on: connection) }, try definitions.upToDate(on: connection),
                try PeopleList().count(in: scope, on: connection)
            )
        }
        let draft = Segment(
            id: stored?.id ?? Segment.id(named: "a preview of \(text)"), name: stored?.name ?? "a preview",
            condition: condition, version: 0, role: role)
        let trial = RuleTrial(draft: draft, known: known, tried: known.trying(draft), now: clock.now())
        var scan = CustomerScan(customers, trial.tried, reading: draft.eventNames)
        var examined = 0
        var moved = 0
        let end = ContinuousClock.now + SegmentService.previewTime
        while !scan.isDone, examined < SegmentService.mostPreviewed, ContinuousClock.now < end {
            (scan, examined, moved) = try await database.read { [scan, examined, moved] connection in
                var scan = scan
                let page = try scan.next(Self.movedAtOnce, on: connection)
                return (scan, examined + page.count, moved + page.count(where: trial.moves))
            }
        }
        guard !scan.isDone, examined > 0 else { return RuleMove(people: moved, isExact: true) }
        let scale = Double(max(total, examined)) / Double(examined)
        return RuleMove(people: Int((Double(moved) * scale).rounded()), isExact: false)
    }
}

/// A rule as it would be, beside everything as it is.
private struct RuleTrial: Sendable {
    let draft: Segment
    let known: Definitions
    let tried: Definitions
    let now: Instant

    func moves(_ customer: Customer) -> Bool {
        let profile = customer.profile
        let holds = draft.condition.evaluate(customer.rated(tried), now: now).holds
        let verdict = profile.watched[draft.id]
        var after = profile
        let since = verdict.flatMap { $0.holds ? $0.since : nil } ?? now
        after.watched[draft.id] = WatchedVerdict(holds: holds, since: since, wakesAt: nil, version: draft.version)
        switch draft.role {
        case .segment: return holds != (verdict?.holds ?? false)
        case .stage: return after.stage(tried) != profile.stage(known)
        case .points:
            let (before, then) = (profile.scores(known, now: now), after.scores(tried, now: now))
            // A score of which there was no rule is none, as is one of which none holds.
            return Set(before.keys).union(then.keys).contains {
                before[$0, default: .zero] != then[$0, default: .zero]
            }
        }
    }
}
