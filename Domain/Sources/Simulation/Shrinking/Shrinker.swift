import Values

/// Looks for a smaller run that fails in the same way: shorter, with fewer faults, flows, people and events.
///
/// Every step of it plays a smaller run and keeps it if it fails like the first; what is drawn by chance may fall
/// otherwise in it, so that some failures can be made smaller than others.
struct Shrinker {
    private(set) var plan: SimulationPlan
    private(set) var report: SimulationReport
    private(set) var reruns = 0
    let most: Int
    private let fault: String

    /// - Parameter report: of a run that failed.
    init(_ report: SimulationReport, most: Int) {
        plan = report.plan
        self.report = report
        self.most = most
        fault = Shrinker.kind(of: report) ?? ""
    }

    mutating func shrink() {
        if !fault.contains("replay") { attempt { $0.isReplayed = false } }
        // What is smaller in one way can often be made smaller in another after it.
        for _ in 0..<3 {
            let before = plan
            shorten()
            dropFaults()
            dropFlows()
            dropPeople()
            dropEvents()
            if plan.size == before.size { break }
        }
    }

    /// What was violated, without the numbers in it.
    private static func kind(of report: SimulationReport) -> String? {
        report.violations.first.map { violation in
            String(violation.what.filter { !$0.isNumber && $0 != "-" }.prefix(40))
        }
    }

    @discardableResult
    private mutating func attempt(_ change: (inout SimulationPlan) -> Void) -> Bool {
        guard reruns < most else { return false }
        reruns += 1
        var smaller = plan
        change(&smaller)
        let found = Simulator.run(smaller)
        guard Shrinker.kind(of: found) == fault else { return false }
        plan = smaller
        report = found
        return true
    }

    /// Nothing that comes after the violation matters; then by halves and quarters.
    private mutating func shorten() {
        if let at = report.violations.first?.at, at < plan.end {
            let needed = (at + .minutes(1)) - plan.start
            attempt { $0.span = needed }
        }
        for part in [2, 3] as [Int64] {
            while plan.span > .minutes(2),
                attempt({ $0.span = TimeSpan(milliseconds: $0.span.milliseconds * (part - 1) / part) })
            {}
        }
    }

    private mutating func dropFaults() {
        if attempt({ $0.faults = .none }) { return }
        if plan.faults.changesDefinitions { attempt { $0.faults.changesDefinitions = false } }
        for kind in FaultPlan.kinds where plan.faults[keyPath: kind.path] > 0 {
            attempt { $0.faults[keyPath: kind.path] = 0 }
        }
    }

    private mutating func dropFlows() {
        if plan.flows?.isEmpty != true, attempt({ $0.flows = [] }) { return }
        for slug in (plan.flows ?? Set(SimulatedDefinitions.allSlugs)).sorted() {
            attempt { $0.flows = ($0.flows ?? Set(SimulatedDefinitions.allSlugs)).subtracting([slug]) }
        }
    }

    /// With fewer people each has more of the shop's events; so those go down with them.
    private mutating func dropPeople() {
        while plan.shoppers > 1,
            attempt({
                $0.eventsPerDay = $0.eventsPerDay * Double($0.shoppers / 2) / Double($0.shoppers)
                $0.shoppers /= 2
            })
        {}
        while plan.shoppers > 1, attempt({ $0.shoppers -= 1 }) {}
    }

    /// Leaves out runs of events, first half of them, then ever shorter ones (delta debugging).
    private mutating func dropEvents() {
        var size = max(1, report.counts.eventsOffered / 2)
        while size >= 1, reruns < most {
            for first in stride(from: 1, through: report.counts.eventsOffered, by: size) {
                let part = Set(first..<(first + size)).subtracting(plan.unsent)
                if !part.isEmpty { attempt { $0.unsent.formUnion(part) } }
            }
            size = size == 1 ? 0 : (size + 1) / 2
        }
    }
}

extension SimulationPlan {
    /// By which two plans are compared: smaller is simpler.
    fileprivate var size: Double {
        Double(span.milliseconds) + eventsPerDay + Double(shoppers) - Double(unsent.count)
            + Double(flows?.count ?? SimulatedDefinitions.allSlugs.count)
            + Double(FaultPlan.kinds.count { faults[keyPath: $0.path] > 0 })
    }
}
