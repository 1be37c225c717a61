import Values

extension FlowDraft {
    /// What a new step of a kind begins with: something for every field that must be there.
    func firstValues(of kind: any StepKind.Type) -> DraftMapping {
        var step = DraftMapping()
        for field in kind.wholeForm {
            switch field.kind {
            case .ways(let form):
                // A test compares two things; other ways begin with one.
                let count = form.contains { $0.name == "name" } ? 2 : 1
                var ways: [DraftValue] = []
                for number in 0..<count { ways.append(FlowDraft.way(form, number: number, among: ways)) }
                step[field.name] = .list(ways)
            case .step: step[field.name] = .text(firstTarget ?? field.example)
            default:
                guard field.name == kind.keyword || field.first != nil else { continue }
                step[field.name] = try? FieldText.value(field.first ?? "", field, keyword: kind.keyword)
            }
        }
        if kind == SendStep.self {
            // Reports go by it.
            var taken = Set(ids.values)
            step["id"] = .text(FlowDraft.freeName(like: "message-1", &taken))
        }
        return step
    }

    /// Where a new jump leads: the first step that has a name, or else the first.
    private var firstTarget: String? {
        let ids = ids
        let named = paths.first { step($0)?["id"] != nil }
        return (named ?? paths.first { ids[$0] != nil }).flatMap { ids[$0] }
    }

    /// A new way of a step that has several.
    static func way(_ form: [FormField], number: Int, among ways: [DraftValue]) -> DraftValue {
        var way = DraftMapping()
        for field in form where field.isRequired {
            if field.name == "name" {
                var taken = Set(ways.compactMap { $0.mapping?["name"]?.words })
                let letter = Unicode.Scalar(UInt8(ascii: "A") + UInt8(min(number, 25)))
                way[field.name] = .text(freeName(like: String(Character(letter)), &taken))
            } else {
                way[field.name] = .text(number == 0 ? field.example : field.kind == .percentage ? "10%" : field.example)
            }
        }
        return .mapping(way)
    }
}
