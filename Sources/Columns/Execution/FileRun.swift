import Conditions
import Values

/// The evaluation of one condition over the profiles of one file.
struct FileRun {
    let file: ColumnFile
    let now: Instant
    /// A subject of nothing but the workspace.
    let workspace: Subject
    let stretches: StretchCache

    var size: Int { file.profileCount }

    /// The profiles among some for whom the condition holds.
    func answer(_ query: ColumnQuery, among profiles: Bitmap) -> Bitmap {
        var odd = Bitmap(size: size)
        for row in file.irregular where profiles[row] { odd[row] = true }
        let found = holds(query.plan, among: profiles.subtracting(odd))
        return odd.isEmpty ? found : found | evaluate(query.whole, among: odd)
    }

    /// Sound for the profiles asked for; other bits are not set.
    private func holds(_ plan: ConditionPlan, among profiles: Bitmap) -> Bitmap {
        switch plan {
        case .constant(let answer): return answer ? profiles : Bitmap(size: size)
        case .negation(let operand): return profiles.subtracting(holds(operand, among: profiles))
        case .conjunction(let operands):
            var left = profiles
            for operand in operands.sorted(by: { $0.cost < $1.cost }) where !left.isEmpty {
                left = holds(operand, among: left)
            }
            return left
        case .disjunction(let operands):
            var left = profiles
            for operand in operands.sorted(by: { $0.cost < $1.cost }) where !left.isEmpty {
                left = left.subtracting(holds(operand, among: left))
            }
            return profiles.subtracting(left)
        case .leaf(let leaf, let remainder):
            let found: Bitmap? =
                switch leaf {
                case .input(let input, let test): answer(input, test, among: profiles)
                case .set(let set, let name): answer(set, name, among: profiles)
                case .figure(let figure, let test): answer(figure, test, remainder, among: profiles)
                case .comparison(let first, let comparator, let second):
                    answer(first, comparator, second, remainder, among: profiles)
                case .sequence(let sequence): answer(sequence, among: profiles)
                case .unplanned: nil
                }
            return found ?? evaluate(remainder, among: profiles)
        }
    }

    /// Asks the evaluator about each of some profiles. Cost: microseconds each.
    func evaluate(_ remainder: Remainder, among profiles: Bitmap) -> Bitmap {
        var result = Bitmap(size: size)
        let requirements = remainder.requirements
        let tables = requirements.eventNames.compactMap { file.events[$0] }
        // Whoever has none of the events is asked about once a zone, if nothing else is read.
        var ofNothing: [Bool?] = Array(repeating: nil, count: file.zones.count)
        profiles.forEach { row in
            let zone = Int(file.zoneOfProfile[row])
            let hasNothing = !requirements.readsState && tables.allSatisfy { $0.range(row).isEmpty }
            if hasNothing, let known = ofNothing[zone] {
                if known { result[row] = true }
                return
            }
            var subject = file.subject(row, for: requirements)
            subject.useWorkspace(of: workspace)
            let holds = remainder.condition.evaluate(subject, now: now).holds
            if hasNothing { ofNothing[zone] = holds }
            if holds { result[row] = true }
        }
        return result
    }
}

extension ConditionPlan {
    /// Which of several parts to ask first.
    fileprivate var cost: Int {
        switch self {
        case .constant: 0
        case .negation(let operand): operand.cost
        case .conjunction(let operands), .disjunction(let operands): operands.reduce(0) { $0 + $1.cost }
        case .leaf(let leaf, _):
            switch leaf {
            case .set: 1
            case .input(_, let test): test.readsTime ? 40 : 2
            case .figure(let figure, _): figure.parts.reduce(0) { $0 + ($1.filter == nil ? 10 : 20) }
            case .comparison(let first, _, let second): 10 * (first.parts.count + second.parts.count)
            case .sequence: 60
            case .unplanned: 1000
            }
        }
    }
}
