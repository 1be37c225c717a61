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
    /// The flow's own keys: name, triggers, when, goal and so on.
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
    /// Faults that belong to no field.
    public var faults: [ConditionFault]
    /// Whether the text could be read: where it could not, the cards are those of the last text that could.
    public var isReadable: Bool
    public var preview: FlowPreviewModel?
    /// Who was asked for in the preview, and where a test goes.
    public var who: String
    public var testAddress: String

    public init(
        head: FlowHead, text: String, previous: String? = nil, keys: [FlowField], steps: [FlowEditorStep],
        end: String, palette: [PaletteKind] = [], suggestions: [FlowField.Kind: [String]] = [:],
        place: String? = nil, picked: String? = nil, open: String? = nil, faults: [ConditionFault] = [],
        isReadable: Bool = true, preview: FlowPreviewModel? = nil, who: String = "", testAddress: String = ""
    ) {
        self.head = head
        self.text = text
        self.previous = previous
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

/// One value of a step or flow that can be edited, as it is declared.
public struct FlowField: Sendable {
    public enum Kind: String, Sendable, CaseIterable {
        /// Words on one line.
        case line
        case liquid, html, condition, duration
        case timeOfDay = "time-of-day"
        case weekdays, number, percentage, choice
        /// Several names, with commas between them.
        case names
        /// A line `name: value` each.
        case properties
        case yes = "yes-or-no"
        case flow, pool, list, tag, segment, event
        case dateProperty = "date-property"
        case property, step
        /// A piece of the file, where no other kind fits.
        case yaml
    }

    public var name: String
    public var label: String
    public var kind: Kind
    public var value: String
    public var help: String?
    public var isRequired: Bool
    /// For a choice; also for `yes`, where empty stands for yes and no.
    public var choices: [FlowField.Option]
    public var faults: [String]

    public init(
        name: String, label: String, kind: Kind, value: String = "", help: String? = nil, isRequired: Bool = false,
        choices: [Option] = [], faults: [String] = []
    ) {
        self.name = name
        self.label = label
        self.kind = kind
        self.value = value
        self.help = help
        self.isRequired = isRequired
        self.choices = choices
        self.faults = faults
    }

    public struct Option: Sendable {
        public var value: String
        public var words: String

        public init(value: String, words: String) {
            self.value = value
            self.words = words
        }
    }
}

/// What a chosen person would get from the draft, and when.
public struct FlowPreviewModel: Sendable {
    /// Nil where nobody was found.
    public var person: PersonName?
    /// Nil where they enter; else the rule that keeps them out.
    public var refusal: String?
    public var steps: [JourneyEntry]

    public init(person: PersonName?, refusal: String? = nil, steps: [JourneyEntry] = []) {
        self.person = person
        self.refusal = refusal
        self.steps = steps
    }
}
