import Values

/// A failure of a simulated run, made as small as could be found, with everything that happens in it.
public struct ShrunkSimulation: Sendable, CustomStringConvertible {
    /// Playing this fails in the same way.
    public let plan: SimulationPlan
    public let report: SimulationReport
    /// Runs that it took to find it.
    public let reruns: Int

    /// What happened to whoever the first violation is about, and what went wrong meanwhile, in order.
    public var history: [String] { report.violations.first.map { ShrunkSimulation.about($0) } ?? [] }

    /// Lines that name one of the numbers of the violation, or a process; all where it names none.
    private static func about(_ violation: SimulationReport.Violation) -> [String] {
        var names = violation.what.split { !$0.isNumber && $0 != "-" }.map(String.init).filter { $0.count > 6 }
        let words = violation.what.split(separator: " ")
        if words.count > 1, words[0] == "event" { names.append("event \(words[1])") }
        guard !names.isEmpty else { return Array(violation.trace.suffix(mostLines)) }
        let lines = violation.trace.filter { line in
            names.contains(where: line.contains) || faultWords.contains(where: line.contains)
        }
        return Array(lines.suffix(mostLines))
    }

    /// `1...4, 7`, as far as there are events.
    private static func ranges(_ numbers: Set<Int>, _ most: Int) -> String {
        var ranges: [ClosedRange<Int>] = []
        for number in numbers.sorted() where number <= most {
            if let last = ranges.last, last.upperBound == number - 1 {
                ranges[ranges.count - 1] = last.lowerBound...number
            } else {
                ranges.append(number...number)
            }
        }
        return ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)...\($0.upperBound)" }
            .joined(separator: ", ")
    }

    private static let faultWords = ["is killed", "stands still", "cannot renew"]
    static let mostLines = 30

    public var description: String {
        var text =
            "seed \(plan.seed), made smaller by \(reruns) runs: from \(plan.start.iso8601) for \(plan.span.words), "
        text += "\(plan.shoppers) shoppers, \(report.counts.eventsSent) events"
        let kinds = FaultPlan.kinds.filter { plan.faults[keyPath: $0.path] > 0 }.map(\.name)
        text += "\nfaults: \(kinds.isEmpty ? "none" : kinds.joined(separator: ", "))"
        text += plan.faults.changesDefinitions ? ", changes of definitions" : ""
        if let flows = plan.flows {
            text += "\nflows: \(flows.isEmpty ? "none" : flows.sorted().joined(separator: ", "))"
        }
        if !plan.unsent.isEmpty {
            text += "\nunsent: \(ShrunkSimulation.ranges(plan.unsent, report.counts.eventsOffered))"
        }
        for violation in report.violations.prefix(1) {
            text += "\n\(violation.at.iso8601) VIOLATED: \(violation.what)"
        }
        for line in history { text += "\n    \(line)" }
        return text
    }
}

extension SimulationReport {
    /// Looks for a smaller run that fails in the same way; nil where this one did not fail.
    ///
    /// Cost: at most `reruns` runs of this one's length or less.
    public func shrunk(reruns: Int = 150) -> ShrunkSimulation? {
        guard !isSound else { return nil }
        var shrinker = Shrinker(self, most: reruns)
        shrinker.shrink()
        var plan = shrinker.plan
        plan.tellsEverything = true
        return ShrunkSimulation(plan: plan, report: Simulator.run(plan), reruns: shrinker.reruns + 1)
    }
}
