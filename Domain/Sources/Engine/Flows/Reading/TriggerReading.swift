import Values
import Yams

/// Reads what starts a flow: one trigger or a list of them, each a name or a mapping.
enum TriggerReading {
    static func triggers(_ fields: inout MappingReader, flow: String) -> [FlowTrigger] {
        let diagnostics = fields.diagnostics
        guard let node = fields.node("trigger") else {
            diagnostics.report(
                "trigger is missing; write, for example, trigger: Order Completed", at: fields.node, field: "trigger")
            return []
        }
        let items: [Node]
        if case .sequence(let list) = node { items = Array(list) } else { items = [node] }
        if items.isEmpty {
            diagnostics.report("trigger is missing; write, for example, trigger: Order Completed", at: node)
        }
        return items.compactMap { trigger($0, flow: flow, diagnostics) }
    }

    private static func trigger(_ node: Node, flow: String, _ diagnostics: FlowDiagnostics) -> FlowTrigger? {
        if let scalar = node.scalar { return word(scalar.string.trimmed, at: node, flow: flow, diagnostics) }
        guard let fields = MappingReader(node, what: "a trigger", diagnostics: diagnostics) else { return nil }
        guard let type = TriggerKinds.of(fields.keys) else {
            let nearest = fields.keys.lazy.compactMap { NearestName.of($0, among: TriggerKinds.keywords) }.first
            var message =
                "this trigger has none of the keys that say what it is (\(TriggerKinds.keywords.joined(separator: ", ")))"
            if let nearest { message += "; did you mean \(nearest)?" }
            diagnostics.report(message, at: node)
            return nil
        }
        return read(type, StepReader(fields: fields, flow: flow))
    }

    private static func word(
        _ text: String, at node: Node, flow: String, _ diagnostics: FlowDiagnostics
    ) -> FlowTrigger? {
        guard !text.isEmpty else {
            diagnostics.report("trigger is empty; write, for example, trigger: Order Completed", at: node)
            return nil
        }
        guard let type = TriggerKinds.all.first(where: { $0.standsAlone && $0.keyword == text }) else {
            return FlowTrigger(kind: EventTrigger(name: text), filter: nil)
        }
        let mapping = Node.mapping(Node.Mapping([(Node(text), Node(""))], Tag(.map), .any, node.mark))
        guard let fields = MappingReader(mapping, what: "a trigger", diagnostics: diagnostics) else { return nil }
        return read(type, StepReader(fields: fields, flow: flow))
    }

    private static func read(_ type: any TriggerKind.Type, _ reader: StepReader) -> FlowTrigger? {
        var reader = reader
        let kind = type.init(&reader)
        let filter = reader.condition("where")
        reader.fields.finish(known: type.fields + [type.keyword, "where"])
        return kind.map { FlowTrigger(kind: $0, filter: filter) }
    }
}
