import Conditions
import Values
import Yams

/// Reads flow files (docs/flows.md).
public enum FlowFile {
    /// A flow's text is refused beyond this: none that a person keeps in view is larger.
    public static let maximumBytes = 256 * 1024
    /// A flow has at most this many steps.
    static let maximumSteps = 500
    static let maximumDepth = 20
    /// Values in a file with its aliases written out: a few lines of aliases of aliases would fill any memory.
    static let maximumValues = 50_000

    /// Reads and checks a flow; throws every fault of the file at once.
    public static func read(_ text: String, version: Int64 = 0) throws(FlowFileErrors) -> Flow {
        let root = try root(of: text, what: "a flow begins with flow: its-name")
        let diagnostics = FlowDiagnostics()
        guard var fields = MappingReader(root, what: "a flow file", diagnostics: diagnostics) else {
            throw FlowFileErrors(errors: diagnostics.errors)
        }
        let flow = read(&fields, diagnostics: diagnostics, version: version, text: text)
        fields.finish(known: FlowFile.fields)
        guard let flow, diagnostics.errors.isEmpty else {
            throw FlowFileErrors(errors: diagnostics.errors.sorted { ($0.line, $0.column) < ($1.line, $1.column) })
        }
        return flow
    }

    /// What a file holds, within the limits of its size.
    package static func root(of text: String, what: String) throws(FlowFileErrors) -> Node {
        guard text.utf8.count <= maximumBytes else {
            throw fault("the file is larger than \(maximumBytes / 1024) KB; split the flow")
        }
        let root: Node?
        do { root = try compose(yaml: text) } catch { throw FlowFileErrors(errors: [FlowFileError(yaml: error)]) }
        var values = maximumValues
        if let root, !root.fits(&values) {
            throw fault("with its aliases written out the file has over \(maximumValues) values; write fewer")
        }
        guard let root else { throw fault("the file is empty; \(what)") }
        return root
    }

    private static func fault(_ message: String) -> FlowFileErrors {
        FlowFileErrors(errors: [FlowFileError(line: 1, column: 1, message: message)])
    }

    private static func read(
        _ fields: inout MappingReader, diagnostics: FlowDiagnostics, version: Int64, text: String
    ) -> Flow? {
        let slug = slug(&fields, diagnostics)
        let name = fields.required("name", example: "Abandoned cart")
        let about = fields.text("about") ?? ""
        let warning = fields.text("warning")
        let purpose = purpose(&fields, diagnostics)
        let starts = TriggerReading.triggers(&fields, flow: slug ?? "")
        let entry = fields.condition("when")
        let standing = FlowRules.standingCondition(&fields)
        let goal = fields.condition("goal")
        let exits = fields.texts("exit").compactMap { fields.condition($0.text, at: $0.node) }
        let reentry = reentry(&fields, diagnostics)
        let underWay = underWay(&fields, diagnostics)
        let rules = FlowRules(&fields)
        var layout = FlowLayout(diagnostics: diagnostics, flow: slug ?? "")
        if let steps = fields.node("steps") {
            layout.lay(steps)
        } else {
            diagnostics.report("steps are missing; a flow needs at least one", at: fields.node, field: "steps")
        }
        guard let slug, let name else { return nil }
        return Flow(
            slug: slug, name: name, about: about.trimmed, warning: warning?.trimmed, purpose: purpose,
            starts: starts, entryCondition: entry, standingCondition: standing, rules: rules, goal: goal, exits: exits,
            reentry: reentry, whileUnderWay: underWay, steps: layout.steps, version: version, text: text)
    }

    private static func slug(_ fields: inout MappingReader, _ diagnostics: FlowDiagnostics) -> String? {
        guard let slug = fields.required("flow", example: "abandoned-cart") else { return nil }
        let allowed = slug.utf8.allSatisfy { byte in
            (byte >= 97 && byte <= 122) || (byte >= 48 && byte <= 57) || byte == 45
        }
        guard allowed, slug.utf8.count <= 60, slug.first != "-" else {
            diagnostics.report(
                "flow is \"\(slug)\"; expected lower-case letters, digits and hyphens, at most 60",
                at: fields.node("flow"))
            return nil
        }
        return slug
    }

    private static func purpose(_ fields: inout MappingReader, _ diagnostics: FlowDiagnostics) -> Message.Purpose {
        switch fields.text("purpose") {
        case nil, "marketing": return .marketing
        case "transactional": return .transactional
        case let other?:
            diagnostics.report(
                "purpose is \"\(other)\"; expected marketing or transactional", at: fields.node("purpose"))
            return .marketing
        }
    }
}

extension FlowFileError {
    /// A fault that YAML itself reports.
    init(yaml error: any Error) {
        switch error as? YamlError {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            let hint =
                problem.contains("mapping values")
                ? "; put a text that contains a colon, such as a condition with last: or since:, in single quotes" : ""
            self.init(line: mark.line, column: mark.column, message: "this is not valid YAML: \(problem)\(hint)")
        case .duplicatedKeysInMapping(let duplicates, let context):
            self.init(
                line: context.mark.line, column: context.mark.column,
                message: "\(duplicates.joined(separator: ", ")) stands here more than once")
        case .some(let other):
            self.init(line: 1, column: 1, message: "this is not valid YAML: \(other)")
        case nil:
            self.init(line: 1, column: 1, message: "this is not valid YAML")
        }
    }
}

extension Node {
    /// Counts down by every value in it; false once none is left.
    fileprivate func fits(_ left: inout Int) -> Bool {
        left -= 1
        guard left > 0 else { return false }
        switch self {
        case .scalar, .alias: return true
        case .sequence(let items):
            for item in items { guard item.fits(&left) else { return false } }
            return true
        case .mapping(let mapping):
            for (key, value) in mapping { guard key.fits(&left), value.fits(&left) else { return false } }
            return true
        }
    }
}
