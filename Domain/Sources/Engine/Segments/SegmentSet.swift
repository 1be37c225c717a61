import Conditions
import Values

/// A workspace's segments in the order in which they are evaluated: each after those it asks for.
struct SegmentSet: Sendable {
    let all: [Segment]
    /// Positions of those that hold for somebody of whom nothing is known.
    let holdingForNobody: [Int]
    /// Positions of those that are being built.
    let building: [Int]
    /// By position, ascending those that ask for what changes with its answer.
    let asking: [[Int]]
    private let index: ConditionIndex
    private let positions: [Int64: Int]

    init(_ segments: [Segment]) {
        let ordered = SegmentOrder.ordered(segments)
        all = ordered
        index = ConditionIndex(ordered.map(\.requirements))
        positions = Dictionary(
            ordered.enumerated().map { ($0.element.id, $0.offset) }, uniquingKeysWith: { first, _ in first })
        let nobody = Subject()
        holdingForNobody = ordered.indices.filter { position in
            if case .date = ordered[position].watch { return false }
            let verdict = ordered[position].condition.evaluate(nobody, now: Instant(milliseconds: 0))
            return verdict.holds || verdict.until != nil
        }
        building = ordered.indices.filter { ordered[$0].build != nil }
        asking = ordered.map { [index] in index.touched(by: SegmentSet.changes(by: $0)) }
    }

    func position(_ id: Int64) -> Int? { positions[id] }

    func touches(_ change: ConditionIndex.Change) -> Bool { !index.touched(by: change).isEmpty }

    /// Ascending positions of the segments whose answer these changes can touch.
    func touched(by changes: Set<ConditionIndex.Change>) -> [Int] {
        if changes.count == 1, let only = changes.first { return index.touched(by: only) }
        return index.touched(by: changes)
    }

    /// What a change of a segment's answer changes for others.
    private static func changes(by segment: Segment) -> ConditionIndex.Change {
        switch segment.role {
        case .segment: .membership(segment.name)
        case .stage: .fact(.stage)
        case .points: .fact(.scores)
        }
    }

    /// These and all that ask for them, directly or not; ascending.
    func dependents(of positions: [Int]) -> [Int] {
        var found = Set(positions)
        // Whoever asks for another comes after it, so that one pass finds all.
        for position in all.indices where found.contains(position) {
            found.formUnion(asking[position])
        }
        return found.sorted()
    }

    /// Events that must be loaded to evaluate these.
    func eventNames(of positions: [Int]) -> Set<String> {
        positions.reduce(into: []) { names, position in
            names.formUnion(all[position].eventNames)
        }
    }
}

/// The order in which segments are evaluated in one pass.
public enum SegmentOrder {
    /// Throws the circle, if some of them ask for one another in one: none of those could be settled first.
    public static func check(_ segments: [Segment]) throws(MembershipCycle) {
        _ = try order(segments)
    }

    /// Stored segments were checked before; should some stand in a circle all the same, they are evaluated as they come.
    static func ordered(_ segments: [Segment]) -> [Segment] {
        let byID = segments.sorted { $0.id < $1.id }
        return (try? order(byID)) ?? byID
    }

    private static func order(_ segments: [Segment]) throws(MembershipCycle) -> [Segment] {
        let stages = segments.filter { if case .stage = $0.role { true } else { false } }.map(key)
        let rules = segments.filter { if case .points = $0.role { true } else { false } }.map(key)
        var asked: [String: Set<String>] = [:]
        for segment in segments {
            var others = segment.requirements.memberships
            if segment.requirements.facts.contains(.stage) { others.formUnion(stages) }
            if segment.requirements.facts.contains(.scores) { others.formUnion(rules) }
            asked[key(segment)] = others
        }
        let byKey = Dictionary(segments.map { (key($0), $0) }, uniquingKeysWith: { first, _ in first })
        return try MembershipOrder.order(of: asked).compactMap { byKey[$0] }
    }

    /// Segments are asked for by their names; stages and rules of scores have names of their own.
    private static func key(_ segment: Segment) -> String {
        switch segment.role {
        case .segment: segment.name
        case .stage: "the stage \(segment.name)\u{1}"
        case .points(let rule): "the score \(rule.score)\u{1}\(segment.id)"
        }
    }
}
