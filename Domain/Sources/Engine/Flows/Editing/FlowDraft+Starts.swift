import Values
import Yams

/// A trigger as a list of triggers shows it.
public struct DraftTrigger: Sendable, Hashable {
    public let place: DraftPlace
    /// The word that says what it is; nil where nobody knows it.
    public let keyword: String?
    /// What starts the flow, in words; its keyword where its fields cannot be read yet.
    public let sentence: String
}

extension FlowDraft {
    /// What starts the flow: any of these.
    public var starts: [DraftTrigger] {
        triggers.indices.map { index in
            guard let kind = triggerKind(index) else {
                return DraftTrigger(place: .trigger(index), keyword: nil, sentence: "This is no trigger")
            }
            let sentence = FlowDraft.read(triggers[index], kind)?.sentence ?? kind.keyword
            return DraftTrigger(place: .trigger(index), keyword: kind.keyword, sentence: sentence)
        }
    }

    /// A trigger read alone; nil where it has faults of its own.
    private static func read(_ trigger: DraftValue, _ type: any TriggerKind.Type) -> (any TriggerKind)? {
        var mapping = trigger.mapping ?? DraftMapping()
        if let words = trigger.words {
            let value: DraftValue = type.standsAlone ? .literal("") : .text(words)
            mapping = DraftMapping(members: [DraftMapping.Member(key: type.keyword, value: value)])
        }
        mapping["where"] = nil
        var writer = CanonicalWriter()
        writer.write(value: .mapping(mapping))
        guard let node = try? compose(yaml: writer.text),
            let fields = MappingReader(node, what: "a trigger", diagnostics: FlowDiagnostics())
        else { return nil }
        var reader = StepReader(fields: fields)
        let kind = type.init(&reader)
        return fields.diagnostics.errors.isEmpty ? kind : nil
    }
}
