import Values
import Yams

/// A step as a list of steps shows it.
public struct DraftStep: Sendable {
    public let path: StepPath
    /// The name that the flow gives it; nil where it is no step.
    public let id: String?
    /// The word that says what it does; nil where it has none.
    public let keyword: String?
    /// What it does, in one sentence; its keyword where its fields cannot be read yet.
    public let sentence: String
    /// The name of its picture.
    public let icon: String
    /// Its branches, and those that it may have, with what is in them.
    public let branches: [DraftBranch]
}

/// A branch as a list of steps shows it.
public struct DraftBranch: Sendable {
    public let path: BranchPath
    /// "Then", or the condition, share or name of a way.
    public let label: String
    public let steps: [DraftStep]
}

/// A field as a form shows it.
public struct DraftField: Sendable, Hashable {
    public let path: FieldPath
    public let form: FormField
    /// What stands in it, as it would be typed; nil where it is left out.
    public let text: String?
}

extension FlowDraft {
    /// The steps of the flow as a tree.
    public var steps: [DraftStep] {
        let ids = ids
        return steps(in: .root, ids)
    }

    private func steps(in branch: BranchPath, _ ids: [StepPath: String]) -> [DraftStep] {
        (steps(in: branch) ?? []).indices.map { index in
            let path = StepPath(branch, index)
            guard let step = step(path), let type = FlowDraft.kind(of: step) else {
                return DraftStep(
                    path: path, id: nil, keyword: nil, sentence: "This is no step", icon: "alert", branches: [])
            }
            let kind = FlowDraft.read(step, type)
            let branches = FlowDraft.branches(of: step).filter { name in
                name.way != nil || step[name.field] != nil || !(kind?.branchNames.isEmpty ?? false)
            }.map { name in
                DraftBranch(
                    path: BranchPath(path, name), label: FlowDraft.label(of: name, step, type),
                    steps: steps(in: BranchPath(path, name), ids))
            }
            return DraftStep(
                path: path, id: ids[path], keyword: type.keyword, sentence: kind?.sentence ?? type.keyword,
                icon: type.icon, branches: branches)
        }
    }

    /// A step read alone; nil where it has faults of its own.
    private static func read(_ step: DraftMapping, _ type: any StepKind.Type) -> (any StepKind)? {
        var alone = step
        for branch in branches(of: step) where branch.way == nil { alone[branch.field] = nil }
        var writer = CanonicalWriter()
        writer.write(step: alone)
        guard let node = try? compose(yaml: writer.text),
            let fields = MappingReader(node, what: "a step", diagnostics: FlowDiagnostics())
        else { return nil }
        var reader = StepReader(fields: fields)
        let kind = type.init(&reader)
        return fields.diagnostics.errors.isEmpty ? kind : nil
    }

    private static func label(of branch: BranchName, _ step: DraftMapping, _ type: any StepKind.Type) -> String {
        guard let field = type.form.first(where: { $0.name == branch.field }) else { return branch.field }
        guard let way = branch.way, case .ways(let form) = field.kind else { return field.label }
        let named = form.first { $0.isRequired }?.name ?? ""
        return step[branch.field]?.list?[way].mapping?[named]?.words ?? "\(way + 1)"
    }

    /// The fields of the flow, a trigger or a step, in the order of the file; those of ways and languages among them.
    /// Branches are none. Empty where nothing stands there.
    public func fields(of place: DraftPlace) -> [DraftField] {
        let values: DraftMapping
        let form: [FormField]
        switch place {
        case .flow: (values, form) = (root, FlowFile.form)
        case .step(let path):
            guard let step = step(path), let kind = FlowDraft.kind(of: step) else { return [] }
            (values, form) = (step, kind.wholeForm)
        case .trigger(let index):
            guard let kind = triggerKind(index) else { return [] }
            let written = triggers[index]
            values =
                written.mapping
                ?? DraftMapping(members: [
                    DraftMapping.Member(key: kind.keyword, value: kind.standsAlone ? .literal("") : written)
                ])
            form = kind.wholeForm
        }
        return FlowDraft.fields(form, values, [])
    }

    private static func fields(_ form: [FormField], _ values: DraftMapping, _ within: [String]) -> [DraftField] {
        form.flatMap { field -> [DraftField] in
            let value = values[field.name]
            let path = within + [field.name]
            switch field.kind {
            case .branch, .triggers: return []
            case .ways(let inner):
                return (value?.list ?? []).enumerated().flatMap { number, way in
                    fields(inner, way.mapping ?? DraftMapping(), path + ["\(number)"])
                }
            case .translations(let inner):
                return (value?.mapping?.members ?? []).flatMap { language in
                    fields(inner, language.value.mapping ?? DraftMapping(), path + [language.key])
                }
            default:
                return [
                    DraftField(
                        path: FieldPath(parts: path), form: field, text: value.map { FieldText.text($0, field) })
                ]
            }
        }
    }

    /// The declaration of a field; nil where a place has none of that name.
    func form(of field: FieldPath, at place: DraftPlace) -> FormField? {
        let form: [FormField]
        switch place {
        case .flow: form = FlowFile.form
        case .step(let path): form = step(path).flatMap(FlowDraft.kind(of:))?.wholeForm ?? []
        case .trigger(let index): form = triggerKind(index)?.wholeForm ?? []
        }
        return FlowDraft.find(field.parts[...], in: form)
    }

    private static func find(_ parts: ArraySlice<String>, in form: [FormField]) -> FormField? {
        guard let first = parts.first, let field = form.first(where: { $0.name == first }) else { return nil }
        if parts.count == 1 { return field }
        switch field.kind {
        case .ways(let inner):
            guard parts.dropFirst().first.flatMap({ Int($0) }) != nil else { return nil }
            return parts.count == 2 ? nil : find(parts.dropFirst(2), in: inner)
        case .translations(let inner):
            // A language as a whole can be taken away.
            return parts.count == 2 ? field : find(parts.dropFirst(2), in: inner)
        default: return nil
        }
    }

    /// Keys of a place that nobody knows; they are kept, and are faults.
    public func unknownKeys(of place: DraftPlace) -> [String] {
        switch place {
        case .flow: return root.keys.filter { !FlowFile.fields.contains($0) }
        case .step(let path):
            let known = step(path).flatMap(FlowDraft.kind(of:))?.wholeForm.map(\.name) ?? []
            return (step(path)?.keys ?? []).filter { !known.contains($0) }
        case .trigger(let index):
            let known = triggerKind(index)?.wholeForm.map(\.name) ?? []
            guard triggers.indices.contains(index) else { return [] }
            return (triggers[index].mapping?.keys ?? []).filter { !known.contains($0) }
        }
    }
}
