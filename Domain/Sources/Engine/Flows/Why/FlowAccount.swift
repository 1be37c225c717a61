import Conditions
import Values

/// Why somebody is in a flow, was, or is not: by which rule, step by step, and what would happen next.
///
/// Past decisions are those of the log. What their conditions read is computed again: events as they were at that moment,
/// properties as they are known now; `Trace.changedSince` says which of those have changed.
public struct FlowAccount: Sendable, Hashable {
    public var profile: ProfileKey
    public var flow: String
    public var name: String
    public var version: Int64
    /// The moment at which it was asked.
    public var now: Instant
    /// By whose clock it is told.
    public var zone: Zone
    /// "live", "paused", "archived" or "not live".
    public var state: String
    public var triggers: [Trigger]
    /// Every journey that the log tells of and that is under way, the newest first; at most `mostJourneys`.
    public var journeys: [Run]
    /// When it was not entered although a trigger came, the newest first; at most `mostRefusals`.
    public var refusals: [Refusal]
    public var entry: Entry
    public var policy: Policy

    static let mostJourneys = 20
    static let mostRefusals = 10
    /// Lines of the log that are looked at, the newest.
    static let mostLines = 2000

    /// Whether they ever entered, as far as the log and the rules of re-entry remember.
    public var hasEntered: Bool { !journeys.isEmpty || entry.entriesCounted > 0 }

    /// A condition, what it answered, and the values that decided.
    public struct Trace: Sendable, Hashable {
        /// `when`, `only if`, `goal`, `exit`, `where`, or the field of a step.
        public var rule: String
        public var text: String
        /// The condition in plain words.
        public var sentence: String
        public var holds: Bool
        /// The moment at which time alone changes the answer; nil where it does not.
        public var until: Instant?
        public var because: String
        /// The conditions that it joins, each by itself; empty where it joins none.
        public var parts: [Part]
        /// What it reads that was set after the moment it is told of: the answer of then may have been another.
        public var changedSince: [String]

        public struct Part: Sendable, Hashable {
            public var text: String
            public var holds: Bool
            public var because: String
        }
    }

    /// Something that starts the flow.
    public struct Trigger: Sendable, Hashable {
        public var sentence: String
        public var event: String
        /// When such an event came last; nil where none did, as far as the history that flows keep.
        public var lastCameAt: Instant?
        /// When one came last that it admits, its filter included.
        public var lastMatchedAt: Instant?
        /// What the filter says of the last one.
        public var filter: Trace?
    }

    /// A trigger came, and the flow was not entered.
    public struct Refusal: Sendable, Hashable {
        public var at: Instant
        public var reason: String
        /// The event, where it is known.
        public var trigger: String?
        /// The conditions of the entry, as they were then.
        public var traces: [Trace]
    }

    /// Whether they would enter if a trigger came now.
    public struct Entry: Sendable, Hashable {
        public var wouldEnter: Bool
        /// Why not, or what would happen.
        public var reason: String
        /// The event that is taken for it: the newest that suits, or one that carries nothing.
        public var trigger: String
        public var traces: [Trace]
        /// As the rules of re-entry count them.
        public var entriesCounted: Int64
        public var lastEnteredAt: Instant?
    }

    /// One journey.
    public struct Run: Sendable, Hashable {
        /// Nil where it is over and nothing tells which it was.
        public var journey: Int64?
        public var version: Int64?
        public var enteredAt: Instant
        /// In words.
        public var entered: String
        public var trigger: String?
        public var steps: [Step]
        public var endedAt: Instant?
        /// Whether by its goal, an exit, its end or a failure; nil while it is under way.
        public var endKind: LogEntry.Kind?
        /// Why it ended; nil while it is under way.
        public var ended: String?
        public var standing: Standing?
        /// What comes next, if nothing new happens.
        public var coming: [Coming]
    }

