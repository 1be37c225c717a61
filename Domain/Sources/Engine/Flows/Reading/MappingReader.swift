import Conditions
import Values
import Yams

/// Collects the faults of a file while it is read, so that all are reported at once.
package final class FlowDiagnostics {
    package var errors: [FlowFileError] = []

    package init() {}

    package func report(_ message: String, at node: Node?, field: String? = nil) {
        errors.append(
            FlowFileError(
                line: node?.mark?.line ?? 1, column: node?.mark?.column ?? 1, message: message, field: field))
    }
}

/// Reads the fields of one YAML mapping and notices those that nobody asked for.
package struct MappingReader {
    let node: Node
    package let diagnostics: FlowDiagnostics
    private let mapping: Node.Mapping
    private(set) var asked: Set<String> = []

    package init?(_ node: Node, what: String, diagnostics: FlowDiagnostics) {
        guard case .mapping(let mapping) = node else {
            diagnostics.report("\(what) must be a mapping of fields to values", at: node)
            return nil
        }
        self.node = node
        self.mapping = mapping
        self.diagnostics = diagnostics
    }

    package var keys: [String] { mapping.compactMap { $0.key.scalar?.string } }

    package mutating func node(_ key: String) -> Node? {
        asked.insert(key)
        return mapping.first { $0.key.scalar?.string == key }?.value
    }

    /// A text; numbers and the like are read as they are written.
    package mutating func text(_ key: String) -> String? {
        guard let node = node(key) else { return nil }
        guard let scalar = node.scalar else {
            diagnostics.report("\(key) must be a text", at: node, field: key)
            return nil
        }
        return scalar.string
    }

    package mutating func required(_ key: String, example: String) -> String? {
        if let text = text(key), !text.trimmed.isEmpty { return text }
        if node(key)?.scalar != nil || !keys.contains(key) {
            diagnostics.report("\(key) is missing; write, for example, \(key): \(example)", at: node, field: key)
        }
        return nil
    }

    /// One text or a list of texts.
    package mutating func texts(_ key: String) -> [(text: String, node: Node)] {
        guard let node = node(key) else { return [] }
        if let scalar = node.scalar { return [(scalar.string, node)] }
        guard let sequence = node.sequence else {
            diagnostics.report("\(key) must be a text or a list of texts", at: node)
            return []
        }
        return sequence.compactMap { item in
            guard let scalar = item.scalar else {
                diagnostics.report("\(key) must be a list of texts", at: item)
                return nil
            }
            return (scalar.string, item)
        }
    }

    package mutating func condition(_ key: String) -> CompiledCondition? {
        guard let node = node(key), let text = text(key) else { return nil }
        return condition(text, at: node)
    }

    func condition(_ text: String, at node: Node) -> CompiledCondition? {
        do throws(ConditionErrors) {
            return CompiledCondition(try Condition.parse(text))
        } catch {
            for fault in error.errors {
                let place = place(of: fault, in: node)
                var message = fault.message
                if let expected = fault.expected { message += "; expected \(expected)" }
                if let nearest = fault.nearest { message += "; did you mean \(nearest)?" }
                diagnostics.errors.append(FlowFileError(line: place.line, column: place.column, message: message))
            }
            return nil
        }
    }

    /// Where in the file a place in a scalar's text lies: exact for plain text on one line and for block scalars.
    private func place(of fault: ConditionError, in node: Node) -> (line: Int, column: Int) {
        let mark = (line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
        switch node.scalar?.style {
        case .literal, .folded: return (mark.line + fault.line, fault.column)
        case .singleQuoted, .doubleQuoted: return (mark.line + fault.line - 1, mark.column + fault.column)
        case .any, .plain, nil:
            return (mark.line + fault.line - 1, fault.line == 1 ? mark.column + fault.column - 1 : fault.column)
        }
    }

    mutating func span(_ key: String) -> TimeSpan? {
        guard let node = node(key), let text = text(key) else { return nil }
        guard let span = TimeSpan(words: text) else {
            diagnostics.report("\(key) is \"\(text)\"; expected a length of time such as 1 hour or 3 days", at: node)
            return nil
        }
        return span
    }

    /// Reports every field that was not asked for, with the nearest one that is known.
    package func finish(known: [String]) {
        for (key, _) in mapping where !asked.contains(key.scalar?.string ?? "") {
            let name = key.scalar?.string ?? "?"
            var message = "there is no field \"\(name)\" here"
            if let nearest = NearestName.of(name, among: known) { message += "; did you mean \(nearest)?" }
            diagnostics.report(message, at: key)
        }
    }
}

extension TimeSpan {
    /// Reads "90 minutes", "1 hour", "3 days", "2 weeks", and sums such as "1 hour 30 minutes"; nil for anything else.
    public init?(words: String) {
        let parts = words.split(separator: " ")
        guard !parts.isEmpty, parts.count.isMultiple(of: 2) else { return nil }
        var total: Int64 = 0
        for index in stride(from: 0, to: parts.count, by: 2) {
            guard let count = Int64(parts[index]), count >= 0, count <= 100_000 else { return nil }
            switch parts[index + 1] {
            case "second", "seconds": total += count * 1000
            case "minute", "minutes": total += count * 60_000
            case "hour", "hours": total += count * 3_600_000
            case "day", "days": total += count * 86_400_000
            case "week", "weeks": total += count * 604_800_000
            default: return nil
            }
        }
        self.init(milliseconds: total)
    }

    /// "3 days", "1 hour 30 minutes": the form that `init(words:)` reads.
    public var words: String {
        var rest = milliseconds / 1000
        var parts: [String] = []
        for (name, length) in [("week", 604_800), ("day", 86_400), ("hour", 3600), ("minute", 60), ("second", 1)] {
            let count = rest / Int64(length)
            rest -= count * Int64(length)
            if count > 0 { parts.append("\(count) \(name)\(count == 1 ? "" : "s")") }
        }
        return parts.isEmpty ? "0 seconds" : parts.joined(separator: " ")
    }
}
