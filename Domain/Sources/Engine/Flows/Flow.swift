import Conditions
import Values

/// A flow that can run: read from its file, checked, with its conditions compiled.
public struct Flow: Sendable {
    /// Hash of the slug, so that a renamed file is another flow and a reinstalled one the same.
    public let id: Int64
    /// The name that files and addresses use: lower-case letters, digits, hyphens.
    public let slug: String
    public let name: String
    public let about: String
    /// What the person installing it should know first.
    public let warning: String?
    public let purpose: Message.Purpose
    /// Events that start it.
    public let triggers: [String]
    /// Must hold, with the trigger, when it starts.
    public let entryCondition: CompiledCondition?
    public let goal: CompiledCondition?
    public let exits: [CompiledCondition]
    public let reentry: Reentry
    public let whileUnderWay: WhileUnderWay
    public let steps: [FlowStep]
    public let version: Int64
    /// The file as it was written: the stored form.
    public let text: String

    public enum Reentry: Sendable, Hashable {
        case always
        case once
        /// Not again within this time of the last entry.
        case oncePer(TimeSpan)
    }

    /// What a new trigger does while the person is in the flow.
    public enum WhileUnderWay: Sendable, Hashable {
        case ignore
        /// The journey takes the newest trigger; while it has sent nothing, it begins again.
        case refresh
        /// Another journey begins beside it, as for every order.
        case another
    }

    public static func id(slug: String) -> Int64 {
        var hash = StableHash()
        hash.combine(slug)
        return hash.finishSigned()
    }

    /// A flow with the same content and another version number.
    public func numbered(_ version: Int64) -> Flow {
        Flow(
            slug: slug, name: name, about: about, warning: warning, purpose: purpose, triggers: triggers,
            entryCondition: entryCondition, goal: goal, exits: exits, reentry: reentry,
            whileUnderWay: whileUnderWay, steps: steps, version: version, text: text)
    }

    init(
        slug: String, name: String, about: String, warning: String?, purpose: Message.Purpose, triggers: [String],
        entryCondition: CompiledCondition?, goal: CompiledCondition?, exits: [CompiledCondition], reentry: Reentry,
        whileUnderWay: WhileUnderWay, steps: [FlowStep], version: Int64, text: String
    ) {
        id = Flow.id(slug: slug)
        self.slug = slug
        self.name = name
        self.about = about
        self.warning = warning
        self.purpose = purpose
        self.triggers = triggers
        self.entryCondition = entryCondition
        self.goal = goal
        self.exits = exits
        self.reentry = reentry
        self.whileUnderWay = whileUnderWay
        self.steps = steps
        self.version = version
        self.text = text
    }

    /// Every condition in it, those of its steps included.
    public var conditions: [CompiledCondition] {
        [entryCondition, goal].compactMap { $0 } + exits + steps.flatMap(\.kind.conditions)
    }

    /// Whether an entry counts only once something was sent: an entry that an order or a change of mind ended in
    /// silence bothered nobody, and must not keep the next one from its message.
    var countsEntriesBySending: Bool { whileUnderWay != .another && steps.contains { $0.kind is SendStep } }

    public func step(id: String) -> FlowStep? { steps.first { $0.id == id } }
}

/// A step in its place: what it does, and where each way out of it leads.
public struct FlowStep: Sendable {
    /// Unique within the flow and stable across its versions where the file names it.
    public let id: String
    public let kind: any StepKind
    /// The index of the step after it; nil at the end.
    public var next: Int?
    /// The index at which each branch begins; nil where a branch is empty and the flow ends after it.
    public var branches: [Int?]
    /// How deep it lies in branches, for drawing.
    public let depth: Int
    /// From 1, in the file.
    public let line: Int
}
