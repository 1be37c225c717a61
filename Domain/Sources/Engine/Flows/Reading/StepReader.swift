import Conditions
import Values
import Yams

/// What a step's file reads its fields with; branches are kept for the flow to lay out.
public struct StepReader {
    var fields: MappingReader
    /// The flow's own short name; empty where it has none.
    var flow = ""
    /// Steps of each branch, in the order in which they were asked for.
    var branches: [Node?] = []

    init(fields: MappingReader, flow: String = "") {
        self.fields = fields
        self.flow = flow
    }

    public mutating func text(_ key: String) -> String? { fields.text(key) }

    public mutating func required(_ key: String, example: String) -> String? {
        fields.required(key, example: example)
    }

    public mutating func span(_ key: String) -> TimeSpan? { fields.span(key) }
    public mutating func condition(_ key: String) -> CompiledCondition? { fields.condition(key) }

    /// Reads a condition written somewhere other than in a field of its own.
    func condition(_ text: String, at key: String) -> CompiledCondition? {
        var fields = fields
        guard let node = fields.node(key) else { return nil }
        return fields.condition(text, at: node)
    }

    /// The fields of a nested mapping as JSON values; nil where it is none, which is reported.
    mutating func values(_ key: String) -> [(key: String, value: JSON)]? {
        guard let node = fields.node(key) else { return [] }
        guard case .mapping(let mapping) = node else {
            report("\(key) must be a mapping of names to values", at: key)
            return nil
        }
        return mapping.compactMap { name, value in
            guard let name = name.scalar?.string, let value = JSON(yaml: value) else {
                fields.diagnostics.report("this cannot be read as a value", at: value)
                return nil
            }
            return (name, value)
        }
    }

    /// Declares that the step goes on with the steps under this key.
    public mutating func branch(_ key: String) { branches.append(fields.node(key)) }

    public mutating func report(_ message: String, at key: String) {
        fields.diagnostics.report(message, at: fields.node(key) ?? fields.node, field: key)
    }
}

extension JSON {
    package init?(yaml node: Node) {
        switch node {
        case .scalar(let scalar):
            if scalar.style == .plain {
                switch scalar.string {
                case "true": self = true
                case "false": self = false
                case "null", "~", "": self = .null
                default: self = Number(literal: scalar.string).map(JSON.number) ?? .string(scalar.string)
                }
            } else {
                self = .string(scalar.string)
            }
        case .sequence(let items):
            var list: [JSON] = []
            for item in items {
                guard let value = JSON(yaml: item) else { return nil }
                list.append(value)
            }
            self = .array(list)
        case .mapping(let mapping):
            var object = JSONObject()
            for (key, value) in mapping {
                guard let key = key.scalar?.string, let value = JSON(yaml: value) else { return nil }
                object[key] = value
            }
            self = .object(object)
        case .alias: return nil
        }
    }
}
