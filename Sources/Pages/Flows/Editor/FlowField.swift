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
