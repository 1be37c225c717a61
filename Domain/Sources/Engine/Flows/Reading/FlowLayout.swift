import Values
import Yams

/// Lays nested steps out as one list, each with the index at which every way out of it leads.
struct FlowLayout {
    let diagnostics: FlowDiagnostics
    var steps: [FlowStep] = []
    private var ids: Set<String> = []
    private var jumps: [(step: String, target: String, node: Node)] = []

    private let flow: String

    init(diagnostics: FlowDiagnostics, flow: String) {
        self.diagnostics = diagnostics
        self.flow = flow
    }

    /// Lays all steps of a flow, and checks that every jump leads somewhere.
    mutating func lay(_ node: Node) {
        lay(node, depth: 0)
        for (step, target, node) in jumps where !ids.contains(target) {
            var message = "\(step) leads to \"\(target)\", and no step has that id"
            if let nearest = NearestName.of(target, among: ids.sorted()) { message += "; did you mean \(nearest)?" }
            diagnostics.report(message, at: node)
        }
    }

    /// Lays a list of steps; returns the indices of its ends, which go on with whatever comes after the list.
    @discardableResult
    private mutating func lay(_ node: Node, depth: Int) -> (first: Int?, ends: [End]) {
        guard case .sequence(let items) = node else {
            diagnostics.report("steps must be a list; begin each with a hyphen", at: node)
            return (nil, [])
        }
        guard depth <= FlowFile.maximumDepth else {
            diagnostics.report("branches lie deeper than \(FlowFile.maximumDepth) levels", at: node)
            return (nil, [])
        }
        var first: Int?
        var open: [End] = []
        for item in items {
            guard steps.count < FlowFile.maximumSteps else {
                diagnostics.report("a flow has at most \(FlowFile.maximumSteps) steps", at: item)
                break
            }
            guard let laid = layStep(item, depth: depth) else { continue }
            for end in open { connect(end, to: laid.index) }
            open = laid.ends
            first = first ?? laid.index
        }
        return (first, open)
    }

    /// A way out that leads to the step after the list: of a step itself, or of one of its branches.
    enum End {
        case next(Int)
        case branch(Int, Int)
    }

    private mutating func connect(_ end: End, to index: Int) {
        switch end {
        case .next(let step): steps[step] = steps[step].leading(to: index, branches: steps[step].branches)
        case .branch(let step, let branch): connect(step, branch, to: index)
        }
    }

    private mutating func connect(_ step: Int, _ branch: Int, to index: Int) {
        var branches = steps[step].branches
        branches[branch] = index
        steps[step] = steps[step].leading(to: steps[step].next, branches: branches)
    }

    private mutating func layStep(_ node: Node, depth: Int) -> (index: Int, ends: [End])? {
        guard var fields = MappingReader(node, what: "a step", diagnostics: diagnostics) else { return nil }
        let keywords = StepKinds.all.map { $0.keyword }
        guard let keyword = fields.keys.first(where: { keywords.contains($0) }), let type = StepKinds.named(keyword)
        else {
            let nearest = fields.keys.lazy.compactMap { NearestName.of($0, among: keywords) }.first
            var message = "this step has none of the keys that say what it does (\(keywords.joined(separator: ", ")))"
            if let nearest { message += "; did you mean \(nearest)?" }
            diagnostics.report(message, at: node)
            return nil
        }
        let given = fields.text("id")
        var reader = StepReader(fields: fields, flow: flow)
        let kind = type.init(&reader)
        reader.fields.finish(known: type.fields + [keyword, "id"])
        let index = steps.count
        let id = unique(given, keyword: keyword, at: node)
        guard let kind else {
            // What lies in its branches may have faults of its own.
            for branch in reader.branches { if let branch { lay(branch, depth: depth + 1) } }
            return nil
        }
        for target in kind.targets { jumps.append((keyword, target, node)) }
        steps.append(
            FlowStep(
                id: id, kind: kind, next: nil, branches: reader.branches.map { _ in nil }, depth: depth,
                line: node.mark?.line ?? 1))
        guard !reader.branches.isEmpty else { return (index, [.next(index)]) }
        var ends: [End] = []
        for (number, branch) in reader.branches.enumerated() {
            let laid: (first: Int?, ends: [End]) = branch.map { lay($0, depth: depth + 1) } ?? (nil, [])
            if let first = laid.first {
                connect(index, number, to: first)
                ends += laid.ends
            } else {
                ends.append(.branch(index, number))
            }
        }
        return (index, ends)
    }

    private mutating func unique(_ given: String?, keyword: String, at node: Node) -> String {
        if let given {
            if !ids.insert(given).inserted {
                diagnostics.report("the id \"\(given)\" is used twice; every step needs its own", at: node, field: "id")
            }
            return given
        }
        let base = keyword.replacing(" ", with: "-")
        var number = 1
        while !ids.insert("\(base)-\(number)").inserted { number += 1 }
        return "\(base)-\(number)"
    }
}
