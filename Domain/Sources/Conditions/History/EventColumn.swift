import Values

/// What a figure reads of a long history, taken out of the events' bodies once and carried on with each new event.
struct EventColumn: Sendable {
    /// Which column it is: the events of a name that pass a filter, and a number of each.
    struct Key: Hashable, Sendable {
        var event: String
        /// Reads nothing but the event itself.
        var filter: Expression?
        /// Empty where no number is read.
        var property: [String]
    }

    /// Below this many events of a name, reading them is quicker than keeping columns.
    static let shortestHistory = 512

    /// Events looked at so far, from the oldest on.
    private var covered = 0
    /// Positions of those that pass the filter and, where a number is read, have one; ascending.
    private(set) var positions: [Int] = []
    /// Their numbers, in units of 10^-scale.
    private(set) var coefficients: [Int64] = []
    private(set) var scale: UInt8 = 0
    /// Of the numbers before each position among them, and of all: of the ones from one place to another it is the
    /// difference. Empty where one is below zero or the sum grows too large.
    private(set) var sums: [Int64] = [0]
    /// Whether every number so far is an exact decimal that fits.
    private(set) var isExact = true

    /// Takes in the events that came since. Cost: a look at each of them.
    mutating func extend(
        _ events: [TimelineEvent], _ passes: (TimelineEvent) -> Bool, number: ((TimelineEvent) -> Number?)?
    ) {
        for position in covered..<events.count where passes(events[position]) {
            if let number {
                guard let found = number(events[position]) else { continue }
                append(found)
            }
            positions.append(position)
        }
        covered = events.count
    }

    private mutating func append(_ number: Number) {
        guard isExact, case .exact(let coefficient, let itsScale) = number, itsScale <= 9 else {
            isExact = false
            return
        }
        if itsScale > scale {
            coefficients = coefficients.map { scaled($0, by: itsScale - scale) }
            scale = itsScale
            if !sums.isEmpty { addUp(from: 0) }
        }
        coefficients.append(scaled(coefficient, by: scale - itsScale))
        addUp(from: coefficients.count - 1)
    }

    /// Brings the sums up to date from the number at this index on.
    private mutating func addUp(from index: Int) {
        guard sums.count > index else { return sums = [] }
        sums.removeSubrange((index + 1)...)
        for number in coefficients[index...] {
            let (sum, overflow) = sums[sums.count - 1].addingReportingOverflow(number)
            guard number >= 0, !overflow else { return sums = [] }
            sums.append(sum)
        }
    }

    private mutating func scaled(_ coefficient: Int64, by digits: UInt8) -> Int64 {
        var result = coefficient
        for _ in 0..<digits {
            let (product, overflow) = result.multipliedReportingOverflow(by: 10)
            if overflow { isExact = false }
            result = product
        }
        return result
    }

    /// After so many numbers it is looked whether the next ones can be passed over.
    static let lookingAhead: Int64 = 64

    /// Up to which earlier place an average over all numbers from there to the end of a part stays clear of a line, on the
    /// side where it is from this place on; nil where that is not sure.
    ///
    /// Cost: constant.
    func clear(of line: Int64, before index: Int, in part: Range<Int>) -> Int? {
        guard !sums.isEmpty, line >= 0, line < .max / 2 else { return nil }
        let count = part.upperBound - index
        // Far enough from the line for no rounding to matter.
        let margin = 1 + line / 1_000_000
        for step in [count / 8, count / 16, count / 64] where step >= 64 {
            let far = max(part.lowerBound, index - step)
            let (least, most) = (sums[part.upperBound] - sums[index], sums[part.upperBound] - sums[far])
            let above = (line + 1 + margin).multipliedReportingOverflow(by: Int64(part.upperBound - far))
            let below = (line - margin).multipliedReportingOverflow(by: Int64(count))
            if !above.overflow, least > above.partialValue { return far }
            if !below.overflow, most < below.partialValue { return far }
        }
        return nil
    }

    /// Leaves out the event at a position, behind which the others close up. Cost: a step for each later one.
    mutating func remove(_ position: Int) -> Bool {
        guard isExact else { return false }
        guard position < covered else { return true }
        covered -= 1
        let index = index(of: position)
        if index < positions.count, positions[index] == position { take(index) }
        for later in index..<positions.count { positions[later] -= 1 }
        return true
    }

    /// Takes another event for the one at a position; false where it would have to be judged anew.
    mutating func replace(_ position: Int, by event: TimelineEvent, _ key: Key) -> Bool {
        guard isExact, key.filter == nil else { return false }
        if position >= covered || key.property.isEmpty { return true }
        let index = index(of: position)
        let isThere = index < positions.count && positions[index] == position
        let number = KeyPathReader(key.property).value(in: event.body).number
        guard isThere, case .exact(let coefficient, let itsScale)? = number, itsScale <= scale else { return false }
        coefficients[index] = scaled(coefficient, by: scale - itsScale)
        if !sums.isEmpty { addUp(from: index) }
        return isExact
    }

    private mutating func take(_ index: Int) {
        positions.remove(at: index)
        guard index < coefficients.count else { return }
        coefficients.remove(at: index)
        if !sums.isEmpty { addUp(from: index) }
    }

    /// The index of the first position at or after this one. Cost: a binary search.
    func index(of position: Int) -> Int {
        positions.firstIndex(notBefore: position)
    }
}

extension Array<Int> {
    /// The index of the first element of a sorted list that is not below this one. Cost: a binary search.
    func firstIndex(notBefore element: Int) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < element { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
