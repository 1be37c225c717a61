import Values
import Yams

/// A flow file's own words, by key and by step, for comparing versions.
struct FlowOutline {
    /// The keys of the flow, `steps` aside.
    private(set) var keys: [String: String] = [:]
    /// By step id, the step's fields; what lies in branches belongs to the steps there.
    private(set) var steps: [String: [String: String]] = [:]

    /// Of a text that reads.
    init(_ text: String) {
        guard case .mapping(let mapping)? = try? compose(yaml: text) else { return }
        for (key, value) in mapping {
            guard let key = key.scalar?.string else { continue }
            if key == "steps" { continue }
            keys[key] = FlowOutline.words(value)
        }
        var numbers: [String: Int] = [:]
        if let list = mapping.first(where: { $0.key.scalar?.string == "steps" })?.value { read(list, &numbers) }
    }

    /// Steps in the order in which they are laid out, so that those without an id get the same one.
    private mutating func read(_ node: Node, _ numbers: inout [String: Int]) {
        guard case .sequence(let items) = node else { return }
        for item in items {
            guard case .mapping(let mapping) = item else { continue }
            let names = mapping.compactMap { $0.key.scalar?.string }
            let keyword = names.first { StepKinds.named($0) != nil } ?? ""
            let id = mapping.first { $0.key.scalar?.string == "id" }?.value.scalar?.string ?? next(keyword, &numbers)
            var fields: [String: String] = [:]
            var branches: [(field: String, steps: [Node])] = []
            for (name, value) in mapping {
                guard let name = name.scalar?.string, name != "id" else { continue }
                let found = FlowOutline.branches(value, of: keyword, field: name)
                branches.append((name, found))
                if found.isEmpty {
                    fields[name] = FlowOutline.words(value)
                } else if case .sequence = value, name == keyword || name == "variants" {
                    fields[name] = FlowOutline.heads(value)
                }
            }
            steps[id] = fields
            // As they are laid out, whatever their order in the file.
            let order = StepKinds.named(keyword)?.form.map(\.name) ?? []
            for field in order {
                for branch in branches where branch.field == field { for node in branch.steps { read(node, &numbers) } }
            }
        }
    }

    private func next(_ keyword: String, _ numbers: inout [String: Int]) -> String {
        let base = keyword.replacing(" ", with: "-")
        var number = numbers[base, default: 0] + 1
        while steps["\(base)-\(number)"] != nil { number += 1 }
        numbers[base] = number
        return "\(base)-\(number)"
    }

    /// Lists of steps under a field.
    private static func branches(_ node: Node, of keyword: String, field: String) -> [Node] {
        if ["then", "else", "otherwise"].contains(field) { return [node] }
        guard ["choose", "split", "variants"].contains(field), case .sequence(let items) = node else { return [] }
        return items.compactMap { item in
            guard case .mapping(let mapping) = item else { return nil }
            return mapping.first { $0.key.scalar?.string == "then" }?.value
        }
    }

    /// What stands beside `then` in the items of a list.
    private static func heads(_ node: Node) -> String {
        guard case .sequence(let items) = node else { return "" }
        return items.map { item -> String in
            guard case .mapping(let mapping) = item else { return "" }
            return mapping.filter { $0.key.scalar?.string != "then" }
                .map { "\($0.key.scalar?.string ?? "") \(words($0.value))" }.sorted().joined(separator: ", ")
        }.joined(separator: "; ")
    }

    /// A value as it is written, without its layout.
    private static func words(_ node: Node) -> String {
        switch node {
        case .scalar(let scalar): scalar.string
        case .alias: ""
        case .sequence(let items): "[" + items.map(words).joined(separator: ", ") + "]"
        case .mapping(let mapping):
            // In which order keys stand says nothing.
            "{" + mapping.map { "\(words($0.key)): \(words($0.value))" }.sorted().joined(separator: ", ") + "}"
        }
    }
}
