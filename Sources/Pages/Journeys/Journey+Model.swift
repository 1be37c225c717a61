import Values

/// One person's run through a flow: what happened so far, why, and what comes next.
public struct JourneyModel: Sendable {
    public var id: String
    public var person: PersonName
    public var flowID: String
    public var flowName: String
    public var version: Int
    public var state: JourneyState
    /// What started it, in words.
    public var trigger: String
    public var began: Instant
    public var ended: Instant?
    /// Why it ended, such as the condition of the exit that held.
    public var endReason: String?
    /// Oldest first.
    public var steps: [JourneyEntry]
    public var next: JourneyNext?
    /// What may be done with it as it stands.
    public var changes: Set<JourneyChange>

    public init(
        id: String, person: PersonName, flowID: String, flowName: String, version: Int, state: JourneyState,
        trigger: String, began: Instant, ended: Instant? = nil, endReason: String? = nil, steps: [JourneyEntry],
        next: JourneyNext? = nil, changes: Set<JourneyChange> = []
    ) {
        self.id = id
        self.person = person
        self.flowID = flowID
        self.flowName = flowName
        self.version = version
        self.state = state
        self.trigger = trigger
        self.began = began
        self.ended = ended
        self.endReason = endReason
        self.steps = steps
        self.next = next
        self.changes = changes
    }
}

/// What a journey did at a step.
public struct JourneyEntry: Sendable {
    public enum Verdict: String, Sendable, CaseIterable {
        case done, waiting, sent, held, refused, failed, skipped, ended
        /// In a preview: nothing is sent, but would be.
        case wouldBeSent = "would-be-sent"
        case wouldBeHeld = "would-be-held"
        case wouldBeRefused = "would-be-refused"

        var tone: Tone {
            switch self {
            case .done: .plain
            case .waiting: .warn
            case .sent: .good
            case .held, .refused, .wouldBeHeld, .wouldBeRefused: .warn
            case .wouldBeSent: .info
            case .failed: .bad
            case .skipped: .info
            case .ended: .plum
            }
        }
    }

    public var at: Instant
    /// The step's id; empty for what concerns the journey itself.
    public var step: String
    public var icon: String
    public var group: FlowStepGroup
    public var sentence: String
    public var verdict: Verdict
    /// Which way it took; nil where there is one alone.
    public var way: String?
    public var reason: String?
    /// What the step read, by its name.
    public var inputs: [Input]
    /// The message that came of it.
    public var messageID: String?
    /// What became of that since it was queued, which is told instead of the verdict; nil where the line is of another
    /// moment.
    public var messageState: MessageState?

    public init(
        at: Instant, step: String = "", icon: String, group: FlowStepGroup = .order, sentence: String,
        verdict: Verdict, way: String? = nil, reason: String? = nil, inputs: [Input] = [], messageID: String? = nil,
        messageState: MessageState? = nil
    ) {
        self.at = at
        self.step = step
        self.icon = icon
        self.group = group
        self.sentence = sentence
        self.verdict = verdict
        self.way = way
        self.reason = reason
        self.inputs = inputs
        self.messageID = messageID
        self.messageState = messageState
    }

    public struct Input: Sendable {
        public var name: String
        public var value: String
        /// Whether a condition holds, and the value says why; nil of what is none.
        public var holds: Bool?

        public init(name: String, value: String, holds: Bool? = nil) {
            self.name = name
            self.value = value
            self.holds = holds
        }
    }
}

/// What a journey does next.
public struct JourneyNext: Sendable {
    public var sentence: String
    /// Nil where it waits for something to happen.
    public var at: Instant?
    /// When it goes on even if nothing happens.
    public var limit: Instant?
    public var reason: String?
    /// What it waits for, such as `for a moment`.
    public var waits: String?

    public init(
        sentence: String, at: Instant? = nil, limit: Instant? = nil, reason: String? = nil, waits: String? = nil
    ) {
        self.waits = waits
        self.sentence = sentence
        self.at = at
        self.limit = limit
        self.reason = reason
    }
}

/// Where a journey stands, or how it ended.
public enum JourneyState: String, Sendable, CaseIterable, Hashable {
    case underWay = "under-way", goal, exited, finished, stopped, failed

    var tone: Tone {
        switch self {
        case .underWay: .info
        case .goal: .good
        case .exited, .finished: .plain
        case .stopped: .warn
        case .failed: .bad
        }
    }
}

/// What a button of a journey's page does; the raw value is the last part of the address.
public enum JourneyChange: String, Sendable, CaseIterable {
    /// Goes on behind the step at which it stands.
    case skip
    case stop
    /// Does the step that failed once more.
    case retry

    public func notice(in context: PageContext) -> Notice {
        Notice(isProblem: false, text: context.catalog.journey.changed(self))
    }
}
