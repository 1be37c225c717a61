import Engine

/// What a path in the editor's form names: empty for the flow's own keys, `t0` for a trigger, `2.then.0` for a step,
/// `2.choose:1` for a way of a step.
enum EditorPlace: Hashable, LosslessStringConvertible {
    case flow
    case trigger(Int)
    case step(StepPath)
    case way(BranchPath)

    init?(_ text: String) {
        if text.isEmpty {
            self = .flow
        } else if text.first == "t", let index = Int(text.dropFirst()), index >= 0 {
            self = .trigger(index)
        } else if let path = StepPath(text) {
            self = .step(path)
        } else if let branch = BranchPath(text), branch.step != nil {
            self = .way(branch)
        } else {
            return nil
        }
    }

    var description: String {
        switch self {
        case .flow: ""
        case .trigger(let index): "t\(index)"
        case .step(let path): path.description
        case .way(let branch): branch.description
        }
    }

    /// What has the fields; nil for a branch that has none of its own.
    var draft: DraftPlace? {
        switch self {
        case .flow: .flow
        case .trigger(let index): .trigger(index)
        case .step(let path): .step(path)
        case .way(let branch): branch.name?.way == nil ? nil : branch.step.map(DraftPlace.step)
        }
    }

    /// What its fields' paths in the draft begin with.
    var within: [String] {
        guard case .way(let branch) = self, let name = branch.name, let way = name.way else { return [] }
        return [name.field, "\(way)"]
    }

    func field(_ name: String) -> FieldPath { FieldPath(parts: within + FieldPath(name).parts) }
}

extension FlowDraft {
    /// Fields of a place as the editor has them: those of its ways stand at the ways.
    func fields(of place: EditorPlace) -> [(name: String, field: DraftField)] {
        guard let whole = place.draft else { return [] }
        let within = place.within
        return fields(of: whole).compactMap { field in
            let parts = field.path.parts
            guard parts.starts(with: within) else { return nil }
            let rest = Array(parts.dropFirst(within.count))
            // `choose.0.when` is the way's, `languages.de.subject` the step's.
            if rest.count == 3, Int(rest[1]) != nil { return nil }
            return (rest.joined(separator: "."), field)
        }
    }

    /// Every place that has fields.
    var places: [EditorPlace] {
        func ways(_ steps: [DraftStep]) -> [EditorPlace] {
            steps.flatMap { step in
                [.step(step.path)]
                    + step.branches.flatMap { branch -> [EditorPlace] in
                        (branch.path.name?.way == nil ? [] : [.way(branch.path)]) + ways(branch.steps)
                    }
            }
        }
        return [.flow] + starts.indices.map(EditorPlace.trigger) + ways(steps)
    }

    /// Where a step goes that is put at a path: before what stands there, or behind the last of its list.
    func position(_ target: String) -> StepPosition? {
        guard let path = StepPath(target) else { return nil }
        return paths.contains(path) ? .before(path) : .last(path.branch)
    }
}
