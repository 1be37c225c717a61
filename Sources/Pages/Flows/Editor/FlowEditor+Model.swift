import Values

/// The page on which a flow is written: its steps as cards, and its file beside them.
///
/// The page keeps nothing: every button sends the whole text, and the server answers with the page of what came of it.
public struct FlowEditorModel: Sendable {
    public var head: FlowHead
    /// The whole file, as it stands in the form.
    public var text: String
    /// The text before the last operation, for taking it back; nil where there was none.
    public var previous: String?
    /// The text that the cards show; nil where it is `text`.
    public var base: String?
    /// What came of what was asked, such as that a test was sent.
    public var notice: Notice?
    /// What starts the flow, and what can be added to it.
    public var triggers: [FlowEditorTrigger]
    public var triggerKinds: [FlowEditorTrigger.Kind]
    /// Faults of the triggers as a whole.
    public var triggerFaults: [String]
    /// The flow's own keys: name, when, goal and so on.
    public var keys: [FlowField]
    public var steps: [FlowEditorStep]
    /// Where the row of steps ends: the place behind the last.
    public var end: String
    public var palette: [PaletteKind]
    /// Known names by the kind of field, offered while somebody writes.
    public var suggestions: [FlowField.Kind: [String]]
    /// The place at which the palette is open; nil where it is not.
    public var place: String?
    /// The step that is being moved; nil where none is.
    public var picked: String?
    /// The step whose card is open besides those with faults.
    public var open: String?
    /// Every fault by its place in the text.
    public var faults: [ConditionFault]
    /// Whether the text could be read: where it could not, the cards are those of the last text that could.
    public var isReadable: Bool
    public var preview: FlowPreviewModel?
    /// Who was asked for in the preview, and where a test goes.
    public var who: String
    public var testAddress: String

    public init(
        head: FlowHead, text: String, previous: String? = nil, base: String? = nil, notice: Notice? = nil,
        triggers: [FlowEditorTrigger] = [], triggerKinds: [FlowEditorTrigger.Kind] = [], triggerFaults: [String] = [],
        keys: [FlowField], steps: [FlowEditorStep], end: String, palette: [PaletteKind] = [],
        suggestions: [FlowField.Kind: [String]] = [:],
        place: String? = nil, picked: String? = nil, open: String? = nil, faults: [ConditionFault] = [],
        isReadable: Bool = true, preview: FlowPreviewModel? = nil, who: String = "", testAddress: String = ""
    ) {
        self.head = head
        self.text = text
        self.previous = previous
        self.base = base
        self.notice = notice
        self.triggers = triggers
        self.triggerKinds = triggerKinds
        self.triggerFaults = triggerFaults
        self.keys = keys
        self.steps = steps
        self.end = end
        self.palette = palette
        self.suggestions = suggestions
        self.place = place
        self.picked = picked
        self.open = open
        self.faults = faults
        self.isReadable = isReadable
        self.preview = preview
        self.who = who
        self.testAddress = testAddress
    }

    /// A kind of step that can be added.
    public struct PaletteKind: Sendable {
        public var keyword: String
        public var icon: String
        public var group: FlowStepGroup
        public var summary: String

        public init(keyword: String, icon: String, group: FlowStepGroup? = nil, summary: String) {
            self.keyword = keyword
            self.icon = icon
            self.group = group ?? FlowStepGroup(keyword: keyword)
            self.summary = summary
        }
    }
}

/// A step of the editor, at its place in the file.
public struct FlowEditorStep: Sendable {
    /// Where it stands, opaque here: it goes back to the server as it came. Putting a step there puts it in front.
    public var path: String
    public var id: String
    public var keyword: String
    public var icon: String
    public var group: FlowStepGroup
    public var sentence: String
    public var fields: [FlowField]
    public var branches: [Branch]
    /// Faults that belong to none of its fields.
    public var faults: [String]
    /// Whether ways can be added to it, as to a split.
    public var takesBranches: Bool
    /// Whether it sends a message, of which a test can be sent.
    public var sends: Bool

    public init(
        path: String, id: String, keyword: String, icon: String, group: FlowStepGroup? = nil, sentence: String,
        fields: [FlowField] = [], branches: [Branch] = [], faults: [String] = [], takesBranches: Bool = false,
        sends: Bool = false
    ) {
        self.path = path
        self.id = id
        self.keyword = keyword
        self.icon = icon
        self.group = group ?? FlowStepGroup(keyword: keyword)
        self.sentence = sentence
        self.fields = fields
        self.branches = branches
        self.faults = faults
        self.takesBranches = takesBranches
        self.sends = sends
    }

    /// A way out of a step.
    public struct Branch: Sendable {
        public var path: String
        public var name: String
        /// Its own, such as the condition of a choice or the share of a split.
        public var fields: [FlowField]
        public var steps: [FlowEditorStep]
        /// The place behind its last step.
        public var end: String
        public var isRemovable: Bool

        public init(
            path: String, name: String, fields: [FlowField] = [], steps: [FlowEditorStep], end: String,
            isRemovable: Bool = false
        ) {
            self.path = path
            self.name = name
            self.fields = fields
            self.steps = steps
            self.end = end
            self.isRemovable = isRemovable
        }
    }

    var hasFaults: Bool {
        !faults.isEmpty || fields.contains { !$0.faults.isEmpty }
            || branches.contains { branch in branch.fields.contains { !$0.faults.isEmpty } }
    }
}