    /// Something that the journey did or that was decided of it.
    public struct Step: Sendable, Hashable {
        public var at: Instant
        public var kind: LogEntry.Kind
        public var text: String
        /// The step's id, where it is known.
        public var id: String?
        /// With which its step begins in a flow file, where it is known.
        public var keyword: String?
        public var traces: [Trace]
        /// What it read or got, conditions aside.
        public var inputs: [Input] = []
        /// What became of it: the branch that was taken, the state of its message. Empty where it just went on.
        public var outcome: String
        public var went = Went.done
        /// The message that it is about; nil where it is about none, or that is not known any more.
        public var message: MessageNow?
        /// What the log says of its step; nil in lines that tell of none, or of releases that did not say.
        var mark: StepMark?

        /// The name of its step's picture; nil where the step is not known.
        public var icon: String? { keyword.flatMap { StepKinds.named($0)?.icon } }

        /// A value that a step read or got, as it was then.
        public struct Input: Sendable, Hashable {
            public var name: String
            public var value: JSON

            /// For a person.
            public var text: String { value.string ?? value.text }
        }

        public enum Went: Sendable, Hashable {
            case done
            /// Somebody of the staff had the journey go on without it.
            case skipped
            /// It could not be done.
            case failed
        }
    }

    /// A message as it stands now.
    public struct MessageNow: Sendable, Hashable {
        public var id: Int64
        public var state: Message.State
        /// Empty where nothing is to be said.
        public var reason: String

        init(_ message: Message) {
            id = message.id
            state = message.state
            reason = message.reason
        }
    }

    /// Where a journey stands.
    public struct Standing: Sendable, Hashable {
        public var step: String
        public var sentence: String
        /// What it waits for, in words.
        public var waits: String
        /// At most until; nil where no clock decides.
        public var until: Instant?
        /// The goal, `only if` and the exits, as they are now.
        public var traces: [Trace]
        public var actions: [JourneyAction.Kind]
    }

    /// Something that would happen.
    public struct Coming: Sendable, Hashable {
        public var at: Instant
        public var text: String
        public var kind = LogEntry.Kind.stepTaken
        /// Which message it is about; nil for all else.
        public var message: Int64?
    }

    /// What would be said now of a message of this flow.
    public struct Policy: Sendable, Hashable {
        public var channel: Channel
        public var purpose: Message.Purpose
        public var address: String?
        /// "granted", "withdrawn" or "unknown".
        public var consent: String
        public var consentSource: String?
        public var consentAt: Instant?
        public var suppression: String?
        /// The standing exclusion that holds.
        public var exclusion: String?
        public var isMarketingStopped: Bool
        /// Until when the hours of the person's place hold it; nil within them.
        public var hoursUntil: Instant?
        /// Until when a cap holds it; nil where there is room.
        public var capUntil: Instant?
        public var capRule: String?
        public var answer: SendingPolicy.Answer
    }
}

/// What is asked about a person and a flow.
public struct FlowQuestion: Sendable {
    /// The live version, or the newest.
    public var flow: Flow
    /// With the person's history, as far as `needs(of:_:)` asks for it.
    public var customer: Customer
    public var definitions: Definitions
    /// The person's log, or its newest lines, in any order.
    public var log: [LogEntry]
    /// The person's messages of this flow, or the newest of them, and those that are held of other flows.
    public var messages: [Message]
    public var now: Instant
    /// How many coming steps are told of each journey.
    public var steps: Int

    public init(
        flow: Flow, customer: Customer, definitions: Definitions, log: [LogEntry], messages: [Message], now: Instant,
        steps: Int = 20
    ) {
        self.flow = flow
        self.customer = customer
        self.definitions = definitions
        self.log = log
        self.messages = messages
        self.now = now
        self.steps = min(max(steps, 1), JourneyOutlook.mostSteps)
    }

    /// Which of a person's events are to be loaded to answer it.
    public static func needs(of flow: Flow, _ definitions: Definitions) -> HistoryNeeds {
        definitions.history.explaining(flow)
    }

    /// Which messages are held for a person's journeys, of whatever flow: they take their places under the caps.
    public static func messagesHeld(for profile: Profile) -> Set<Int64> {
        profile.journeys.reduce(into: []) { held, journey in
            if case .waitingForMessage(let id) = journey.state { held.insert(id) }
        }
    }
}
