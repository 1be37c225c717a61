import Values

/// Whether something holds now, and every later moment at which that changes if nothing new arrives.
struct Truth: Sendable, Hashable {
    var holds: Bool
    /// Ascending, each after now; the answer turns at each of them.
    var flips: [Instant] = []

    init(_ holds: Bool) { self.holds = holds }

    static func constant(_ holds: Bool) -> Truth { Truth(holds) }

    var isConstant: Bool { flips.isEmpty }

    /// Records the answer from a moment on; moments must not descend.
    mutating func set(_ answer: Bool, at moment: Instant) {
        let latest = holds != (flips.count % 2 == 1)
        guard answer != latest else { return }
        if flips.last == moment { flips.removeLast() } else { flips.append(moment) }
    }

    var negated: Truth {
        var result = self
        result.holds.toggle()
        return result
    }

    /// Both truths joined at every moment.
    static func join(_ first: Truth, _ second: Truth, _ rule: (Bool, Bool) -> Bool) -> Truth {
        var (left, right) = (first.holds, second.holds)
        var result = Truth(rule(left, right))
        var (i, j) = (0, 0)
        while i < first.flips.count || j < second.flips.count {
            let isFirst = j == second.flips.count || (i < first.flips.count && first.flips[i] <= second.flips[j])
            let isSecond = i == first.flips.count || (j < second.flips.count && second.flips[j] <= first.flips[i])
            let moment = isFirst ? first.flips[i] : second.flips[j]
            if isFirst {
                left.toggle()
                i += 1
            }
            if isSecond {
                right.toggle()
                j += 1
            }
            result.set(rule(left, right), at: moment)
        }
        return result
    }
}
