import Values

/// What was expected of a scenario beside what came of it.
public struct ScenarioResult: Sendable {
    public let name: String
    /// Of the scenario in its file, from 1.
    public let line: Int
    public let rows: [Row]

    /// One thing that was expected or happened.
    public struct Row: Sendable, Hashable {
        public enum Verdict: Sendable, Hashable { case asExpected, different, missing, unexpected }

        public let expected: String
        public let actual: String
        public let verdict: Verdict
    }

    public var hasPassed: Bool { rows.allSatisfy { $0.verdict == .asExpected } }

    init(_ scenario: Scenario, actual: [ScenarioLine], clock: ScenarioClock) {
        name = scenario.name
        line = scenario.line
        var left = actual
        var found: [(at: Instant, row: Row)] = []
        var missing: [ScenarioLine] = []
        for expected in scenario.expected {
            guard let place = left.firstIndex(where: { $0.answers(expected) }) else {
                missing.append(expected)
                continue
            }
            let line = left.remove(at: place)
            let text = expected.text(clock)
            // Reasons that nobody asked for would only make the table wide.
            let said = expected.reason.isEmpty ? text : line.text(clock)
            found.append((line.at, Row(expected: text, actual: said, verdict: .asExpected)))
        }
        for expected in missing {
            if let place = left.firstIndex(where: { $0.isLike(expected) && $0.kind.mustBeListed }) {
                let line = left.remove(at: place)
                found.append(
                    (
                        min(line.at, expected.at),
                        Row(expected: expected.text(clock), actual: line.text(clock), verdict: .different)
                    ))
            } else {
                found.append((expected.at, Row(expected: expected.text(clock), actual: "", verdict: .missing)))
            }
        }
        for line in left where line.kind.mustBeListed {
            found.append((line.at, Row(expected: "", actual: line.text(clock), verdict: .unexpected)))
        }
        rows = found.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(\.element.row)
    }

    /// The scenario as a table: one row a moment, expected beside actual, differences marked.
    public var table: String {
        var lines = ["\(hasPassed ? "✓" : "✗") \(name)"]
        guard !rows.isEmpty else { return lines[0] + "\n    nothing was expected, and nothing happened" }
        let width = max(8, rows.map { $0.expected.count }.max() ?? 0)
        lines.append("    " + "expected".padded(to: width) + "   actual")
        for row in rows {
            let mark: String
            switch row.verdict {
            case .asExpected: mark = " "
            case .different, .missing, .unexpected: mark = "≠"
            }
            let actual = row.actual.isEmpty ? "(did not happen)" : row.actual
            let expected = row.expected.isEmpty ? "(nothing)" : row.expected
            lines.append("  \(mark) " + expected.padded(to: width) + "   " + actual)
        }
        return lines.joined(separator: "\n")
    }

    /// All of them, and how many passed.
    public static func report(_ results: [ScenarioResult]) -> String {
        let passed = results.count { $0.hasPassed }
        let end = "\(passed) of \(results.count) scenario\(results.count == 1 ? "" : "s") passed"
        return (results.map(\.table) + [end]).joined(separator: "\n")
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
