import Conditions
import Values

extension FileRun {
    /// Each first event in the window is followed by the earliest fitting second one, and so on, as in the evaluator.
    ///
    /// Nil where a filter cannot be answered from columns. Cost: a few nanoseconds an event of the named kinds.
    func answer(_ sequence: SequencePlan, among profiles: Bitmap) -> Bitmap? {
        var result = Bitmap(size: size)
        guard let table = file.events[sequence.first.event] else { return result }
        guard let first = RowChoice(sequence.first.filter, sequence.window, table, in: self) else { return nil }
        var rest: [Follower] = []
        for step in sequence.rest {
            guard let table = file.events[step.event] else { return result }
            guard let follower = Follower(step, table, now: now) else { return nil }
            rest.append(follower)
        }
        var obstacle: Follower?
        if let step = sequence.without, let table = file.events[step.event] {
            guard let follower = Follower(step, table, now: now) else { return nil }
            obstacle = follower
        }
        var (current, isDone) = (-1, false)
        first.forEachRow(profiles) { profile, row in
            if profile != current {
                (current, isDone) = (profile, false)
                for index in rest.indices { rest[index].begin(profile) }
                obstacle?.begin(profile)
            }
            if isDone { return }
            let start = Follower.Moment(time: table.times[row], order: table.order(row))
            let zone = file.zones[Int(file.zoneOfProfile[profile])]
            var latest = start
            for index in rest.indices {
                guard let next = rest[index].first(after: latest) else { return }
                if !sequence.isWithin(next.time, start.time, zone) { return }
                latest = next
            }
            if let between = obstacle?.first(after: start), between < latest { return }
            isDone = true
            result[profile] = true
        }
        return result
    }
}

extension SequencePlan {
    /// Whether a step keeps to `within`, seen from the first one's moment.
    fileprivate func isWithin(_ moment: Int64, _ start: Int64, _ zone: Zone) -> Bool {
        guard let within else { return true }
        let (least, most) = within.bounds
        if moment &- start < least { return true }
        if moment &- start >= most { return false }
        return moment < within.after(Instant(milliseconds: start), in: zone).milliseconds
    }
}

/// The events that fit one step, gone through once a profile: later questions never go back.
private struct Follower {
    struct Moment: Comparable {
        var time: Int64
        var order: Int64

        static func < (first: Moment, second: Moment) -> Bool {
            first.time != second.time ? first.time < second.time : first.order < second.order
        }
    }

    private let table: EventTable
    private let mask: [UInt8]?
    private let now: Int64
    private var row = 0
    private var end = 0

    init?(_ step: SequencePlan.Step, _ table: EventTable, now: Instant) {
        self.table = table
        self.now = now.milliseconds
        if let filter = step.filter {
            guard let mask = FilterMask(table: table.bodies, now: now).mask(filter) else { return nil }
            self.mask = mask
        } else {
            mask = nil
        }
    }

    mutating func begin(_ profile: Int) {
        let range = table.range(profile)
        (row, end) = (range.lowerBound, range.upperBound)
    }

    /// The first that comes strictly after a moment no earlier than any asked before; nil where none does by now.
    mutating func first(after moment: Moment) -> Moment? {
        while row < end {
            let found = Moment(time: table.times[row], order: table.order(row))
            if found.time > now { return nil }
            if moment < found, mask.map({ $0[row] != 0 }) ?? true { return found }
            row += 1
        }
        return nil
    }
}
