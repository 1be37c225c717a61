import Values

extension FlowDraft {
    /// Adds a step with values to begin with, which may have faults still; throws where there is no such kind or place.
    ///
    /// - Parameter values: what its fields are to hold, as it is typed.
    /// - Returns: where it stands.
    @discardableResult
    public mutating func add(
        _ keyword: String, at position: StepPosition, _ values: [FieldPath: String] = [:]
    ) throws(FlowEditError) -> StepPath {
        guard let kind = StepKinds.named(keyword) else {
            let nearest = NearestName.of(keyword, among: StepKinds.all.map { $0.keyword })
            throw FlowEditError("there is no step \"\(keyword)\"" + (nearest.map { "; did you mean \($0)?" } ?? ""))
        }
        var draft = self
        let path = try draft.insert(.mapping(draft.firstValues(of: kind)), at: position)
        for (field, text) in values.sorted(by: { $0.key.description < $1.key.description }) {
            try draft.set(field, of: .step(path), to: text)
        }
        try draft.bounded()
        self = draft
        return path
    }

    /// Puts a step with all that is in its branches elsewhere; throws where that is within itself.
    ///
    /// - Returns: where it stands now.
    @discardableResult
    public mutating func move(_ path: StepPath, to position: StepPosition) throws(FlowEditError) -> StepPath {
        let value = try known(path)
        guard !position.branch.isWithin(path) else {
            throw FlowEditError("a step cannot be moved into a branch of its own")
        }
        switch position {
        case .before(path), .after(path): return path
        default: break
        }
        var draft = self
        let new = try draft.insert(value, at: position)
        let old = path.shifted(by: 1, at: new.index, in: new.branch)
        try draft.remove(old)
        try draft.bounded()
        self = draft
        return new.shifted(by: -1, at: old.index, in: old.branch)
    }

    /// Puts a copy of a step, with all that is in its branches, after it. Names that would stand twice are changed, and
    /// jumps within the copy lead to the copy.
    ///
    /// - Returns: where the copy stands.
    @discardableResult
    public mutating func duplicate(_ path: StepPath) throws(FlowEditError) -> StepPath {
        let value = try known(path)
        var taken = Set(ids.values)
        let named = paths.filter { $0 == path || $0.branch.isWithin(path) }.compactMap { step($0)?["id"]?.words }
        var names: [String: String] = [:]
        for name in named where names[name] == nil { names[name] = FlowDraft.freeName(like: name, &taken) }
        var draft = self
        let copy = try draft.insert(FlowDraft.renaming(value, names), at: .after(path))
        try draft.bounded()
        self = draft
        return copy
    }

    /// Takes a step away, and all that is in its branches unless one of them is kept: its steps then stand in its place.
    ///
    /// Jumps to what is gone become faults, which name the step that jumps.
    public mutating func delete(_ path: StepPath, keeping branch: BranchName? = nil) throws(FlowEditError) {
        _ = try known(path)
        var draft = self
        var kept: [DraftValue] = []
        if let branch {
            guard let steps = steps(in: BranchPath(path, branch)) else {
                throw FlowEditError("the step at \(path) has no branch \"\(branch)\" that could be kept")
            }
            kept = steps
        }
        for step in kept.reversed() { _ = try draft.insert(step, at: .after(path)) }
        try draft.remove(path)
        try draft.bounded()
        self = draft
    }

    // MARK: Lists

    func known(_ path: StepPath) throws(FlowEditError) -> DraftValue {
        guard let value = self[path.keys], let steps = steps(in: path.branch), steps.indices.contains(path.index) else {
            throw FlowEditError(
                "there is no step at \(path): the flow was changed meanwhile; load it again and repeat the change")
        }
        return value
    }

    private mutating func insert(_ step: DraftValue, at position: StepPosition) throws(FlowEditError) -> StepPath {
        let branch = position.branch
        guard var steps = steps(in: branch) else {
            throw FlowEditError("there is no list of steps at \"\(branch)\"; load the flow again and repeat the change")
        }
        let index: Int
        switch position {
        case .before(let path):
            _ = try known(path)
            index = path.index
        case .after(let path):
            _ = try known(path)
            index = path.index + 1
        case .first: index = 0
        case .last: index = steps.count
        }
        steps.insert(step, at: index)
        guard set(.list(steps), at: branch.keys) else {
            throw FlowEditError("there is no list of steps at \"\(branch)\"; load the flow again and repeat the change")
        }
        return StepPath(branch, index)
    }

    /// A branch whose last step goes is no longer written.
    private mutating func remove(_ path: StepPath) throws(FlowEditError) {
        guard var steps = steps(in: path.branch), steps.indices.contains(path.index) else {
            throw FlowEditError("there is no step at \(path); load the flow again and repeat the change")
        }
        steps.remove(at: path.index)
        _ = set(steps.isEmpty && path.branch != .root ? nil : .list(steps), at: path.branch.keys)
    }

    // MARK: Names

    static func freeName(like name: String, _ taken: inout Set<String>) -> String {
        if taken.insert(name).inserted { return name }
        let parts = name.split(separator: "-", omittingEmptySubsequences: false)
        let base =
            parts.count > 1 && Int(parts[parts.count - 1]) != nil ? parts.dropLast().joined(separator: "-") : name
        var number = 2
        while !taken.insert("\(base)-\(number)").inserted { number += 1 }
        return "\(base)-\(number)"
    }

    /// A step with the names in it changed, and the jumps to them.
    private static func renaming(_ value: DraftValue, _ names: [String: String]) -> DraftValue {
        guard case .mapping(var step) = value else { return value }
        for key in ["id", GoToStep.keyword] {
            if let name = step[key]?.words, let new = names[name] { step[key] = .text(new) }
        }
        for branch in branches(of: step) {
            let keys: [DraftKey] =
                [.member(branch.field)] + (branch.way.map { [.item($0), .member("then")] } ?? [])
            var whole = DraftValue.mapping(step)
            guard let steps = whole[keys[...]]?.list else { continue }
            _ = whole.set(.list(steps.map { renaming($0, names) }), at: keys[...])
            if case .mapping(let changed) = whole { step = changed }
        }
        return .mapping(step)
    }
}

extension StepPosition {
    /// The list into which it leads.
    var branch: BranchPath {
        switch self {
        case .before(let path), .after(let path): path.branch
        case .first(let branch), .last(let branch): branch
        }
    }
}
