import Conditions
import Engine
import Storage
import Values

/// How many a condition would take in, and what would change by an edit.
public struct SegmentPreview: Sendable, Hashable {
    /// Customers there are.
    public var total: Int
    /// Customers that were evaluated.
    public var examined: Int
    /// Whether these were all: then the counts are exact, else they are estimated from those that were evaluated.
    public var isExact: Bool
    /// In the segment, of all customers.
    public var matching: Int
    /// Of an edit: who is not in it now and would be, and the other way round.
    public var entering: Int
    public var leaving: Int
    /// By how much the estimate may be off either way, nineteen times in twenty; 0 where it is exact.
    public var margin: Int
    /// Some of those who would be in it.
    public var sample: [SampleMember]

    public struct SampleMember: Sendable, Hashable {
        public var profile: ProfileKey
        public var name: String?
        public var email: String?
    }
}

extension SegmentService {
    /// A preview evaluates at most so many customers…
    static let mostPreviewed = 20_000
    /// …and goes on no longer than this.
    static let previewTime = Duration.seconds(2)
    private static let previewedAtOnce = 500
    private static let sampled = 10

    /// Evaluates a condition over all customers, or over a fair sample where there are many.
    ///
    /// - Parameter name: of the segment that would be edited; nil for a new one.
    public func preview(_ text: String, of name: String? = nil) async throws -> SegmentPreview {
        let condition = CompiledCondition(try SegmentService.condition(text))
        let (stored, known, total) = try await database.read { [self] connection in
            (
                try name.map { try find($0, on: connection) }, try definitions.upToDate(on: connection),
                try PeopleList().count(in: scope, on: connection)
            )
        }
        let draft = Segment(
            id: stored?.id ?? Segment.id(named: "a preview of \(text)"), name: stored?.name ?? "a preview",
            condition: condition, version: 0, role: stored?.role ?? .segment)
        let tried = known.trying(draft)
        var scan = CustomerScan(customers, tried, reading: draft.eventNames)
        var tally = Tally(segment: draft)
        let now = clock.now()
        let end = ContinuousClock.now + SegmentService.previewTime
        while !scan.isDone, tally.examined < SegmentService.mostPreviewed, ContinuousClock.now < end {
            (scan, tally) = try await database.read { [scan, tally] connection in
                var (scan, tally) = (scan, tally)
                for customer in try scan.next(SegmentService.previewedAtOnce, on: connection) {
                    tally.add(customer, tried, now: now, sampled: SegmentService.sampled)
                }
                return (scan, tally)
            }
        }
        return tally.preview(total: total, isExact: scan.isDone)
    }
}

/// What a preview has counted so far.
private struct Tally: Sendable {
    let segment: Segment
    var examined = 0
    var matching = 0
    var entering = 0
    var leaving = 0
    var sample: [SegmentPreview.SampleMember] = []

    init(segment: Segment) { self.segment = segment }

    mutating func add(_ customer: Customer, _ definitions: Definitions, now: Instant, sampled: Int) {
        examined += 1
        let holds = segment.condition.evaluate(customer.rated(definitions), now: now).holds
        let isMember = customer.profile.watched[segment.id]?.holds ?? false
        if holds, !isMember { entering += 1 }
        if !holds, isMember { leaving += 1 }
        guard holds else { return }
        matching += 1
        guard sample.count < sampled else { return }
        sample.append(
            SegmentPreview.SampleMember(
                profile: customer.profile.key, name: customer.profile.displayName,
                email: customer.profile.address(on: .email)))
    }

    func preview(total: Int, isExact: Bool) -> SegmentPreview {
        let total = isExact ? examined : max(total, examined)
        func scaled(_ count: Int) -> Int {
            isExact || examined == 0 ? count : Int((Double(count) / Double(examined) * Double(total)).rounded())
        }
        let share = examined == 0 ? 0 : Double(matching) / Double(examined)
        let error = examined == 0 ? 0 : 1.96 * (share * (1 - share) / Double(examined)).squareRoot()
        return SegmentPreview(
            total: total, examined: examined, isExact: isExact, matching: scaled(matching),
            entering: scaled(entering), leaving: scaled(leaving),
            margin: isExact ? 0 : Int((error * Double(total)).rounded(.up)), sample: sample)
    }
}
