import Values

extension FlowDraft {
    /// The first key that says what a step does.
    static func kind(of step: DraftMapping) -> (any StepKind.Type)? {
        step.keys.lazy.compactMap { StepKinds.named($0) }.first
    }

    subscript(keys: [DraftKey]) -> DraftValue? { DraftValue.mapping(root)[keys[...]] }

    mutating func set(_ value: DraftValue?, at keys: [DraftKey]) -> Bool {
        var whole = DraftValue.mapping(root)
        guard whole.set(value, at: keys[...]), case .mapping(let changed) = whole else { return false }
        root = changed
        return true
    }

    /// A step's fields; nil where no step stands there.
    func step(_ path: StepPath) -> DraftMapping? { self[path.keys]?.mapping }

    /// The steps of a branch: none where it is not written; nil where it is written as something else, or nothing has it.
    func steps(in branch: BranchPath) -> [DraftValue]? {
        if let written = self[branch.keys] {
            if case .literal("") = written { return [] }
            return written.list
        }
        guard let path = branch.step else { return [] }
        guard let name = branch.name, let step = step(path), FlowDraft.branches(of: step).contains(name) else {
            return nil
        }
        return []
    }

    /// Branches that a step may have, in the order in which they are laid out.
    static func branches(of step: DraftMapping) -> [BranchName] {
        (kind(of: step)?.form ?? []).flatMap { field -> [BranchName] in
            switch field.kind {
            case .branch: return [BranchName(field.name)]
            case .ways:
                let ways = step[field.name]?.list ?? []
                return ways.indices.filter { ways[$0].mapping != nil }.map { BranchName(field.name, way: $0) }
            default: return []
            }
        }
    }

    /// Every step in the order in which they are laid out, those in branches after the step that branches.
    public var paths: [StepPath] { paths(in: .root) }

    private func paths(in branch: BranchPath) -> [StepPath] {
        guard branch.turns.count <= DraftValue.mostLevels else { return [] }
        return (steps(in: branch) ?? []).enumerated().flatMap { index, value -> [StepPath] in
            let path = StepPath(branch, index)
            guard let step = value.mapping else { return [path] }
            return [path] + FlowDraft.branches(of: step).flatMap { paths(in: BranchPath(path, $0)) }
        }
    }

    /// The steps' names as the flow has them once it reads: given ones, or made from their kinds and places.
    public var ids: [StepPath: String] {
        var ids: [StepPath: String] = [:]
        var taken: Set<String> = []
        for path in paths {
            guard let step = step(path), let keyword = FlowDraft.kind(of: step)?.keyword else { continue }
            if let given = step["id"]?.words {
                taken.insert(given)
                ids[path] = given
                continue
            }
            let base = keyword.replacing(" ", with: "-")
            var number = 1
            while !taken.insert("\(base)-\(number)").inserted { number += 1 }
            ids[path] = "\(base)-\(number)"
        }
        return ids
    }

    /// Where the step of that name stands.
    public func path(id: String) -> StepPath? {
        let ids = ids
        return paths.first { ids[$0] == id }
    }

    /// Steps in the branches of a step.
    public func stepsWithin(_ path: StepPath) -> Int { paths.filter { $0.branch.isWithin(path) }.count }

    /// Throws where the draft is larger than a flow may be.
    func bounded() throws(FlowEditError) {
        let paths = paths
        guard paths.count <= FlowFile.maximumSteps else {
            throw FlowEditError(
                "a flow has at most \(FlowFile.maximumSteps) steps, and this would be \(paths.count); split the flow")
        }
        guard paths.allSatisfy({ $0.branch.turns.count <= FlowFile.maximumDepth }) else {
            throw FlowEditError("branches lie at most \(FlowFile.maximumDepth) levels deep; put the steps further out")
        }
        guard text.utf8.count <= FlowFile.maximumBytes else {
            throw FlowEditError(
                "the flow would be larger than \(FlowFile.maximumBytes / 1024) KB; shorten a text or split the flow")
        }
    }
}
