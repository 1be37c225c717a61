import Values

/// What the editor's form asks for.
///
/// The form posts to ``Route/flowEditor(_:)``. Its buttons carry `operation`, `step`, `field`, `value` and `target` in the
/// query of their address; the body has `text`, the whole draft, and every field of every card as `v:STEP:FIELD`.
public struct FlowEdit: Sendable {
    public enum Operation: String, Sendable, CaseIterable {
        /// The fields of the cards go into the text. Where `field` is named, that one of `step` becomes `value` whatever
        /// else was edited: so the module asks.
        case set
        /// The text itself was edited: the cards follow it.
        case text
        /// Opens the palette at `target`.
        case place
        /// Adds a step of the kind `value` at `target`.
        case add
        case up, down, duplicate, delete
        /// Takes `step` up, to be put down elsewhere.
        case pick
        /// Puts `step` down at `target`.
        case move
        /// Puts neither down nor in.
        case cancel
        case addBranch = "add-branch"
        case removeBranch = "remove-branch"
        /// Adds a trigger of the kind `value`, or of the one that is chosen in the field `trigger`.
        case addTrigger = "add-trigger"
        /// Takes the trigger `step` away.
        case removeTrigger = "remove-trigger"
        /// Brings back the text before the last operation.
        case undo
        case save
        /// Drops the draft.
        case drop
        /// Shows what the person `who` would get.
        case preview
        /// Sends the message of `step` to `to`.
        case sendTest = "send-test"
    }

    public var operation: Operation
    /// A step's or a branch's path.
    public var step: String
    public var field: String
    public var value: String
    /// The path of a place.
    public var target: String
    /// The whole draft, with line feeds alone.
    public var text: String
    public var previous: String
    /// The text that the cards were made of: the last one that could be read.
    public var base: String
    /// Who to preview as, and where a test goes.
    public var who: String
    public var to: String
    /// Whether the text was edited since the page was made. Then it alone counts, and ``values`` is empty.
    public var isTextEdited: Bool
    /// Every field of the cards as sent; those that differ from the text's are to be set first.
    public var values: [Value]
    /// Whether the editor's module asks: the answer is ``FlowEditorView/fragment(_:in:)``.
    public var wantsFragment: Bool

    public struct Value: Sendable, Hashable {
        /// Empty for the flow's own keys.
        public var step: String
        public var field: String
        public var value: String

        public init(step: String, field: String, value: String) {
            self.step = step
            self.field = field
            self.value = value
        }
    }

    /// - Parameter fields: query and body together; nil where there is no such operation.
    public init?(_ fields: [String: String]) {
        guard let operation = Operation(rawValue: fields["operation"] ?? "set") else { return nil }
        self.operation = operation
        step = fields["step"] ?? ""
        field = fields["field"] ?? ""
        value = fields["value"] ?? (operation == .addTrigger ? fields["trigger"] : nil) ?? ""
        target = fields["target"] ?? ""
        text = FlowEdit.lines(fields["text"] ?? "")
        previous = FlowEdit.lines(fields["previous"] ?? "")
        base = FlowEdit.lines(fields["base"] ?? "")
        who = fields["who"] ?? ""
        to = fields["to"] ?? ""
        wantsFragment = fields["fragment"] == "yes"
        isTextEdited = operation == .text || fields["was"] != FlowEdit.mark(of: text)
        values = isTextEdited ? [] : FlowEdit.values(in: fields)
    }

    /// What tells whether a text was edited.
    static func mark(of text: String) -> String {
        var hash = StableHash()
        hash.combine(lines(text))
        return String(hash.finish(), radix: 16)
    }

    /// A browser sends line ends as CR LF (WHATWG HTML, 4.10.22.4).
    private static func lines(_ text: String) -> String {
        text.replacing("\r\n", with: "\n")
    }

    private static let most = 20_000

    private static func values(in fields: [String: String]) -> [Value] {
        var found: [String: String] = [:]
        var chosen: [String: [(order: Int, value: String)]] = [:]
        for (key, value) in fields.prefix(most) where key.hasPrefix("v:") {
            // A box that is ticked comes as `v:STEP:FIELD[ORDER]`, after an empty field of the plain name.
            if key.hasSuffix("]"), let bracket = key.lastIndex(of: "[") {
                let order = Int(key[key.index(after: bracket)...].dropLast()) ?? 0
                chosen[String(key[..<bracket]), default: []].append((order, value))
            } else {
                found[key] = lines(value)
            }
        }
        for (key, boxes) in chosen {
            found[key] = boxes.sorted { $0.order < $1.order }.map(\.value).joined(separator: ", ")
        }
        return found.sorted { $0.key < $1.key }.compactMap { key, value in
            let rest = key.dropFirst(2)
            guard let colon = rest.lastIndex(of: ":") else { return nil }
            return Value(step: String(rest[..<colon]), field: String(rest[rest.index(after: colon)...]), value: value)
        }
    }
}
