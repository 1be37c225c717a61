import Conditions
import Values

/// A flow that can run: read from its file, checked, with its conditions compiled.
///
/// A class, since every step of every journey carries it along.
public final class Flow: Sendable {
    /// Hash of the slug, so that a renamed file is another flow and a reinstalled one the same.
    public let id: Int64
    /// The name that files and addresses use: lower-case letters, digits, hyphens.
    public let slug: String
    public let name: String
    public let about: String
    /// What the person installing it should know first.
    public let warning: String?
    public let purpose: Message.Purpose
    /// What starts it: any of these.
    public let starts: [FlowTrigger]
    /// Must hold, with the trigger, when it starts.
    public let entryCondition: CompiledCondition?
    /// Over the person: must hold when it starts and before every step.
    public let standingCondition: CompiledCondition?
    public let rules: FlowRules
    public let goal: CompiledCondition?
    public let exits: [CompiledCondition]
    public let reentry: Reentry
    public let whileUnderWay: WhileUnderWay
    public let steps: [FlowStep]
    public let version: Int64
    /// The file as it was written: the stored form.
    public let text: String
    /// Whether some text or value in it speaks of the event that a wait was for.
    let readsEvents: Bool
    /// Whether some message of it carries a secret, so that what its events and answers say is nobody else's.
    let carriesSecrets: Bool
    /// Events that goal or exits name: at once when one comes, they are asked.
    let endingEvents: Set<String>
    /// Events that a journey's staying in it depends on: those, and what the standing condition names.
    let stayingEvents: Set<String>

    public enum Reentry: Sendable, Hashable {
        case always
        case once
        /// Not again within this time of the last entry.
        case oncePer(TimeSpan)
        /// Not again for the same order, cart, checkout or product.
        case oncePerKey(JourneyKey)
    }

    /// What a new trigger does while the person is in the flow.
    public enum WhileUnderWay: Sendable, Hashable {
        case ignore
        /// The journey takes the newest trigger; while it has sent nothing, it begins again.
        case refresh
        /// The journey ends, and a new one begins.
        case replace
        /// Another journey begins beside it, as for every order.
        case another
    }

    public static func id(slug: String) -> Int64 { StableHash.signed(of: slug) }

    /// A flow with the same content and another version number.
    public func numbered(_ version: Int64) -> Flow { copy(steps: steps, version: version) }

    private func copy(steps: [FlowStep], version: Int64) -> Flow {
        Flow(
            slug: slug, name: name, about: about, warning: warning, purpose: purpose, starts: starts,
            entryCondition: entryCondition, standingCondition: standingCondition, rules: rules, goal: goal,
            exits: exits, reentry: reentry, whileUnderWay: whileUnderWay, steps: steps, version: version, text: text)
    }

    /// The same flow with other kinds in the place of some: for trying ways out.
    func replacing(_ kind: (FlowStep) throws -> (any StepKind)?) rethrows -> Flow {
        let replaced = try steps.map { step in
            FlowStep(
                id: step.id, kind: try kind(step) ?? step.kind, next: step.next, branches: step.branches,
                depth: step.depth, line: step.line)
        }
        return copy(steps: replaced, version: version)
    }

    init(
        slug: String, name: String, about: String, warning: String?, purpose: Message.Purpose, starts: [FlowTrigger],
        entryCondition: CompiledCondition?, standingCondition: CompiledCondition? = nil,
        rules: FlowRules = FlowRules(), goal: CompiledCondition?, exits: [CompiledCondition], reentry: Reentry,
        whileUnderWay: WhileUnderWay, steps: [FlowStep], version: Int64, text: String
    ) {
        id = Flow.id(slug: slug)
        self.slug = slug
        self.name = name
        self.about = about
        self.warning = warning
        self.purpose = purpose
        self.starts = starts
        self.entryCondition = entryCondition
        self.standingCondition = standingCondition
        self.rules = rules
        self.goal = goal
        self.exits = exits
        self.reentry = reentry
        self.whileUnderWay = whileUnderWay
        self.steps = steps
        self.version = version
        self.text = text
        endingEvents = ([goal].compactMap { $0 } + exits).reduce(into: []) {
            $0.formUnion($1.requirements.eventNames)
        }
        stayingEvents = endingEvents.union(standingCondition?.requirements.eventNames ?? [])
        countsEntriesBySending = whileUnderWay != .another && steps.contains { $0.kind is SendStep }
        readsEvents = text.contains("event.") || text.contains("event |")
        carriesSecrets = steps.contains { ($0.kind as? SendStep)?.isSecret == true }
    }

    /// Names of the events that start it.
    public var triggers: [String] { starts.map(\.event) }

    /// Every condition in it, those of its steps included.
    public var conditions: [CompiledCondition] {
        [entryCondition, standingCondition, goal].compactMap { $0 } + starts.compactMap(\.filter) + exits
            + steps.flatMap(\.kind.conditions)
    }

    /// Whether an entry counts only once something was sent: an entry that an order or a change of mind ended in
    /// silence bothered nobody, and must not keep the next one from its message.
    let countsEntriesBySending: Bool

    func position(of id: String) -> Int? { steps.firstIndex { $0.id == id } }

    public func step(id: String) -> FlowStep? { steps.first { $0.id == id } }
}

/// A step in its place: what it does, and where each way out of it leads.
///
/// A class, since every journey that takes it carries it along.
public final class FlowStep: Sendable {
    /// Unique within the flow and stable across its versions where the file names it.
    public let id: String
    public let kind: any StepKind
    /// The index of the step after it; nil at the end.
    public let next: Int?
    /// The index at which each branch begins; nil where a branch is empty and the flow ends after it.
    public let branches: [Int?]
    /// How deep it lies in branches, for drawing.
    public let depth: Int
    /// From 1, in the file.
    public let line: Int
    /// What it does, in one sentence, put together once: every step that is taken logs it.
    let sentence: String

    init(id: String, kind: any StepKind, next: Int?, branches: [Int?], depth: Int, line: Int) {
        self.id = id
        self.kind = kind
        self.next = next
        self.branches = branches
        self.depth = depth
        self.line = line
        sentence = kind.sentence
    }

    /// The same step with other ways out.
    func leading(to next: Int?, branches: [Int?]) -> FlowStep {
        FlowStep(id: id, kind: kind, next: next, branches: branches, depth: depth, line: line)
    }
}
