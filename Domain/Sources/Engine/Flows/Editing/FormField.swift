/// A field of a step, a trigger or a flow, as a form shows it: its key in the file, and how it is filled in.
public struct FormField: Sendable, Hashable {
    /// The key in the file.
    public let name: String
    /// What stands above it in a form.
    public let label: String
    public let kind: Kind
    /// Whether a file without it cannot be read.
    public internal(set) var isRequired: Bool
    /// Whether it takes one or several, the latter as a list.
    public let isList: Bool
    /// One sentence.
    public let help: String
    /// What holds where it is left out, in words; nil where nothing does.
    public let preset: String?
    /// As it is typed.
    public let example: String
    /// What a new step begins with; nil where the field is left out.
    public internal(set) var first: String?

    /// How a field is filled in.
    public indirect enum Kind: Sendable, Hashable {
        /// One line of text.
        case line
        /// Several lines of text.
        case words
        /// One line of Liquid.
        case liquid
        /// HTML with Liquid in it.
        case html
        /// The condition language.
        case condition
        /// `1 hour 30 minutes`.
        case duration
        /// `09:30`.
        case timeOfDay
        /// A time of day, or a date of the profile or the trigger.
        case moment
        /// A property that holds a date: `profile.birthday`.
        case dateProperty
        case weekdays
        case wholeNumber(ClosedRange<Int>)
        case number
        /// `12.5%`.
        case percentage
        case choice([String])
        /// Names and values, as lines of `name: value`.
        case pairs
        /// Any value, as YAML writes it.
        case value
        case webAddress
        case zone
        case language
        case cron
        /// `1 week`, `monday`, `month`.
        case period
        /// `2 per 7 days`.
        case cap
        /// `once`, `once per 30 days`, `once per order`.
        case reentry
        /// Nothing, or `at least 10%`.
        case priceDrop
        /// The short name of a flow.
        case flow
        case couponPool
        case list
        case tag
        case segment
        /// A segment or a list.
        case members
        case audience
        case event
        case form
        case score
        case prediction
        /// A person or team of the staff.
        case staff
        /// `email`, `chat` or an address.
        case recipient
        /// The id of a step of the same flow.
        case step
        /// Nothing is filled in: its presence says it all.
        case presence
        /// Steps of their own.
        case branch
        /// A list of ways, each with fields of its own, of which one is the branch `then`.
        case ways([FormField])
        /// By their languages, the same fields in each.
        case translations([FormField])
        /// What starts a flow.
        case triggers
    }

    init(
        _ name: String, _ kind: Kind, _ label: String? = nil, required: Bool = false, several: Bool = false,
        help: String, preset: String? = nil, example: String = "", first: String? = nil
    ) {
        self.name = name
        self.label = label ?? name.prefix(1).uppercased() + name.dropFirst()
        self.kind = kind
        isRequired = required
        isList = several
        self.help = help
        self.preset = preset
        self.example = example
        self.first = first ?? (required ? example : nil)
    }

    /// Any step's: what it is called by.
    static let id = FormField(
        "id", .line, "Short name", help: "Unique in the flow; reports and “go to” use it.",
        preset: "a name by its kind",
        example: "reminder")

    /// Any trigger's.
    static let filter = FormField(
        "where", .condition, "Only where",
        help: "A condition over what the trigger carries, as trigger.…", example: "trigger.category == \"Shoes\"")

    /// Steps under a key, which may be left out.
    static func branch(_ name: String, _ label: String, help: String) -> FormField {
        FormField(name, .branch, label, help: help)
    }

    /// Whether it holds lists of steps.
    var holdsSteps: Bool {
        switch kind {
        case .branch, .ways: true
        default: false
        }
    }
}

extension StepKind {
    /// Keys that it may have, its keyword and `id` aside.
    public static var fields: [String] { form.map(\.name).filter { $0 != keyword } }

    /// Every field of a form, in the order of the file: the keyword's, the name, the others.
    public static var wholeForm: [FormField] {
        form.filter { $0.name == keyword } + [.id] + form.filter { $0.name != keyword }
    }
}

extension TriggerKind {
    /// Keys that it may have, its keyword and `where` aside.
    public static var fields: [String] { form.map(\.name).filter { $0 != keyword } }

    /// Every field of a form, in the order of the file.
    public static var wholeForm: [FormField] { form + [.filter] }
}
