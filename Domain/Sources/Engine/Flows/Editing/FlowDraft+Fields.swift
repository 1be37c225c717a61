import Values

extension FlowDraft {
    /// Sets a field as somebody typed it; nil, or nothing but spaces, takes it away.
    ///
    /// A step whose name changes takes the jumps to it along. Throws where there is no such field, or where what was typed
    /// cannot stand in a file; what is merely wrong is told by `check()`.
    public mutating func set(_ field: FieldPath, of place: DraftPlace, to text: String?) throws(FlowEditError) {
        guard let declared = form(of: field, at: place) else {
            throw FlowEditError("there is no field \"\(field)\" at \(place)")
        }
        let keys = try self.keys(of: place)
        var draft = self
        let value = try FieldText.value(text ?? "", declared, keyword: keyword(of: place))
        let old = ids
        guard draft.set(value, at: keys + draft.fieldKeys(field, below: keys)) else {
            if value == nil { return }
            throw FlowEditError("there is no place for \"\(field)\" at \(place)")
        }
        if field == "id", case .step(let path) = place, let before = old[path], let after = draft.ids[path] {
            draft.lead(from: before, to: after)
        }
        try draft.bounded()
        self = draft
    }

    /// Adds a way to a step that has several; returns its place among them.
    @discardableResult
    public mutating func addWay(to path: StepPath) throws(FlowEditError) -> Int {
        let (field, form, ways) = try ways(of: path)
        var draft = self
        let way = FlowDraft.way(form, number: ways.count, among: ways)
        guard draft.set(.list(ways + [way]), at: path.keys + [.member(field)]) else {
            throw FlowEditError("the step at \(path) takes no more ways")
        }
        try draft.bounded()
        self = draft
        return ways.count
    }

    /// Takes a way and all its steps away.
    public mutating func removeWay(_ number: Int, of path: StepPath) throws(FlowEditError) {
        var (field, _, ways) = try ways(of: path)
        guard ways.indices.contains(number) else {
            throw FlowEditError("the step at \(path) has no way \(number + 1)")
        }
        ways.remove(at: number)
        _ = set(.list(ways), at: path.keys + [.member(field)])
    }

    /// Puts a way in another place: the first one whose condition holds is taken.
    public mutating func moveWay(_ number: Int, to place: Int, of path: StepPath) throws(FlowEditError) {
        var (field, _, ways) = try ways(of: path)
        guard ways.indices.contains(number), ways.indices.contains(place) else {
            throw FlowEditError("the step at \(path) has \(ways.count) ways; choose a place among them")
        }
        ways.insert(ways.remove(at: number), at: place)
        _ = set(.list(ways), at: path.keys + [.member(field)])
    }

    private func ways(of path: StepPath) throws(FlowEditError) -> (String, [FormField], [DraftValue]) {
        _ = try known(path)
        for field in step(path).flatMap(FlowDraft.kind(of:))?.form ?? [] {
            if case .ways(let form) = field.kind { return (field.name, form, step(path)?[field.name]?.list ?? []) }
        }
        throw FlowEditError("the step at \(path) has no ways")
    }

    // MARK: Triggers

    /// Adds something that starts the flow; returns its place among the triggers.
    @discardableResult
    public mutating func addTrigger(_ keyword: String) throws(FlowEditError) -> Int {
        guard let kind = TriggerKinds.all.first(where: { $0.keyword == keyword }) else {
            let nearest = NearestName.of(keyword, among: TriggerKinds.keywords)
            throw FlowEditError("there is no trigger \"\(keyword)\"" + (nearest.map { "; did you mean \($0)?" } ?? ""))
        }
        var draft = self
        var members: [DraftMapping.Member] = []
        for field in kind.form where field.first != nil || field.name == keyword {
            let value = try FieldText.value(field.first ?? "", field, keyword: keyword)
            if let value { members.append(DraftMapping.Member(key: field.name, value: value)) }
        }
        let isBare = kind.standsAlone && members.count == 1
        let trigger: DraftValue = isBare ? .text(keyword) : .mapping(DraftMapping(members: members))
        let triggers = self.triggers + [trigger]
        draft.root["trigger"] = .list(triggers)
        try draft.bounded()
        self = draft
        return triggers.count - 1
    }

    public mutating func removeTrigger(_ index: Int) throws(FlowEditError) {
        var triggers = triggers
        guard triggers.indices.contains(index) else { throw FlowEditError("there is no trigger \(index + 1)") }
        triggers.remove(at: index)
        root["trigger"] = .list(triggers)
    }

    /// One trigger or a list of them is the same.
    var triggers: [DraftValue] {
        switch root["trigger"] {
        case nil: []
        case .list(let items)?: items
        case .literal("")?: []
        case let single?: [single]
        }
    }

    // MARK: Places

    /// Where the fields of a place stand. A trigger that is only a name becomes a mapping, and one that stands alone a
    /// list of one, so that they can have fields.
    private mutating func keys(of place: DraftPlace) throws(FlowEditError) -> [DraftKey] {
        switch place {
        case .flow: return []
        case .step(let path):
            guard try known(path).mapping != nil else { throw FlowEditError("what stands at \(path) is no step") }
            return path.keys
        case .trigger(let index):
            var triggers = triggers
            guard triggers.indices.contains(index) else { throw FlowEditError("there is no trigger \(index + 1)") }
            if let words = triggers[index].words {
                let isBare = TriggerKinds.all.contains { $0.standsAlone && $0.keyword == words }
                let member =
                    isBare
                    ? DraftMapping.Member(key: words, value: .literal(""))
                    : DraftMapping.Member(key: EventTrigger.keyword, value: .text(words))
                triggers[index] = .mapping(DraftMapping(members: [member]))
            }
            root["trigger"] = .list(triggers)
            return [.member("trigger"), .item(index)]
        }
    }

    private func keyword(of place: DraftPlace) -> String? {
        switch place {
        case .flow: nil
        case .step(let path): step(path).flatMap(FlowDraft.kind(of:))?.keyword
        case .trigger(let index): triggerKind(index)?.keyword
        }
    }

    func triggerKind(_ index: Int) -> (any TriggerKind.Type)? {
        guard triggers.indices.contains(index) else { return nil }
        if let words = triggers[index].words {
            return TriggerKinds.all.first { $0.standsAlone && $0.keyword == words } ?? EventTrigger.self
        }
        return triggers[index].mapping.flatMap { TriggerKinds.of($0.keys) }
    }

    /// The keys below a place: a number is an item where a list stands, and else a name.
    private func fieldKeys(_ field: FieldPath, below keys: [DraftKey]) -> [DraftKey] {
        var way: [DraftKey] = []
        for part in field.parts {
            if let index = Int(part), self[keys + way]?.list != nil {
                way.append(.item(index))
            } else {
                way.append(.member(part))
            }
        }
        return way
    }

    /// Jumps follow a step that is called anew.
    private mutating func lead(from old: String, to new: String) {
        guard old != new else { return }
        for path in paths where step(path)?[GoToStep.keyword]?.words == old {
            _ = set(.text(new), at: path.keys + [.member(GoToStep.keyword)])
        }
    }
}
