import Conditions
import Values

/// What changed from one version of a flow to another, step by step, in words.
public struct FlowDiff: Sendable, Hashable {
    public let changes: [Change]

    public enum Change: Sendable, Hashable {
        /// A key of the flow itself.
        case key(String, from: String, to: String)
        case stepAdded(id: String, sentence: String)
        case stepRemoved(id: String, sentence: String)
        /// It stands elsewhere among the steps that stayed.
        case stepMoved(id: String, sentence: String)
        /// The fields that differ, with what stood and stands there.
        case stepChanged(id: String, sentence: String, fields: [Field])

        public struct Field: Sendable, Hashable {
            public let name: String
            public let from: String
            public let to: String
        }
    }

    /// Of two texts; throws where one of them cannot be read.
    public init(from old: String, to new: String) throws(FlowFileErrors) {
        self.init(try FlowFile.read(old), try FlowFile.read(new))
    }

    public init(_ old: Flow, _ new: Flow) {
        let (before, after) = (FlowOutline(old.text), FlowOutline(new.text))
        var changes: [Change] = []
        for key in FlowFile.fields where key != "steps" {
            let (from, to) = (before.keys[key] ?? "", after.keys[key] ?? "")
            if from != to { changes.append(.key(key, from: from, to: to)) }
        }
        let moved = FlowDiff.moved(old.steps.map(\.id), new.steps.map(\.id))
        for step in old.steps where new.position(of: step.id) == nil {
            changes.append(.stepRemoved(id: step.id, sentence: step.kind.sentence))
        }
        for step in new.steps {
            guard let known = old.step(id: step.id) else {
                changes.append(.stepAdded(id: step.id, sentence: step.kind.sentence))
                continue
            }
            let fields = FlowDiff.fields(before.steps[step.id] ?? [:], after.steps[step.id] ?? [:])
            if !fields.isEmpty || type(of: known.kind).keyword != type(of: step.kind).keyword {
                changes.append(.stepChanged(id: step.id, sentence: step.kind.sentence, fields: fields))
            }
            if moved.contains(step.id) { changes.append(.stepMoved(id: step.id, sentence: step.kind.sentence)) }
        }
        self.changes = changes
    }

    private static func fields(_ old: [String: String], _ new: [String: String]) -> [Change.Field] {
        Set(old.keys).union(new.keys).sorted().compactMap { name in
            let (from, to) = (old[name] ?? "", new[name] ?? "")
            return from == to ? nil : Change.Field(name: name, from: from, to: to)
        }
    }

    /// The fewest steps that have to be taken up to bring what stayed into its new order.
    private static func moved(_ old: [String], _ new: [String]) -> Set<String> {
        let stayed = new.filter(Set(old).contains)
        let order = old.filter(Set(new).contains)
        // The longest common row stays where it is (at most 500 steps: a table of 250,000).
        var table = Array(repeating: Array(repeating: 0, count: stayed.count + 1), count: order.count + 1)
        for row in order.indices.reversed() {
            for column in stayed.indices.reversed() {
                table[row][column] =
                    order[row] == stayed[column]
                    ? table[row + 1][column + 1] + 1 : max(table[row + 1][column], table[row][column + 1])
            }
        }
        var moved = Set(stayed)
        var (row, column) = (0, 0)
        while row < order.count, column < stayed.count {
            if order[row] == stayed[column] {
                moved.remove(order[row])
                (row, column) = (row + 1, column + 1)
            } else if table[row + 1][column] >= table[row][column + 1] {
                row += 1
            } else {
                column += 1
            }
        }
        return moved
    }
}

extension FlowDiff: CustomStringConvertible {
    public var description: String {
        changes.isEmpty ? "nothing changed but comments and spaces" : changes.map(\.description).joined(separator: "\n")
    }
}

extension FlowDiff.Change: CustomStringConvertible {
    public var description: String {
        switch self {
        case .key(let name, let from, let to): return "~ \(name): \(FlowDiff.words(from)) → \(FlowDiff.words(to))"
        case .stepAdded(let id, let sentence): return "+ \(id): \(sentence)"
        case .stepRemoved(let id, let sentence): return "- \(id): \(sentence)"
        case .stepMoved(let id, let sentence): return "↕ \(id): \(sentence) (moved)"
        case .stepChanged(let id, let sentence, let fields):
            let rows = fields.map { "    \($0.name): \(FlowDiff.words($0.from)) → \(FlowDiff.words($0.to))" }
            return (["~ \(id): \(sentence)"] + rows).joined(separator: "\n")
        }
    }
}

extension FlowDiff {
    /// Of a long text the first line that says something.
    fileprivate static func words(_ text: String) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: true)
        guard let first = lines.first else { return "(nothing)" }
        return lines.count > 1 || first.count > 60 ? "\(first.prefix(60))…" : String(first)
    }
}
