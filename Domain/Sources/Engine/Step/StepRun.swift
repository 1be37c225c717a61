import Conditions
import Values

/// One customer being stepped: their state, what is decided so far, and the journey at hand.
public struct StepRun: Sendable {
    public internal(set) var customer: Customer { didSet { goesOn = false } }
    public let definitions: Definitions
    /// max(clock, the latest moment this person was stepped at).
    public internal(set) var now: Instant
    /// The journey at hand; meaningful only inside a step of a flow.
    public internal(set) var journey: Journey
    var decision = Decision()
    var isProfileChanged = false
    /// Whether goal and exits of the journey at hand were asked, and nothing that they read has changed since.
    var goesOn = false
    /// The same for all journeys, for as long as nothing changes.
    var stays = JourneyStays()
    /// What changed of the person since segments were evaluated last, of that which some segment asks for.
    var changes: Set<ConditionIndex.Change> = []
    /// Whether something changed since then, whoever asks for it.
    var hasChanged = false
    /// The earliest moment at which time alone changes an answer that was looked at.
    var nextWake: Instant?
    /// Segments entered and left in the pass at hand, for the log.
    var flips: [Flip] = []
    /// Whether segments that hold for everybody at first have yet to be evaluated.
    var isUnsettled = false
    /// Whether the set of identities changed, so that the timeline must be loaded anew.
    var areIdentitiesChanged = false
    /// Where the whole profile went, when it joined another.
    var movedTo: ProfileKey?
    /// The work under way, for the log: "event 12".
    var cause: String
    /// Whether what happens may start flows: not for history and imports.
    var startsFlows = true
    /// Whether messages are kept with what their templates see: not where nobody will ever see them.
    var writesMessages = true
    /// Whether every line of the log is wanted: not where only how journeys begin and end is looked at.
    var logsEverything = true
    /// The flow of the journey at hand, and its step.
    var flow: Flow?
    var step: FlowStep?
    /// What the step that begins has read so far, for the log.
    var inputs = JSONObject()
    /// When the journey at hand should have woken: freshness counts from then, not from when it did.
    var dueSince: Instant
    /// Why the code that a journey waited for is not given; empty where it is.
    var couponRefusal = ""
    /// What the catalog says of what messages may be about.
    var shelf = Shelf()
    /// Events emitted by this step.
    var emitted: [TimelineEvent] = []
    /// Of how many emitted events that follow from one another the one at hand is the last.
    var depth = 0
    /// Those of them that have yet to be stepped themselves.
    var pending: [PendingEvent] = []

    struct Flip: Sendable {
        let segment: Segment
        let entered: Bool
    }

    struct PendingEvent: Sendable {
        let event: TimelineEvent
        let depth: Int
        /// Whoever is behind it: what follows from a page's event can do no more than a page.
        let authority: Event.Authority
    }

    /// Events derived from derived events end here.
    static let maximumDepth = 16

    init(customer: Customer, definitions: Definitions, now: Instant, cause: String) {
        self.customer = customer
        self.definitions = definitions
        self.now = max(now, customer.profile.steppedAt)
        self.cause = cause
        dueSince = self.now
        isUnsettled = customer.isNew && !definitions.segmentSet.holdingForNobody.isEmpty
        journey = StepRun.noJourney(at: now)
    }

    /// Begins with other work for the same person, later: nothing is decided yet.
    ///
    /// Cost: less than that of a new run, which the whole person would have to be moved to.
    mutating func begin(at moment: Instant) {
        now = max(moment, customer.profile.steppedAt)
        dueSince = now
        decision.clear()
        isProfileChanged = false
        goesOn = false
        if !changes.isEmpty { changes = [] }
        hasChanged = false
        nextWake = nil
        flips = []
        areIdentitiesChanged = false
        movedTo = nil
        startsFlows = true
        emitted = []
        depth = 0
        pending = []
    }

    private static func noJourney(at moment: Instant) -> Journey {
        Journey(
            id: 0, flow: 0, version: 0, enteredAt: moment,
            trigger: JourneyTrigger(name: "", occurredAt: moment, order: 0, properties: JSONObject()))
    }

    var profile: Profile {
        _read { yield customer.profile }
        _modify { yield &customer.profile }
    }

    public var timeline: Timeline { customer.subject.timeline }
    public var subject: Subject { customer.subject }
    public var zone: Zone { customer.subject.zone }
    var settings: WorkspaceSettings {
        _read { yield definitions.settings }
    }

    /// Whether a condition holds for the journey at hand.
    func holds(_ condition: CompiledCondition) -> Bool {
        condition.evaluate(customer.subject, trigger: journey.trigger.event, now: now).holds
    }

    mutating func log(_ kind: LogEntry.Kind, subject: Int64 = 0, _ text: String, mark: StepMark? = nil) {
        guard logsEverything || kind.tellsOfWholeJourney else { return }
        decision.log.append(
            LogEntry(
                profile: profile.key, at: now, kind: kind, subject: subject, cause: cause,
                definitionsVersion: definitions.version, text: text, mark: mark))
    }

    /// The words of a line, put together only where somebody reads them.
    func words(_ text: @autoclosure () -> String) -> String { logsEverything ? text() : "" }

    mutating func schedule(_ kind: WorkItem.Kind, id: Int64, at moment: Instant, payload: String = "") {
        decision.scheduledWork.append(
            WorkItem(dueAt: moment, kind: kind, id: id, subject: profile.key, payload: payload))
    }
}

extension JourneyTrigger {
    var event: TimelineEvent {
        TimelineEvent(name: name, occurredAt: occurredAt, order: order, body: .tree(properties))
    }
}
