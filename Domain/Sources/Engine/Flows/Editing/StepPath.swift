/// Where a step stands in the tree of a draft: `2`, or `2.then.0` for the first step in the branch `then` of the third.
///
/// It holds for one state of the draft: what is added or taken away before it moves it on. Whoever keeps a path between
/// two requests keeps the text that it belongs to as well.
public struct StepPath: Sendable, Hashable {
    public let branch: BranchPath
    /// From 0, among the steps of the branch.
    public let index: Int

    public init(_ branch: BranchPath, _ index: Int) {
        self.branch = branch
        self.index = index
    }

    /// In the flow's own list.
    public init(_ index: Int) { self.init(.root, index) }
}

/// A list of steps: that of the flow, or a branch of a step.
public struct BranchPath: Sendable, Hashable {
    /// From the outside in: which step of the list so far, and which branch of it.
    public let turns: [Turn]

    public struct Turn: Sendable, Hashable {
        public let step: Int
        public let branch: BranchName
    }

    public static let root = BranchPath(turns: [])

    /// A branch of a step.
    public init(_ step: StepPath, _ name: BranchName) {
        turns = step.branch.turns + [Turn(step: step.index, branch: name)]
    }

    init(turns: [Turn]) { self.turns = turns }

    /// The step that it is a branch of; nil for the flow's own list.
    public var step: StepPath? {
        turns.last.map { StepPath(BranchPath(turns: Array(turns.dropLast())), $0.step) }
    }

    public var name: BranchName? { turns.last?.branch }
}

/// A branch of a step: `then`, or `choose:1`, the second of several ways.
public struct BranchName: Sendable, Hashable {
    public let field: String
    /// From 0; nil where the field is the branch itself.
    public let way: Int?

    public init(_ field: String, way: Int? = nil) {
        self.field = field
        self.way = way
    }
}

/// Where a step is to be put.
public enum StepPosition: Sendable, Hashable {
    case before(StepPath)
    case after(StepPath)
    case first(BranchPath)
    case last(BranchPath)
}

/// A field: `subject`, `choose.1.when`, `languages.de.body`.
public struct FieldPath: Sendable, Hashable {
    public let parts: [String]

    public init(parts: [String]) { self.parts = parts }
    public init(_ text: String) { parts = text.split(separator: ".").map(String.init) }
}

/// What has fields: the flow itself, one of its triggers, or a step.
public enum DraftPlace: Sendable, Hashable {
    case flow
    /// From 0.
    case trigger(Int)
    case step(StepPath)
}

extension StepPath: LosslessStringConvertible {
    public var description: String { branch.turns.isEmpty ? "\(index)" : "\(branch.description).\(index)" }

    public init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard !parts.count.isMultiple(of: 2), let index = parts.last.flatMap({ Int($0) }), index >= 0,
            let branch = BranchPath(parts.dropLast().joined(separator: "."))
        else { return nil }
        self.init(branch, index)
    }
}

extension BranchPath: LosslessStringConvertible {
    /// Empty for the flow's own list.
    public var description: String { turns.map { "\($0.step).\($0.branch)" }.joined(separator: ".") }

    public init?(_ text: String) {
        let parts = text.isEmpty ? [] : text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count.isMultiple(of: 2) else { return nil }
        var turns: [Turn] = []
        for place in stride(from: 0, to: parts.count, by: 2) {
            guard let step = Int(parts[place]), step >= 0, let branch = BranchName(parts[place + 1]) else { return nil }
            turns.append(Turn(step: step, branch: branch))
        }
        self.init(turns: turns)
    }
}

extension BranchName: LosslessStringConvertible {
    public var description: String { way.map { "\(field):\($0)" } ?? field }

    public init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard (1...2).contains(parts.count), !parts[0].isEmpty else { return nil }
        let way = parts.count == 2 ? Int(parts[1]) : nil
        guard parts.count == 1 || (way ?? -1) >= 0 else { return nil }
        self.init(parts[0], way: way)
    }
}

extension FieldPath: CustomStringConvertible, ExpressibleByStringLiteral {
    public var description: String { parts.joined(separator: ".") }
    public init(stringLiteral value: String) { self.init(value) }
}

extension DraftPlace: LosslessStringConvertible {
    /// `flow`, `trigger 0`, `step 2.then.0`.
    public var description: String {
        switch self {
        case .flow: "flow"
        case .trigger(let index): "trigger \(index)"
        case .step(let path): "step \(path)"
        }
    }

    public init?(_ text: String) {
        let parts = text.split(separator: " ", maxSplits: 1).map(String.init)
        switch (parts.first, parts.count) {
        case ("flow", 1): self = .flow
        case ("trigger", 2):
            guard let index = Int(parts[1]), index >= 0 else { return nil }
            self = .trigger(index)
        case ("step", 2):
            guard let path = StepPath(parts[1]) else { return nil }
            self = .step(path)
        default: return nil
        }
    }
}

extension BranchPath {
    /// Where its list of steps stands in the file.
    var keys: [DraftKey] {
        var keys: [DraftKey] = [.member("steps")]
        for turn in turns {
            keys += [.item(turn.step), .member(turn.branch.field)]
            if let way = turn.branch.way { keys += [.item(way), .member("then")] }
        }
        return keys
    }

    /// Whether it lies in a step, or in what lies in it.
    func isWithin(_ step: StepPath) -> Bool {
        turns.count > step.branch.turns.count && turns.starts(with: step.branch.turns)
            && turns[step.branch.turns.count].step == step.index
    }
}

extension StepPath {
    var keys: [DraftKey] { branch.keys + [.item(index)] }

    /// Where a step stands after one was put in (+1) or taken out (-1) at an index of a list.
    func shifted(by change: Int, at place: Int, in list: BranchPath) -> StepPath {
        let level = list.turns.count
        guard branch.turns.starts(with: list.turns) else { return self }
        guard branch.turns.count > level else {
            return index >= place ? StepPath(branch, index + change) : self
        }
        var turns = branch.turns
        guard turns[level].step >= place else { return self }
        turns[level] = BranchPath.Turn(step: turns[level].step + change, branch: turns[level].branch)
        return StepPath(BranchPath(turns: turns), index)
    }
}
