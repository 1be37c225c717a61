import Conditions
import Values

/// One person who is stepped in memory, with no rows and documents between the steps: for playing a past through.
///
/// The decisions are the engine's own; whoever plays carries them out: schedules the work, answers what is asked of the
/// outside, and keeps the messages. Identities are linked already.
package struct PlayedCustomer: Sendable {
    package let definitions: Definitions
    /// The same for all steps, so that the person is changed in place.
    private var state: StepRun
    private var claims: [Int64: ObjectClaim]
    /// What the catalog said when; nil where no flow asks.
    private let shelves: ShelfHistory?

    private init(
        _ customer: Customer, _ definitions: Definitions, _ shelves: ShelfHistory, claims: [Int64: ObjectClaim],
        logsEverything: Bool
    ) {
        self.shelves = shelves.isEmpty || definitions.stockFlows.isEmpty ? nil : shelves
        self.definitions = definitions
        self.claims = claims
        // Nobody asks what led to a line.
        state = StepRun(customer: customer, definitions: definitions, now: customer.profile.steppedAt, cause: "a past")
        state.writesMessages = false
        state.logsEverything = logsEverything
    }

    /// Something that happens to the person.
    package enum Work: Sendable {
        case command(Command)
        case ledger(LedgerEntry)
        case property(String, DatedProperty)
        case identity(ProfileIdentity)
    }

    /// Begins at a moment: who meets a segment's or watch's condition then meets it already, and enters nothing by it.
    ///
    /// - Parameter logsEverything: whether decisions tell of every step, and not only of how journeys begin and end.
    /// - Returns: the person, and the work that time will bring.
    package static func beginning(
        with past: PlayedPast, _ definitions: Definitions, _ shelves: ShelfHistory, at moment: Instant,
        logsEverything: Bool
    ) -> (PlayedCustomer, [WorkItem]) {
        var profile = past.profile
        profile.steppedAt = moment
        let customer = Customer(profile: profile, timeline: past.timeline, definitions: definitions)
        var played = PlayedCustomer(
            customer, definitions, shelves, claims: past.claims, logsEverything: logsEverything)
        guard !definitions.segmentSet.all.isEmpty else { return (played, []) }
        played.run(at: moment) { run in
            run.evaluate(Array(definitions.segmentSet.all.indices), .silent, order: 0, depth: 0)
        }
        return (played, played.state.decision.scheduledWork)
    }

    package var profile: Profile { state.profile }
    package var subject: Subject { state.customer.subject }
    package var journeys: [Journey] { state.profile.journeys }

    /// Whether a journey is over, or waits for something later: then its timer is of an earlier wait, and means nothing.
    package func isTimerStale(of journey: Int64, at now: Instant) -> Bool {
        guard let index = state.profile.journeys.firstIndex(where: { $0.id == journey }) else { return true }
        switch state.profile.journeys[index].state {
        case .waiting(let until), .waitingForEvent(let until): return until > now
        case .ready, .waitingForAnswer, .waitingForMessage: return false
        }
    }

    package func isMember(of name: String) -> Bool { state.customer.subject.memberships.contains(name) }

    /// Puts an event into the history without a step: for events from which nothing follows at once.
    package mutating func remember(_ event: TimelineEvent) { state.insert(event) }

    /// Hands over what the last step led to, for a decision that is done with: its room is used again.
    package mutating func exchange(_ decision: inout Decision) { swap(&state.decision, &decision) }

    /// Whether a journey goes on with this message.
    package func isAwaited(_ message: Int64) -> Bool {
        state.profile.journeys.contains { $0.state == .waitingForMessage(id: message) }
    }

    package mutating func step(_ work: Work, at moment: Instant) {
        look(at: moment)
        switch work {
        case .command(let command): run(at: moment) { $0.obey(command) }
        case .ledger(let entry): run(at: moment) { $0.follow(entry) }
        case .property(let name, let property):
            run(at: moment) { run in
                run.set(name, property)
                run.settle(order: 0, depth: 0)
                run.stepPending()
            }
        case .identity(let identity):
            run(at: moment) { run in
                run.profile.identities.append(identity)
                run.profile.identities.sort { $0.identity.key < $1.identity.key }
                run.consentsChanged()
            }
        }
    }

    /// A journey's wait is over.
    package mutating func wake(_ journey: Int64, payload: String, at moment: Instant) {
        look(at: moment)
        run(at: moment) { $0.journeyDue(journey, payload: payload) }
    }

    /// Time alone may have changed an answer.
    package mutating func lookAtConditions(at moment: Instant) { run(at: moment) { $0.conditionDue() } }

    /// An event comes.
    package mutating func step(_ event: Event, at moment: Instant) {
        let read = ReadEvent(event, definitions)
        let claim = read.objectKey.flatMap { claims[$0] }
        look(at: moment, event)
        run(at: moment) { $0.receive(read, claim: claim) }
        if let key = read.objectKey, claim == nil { claims[key] = state.decision.claims.last { $0.key == key } }
    }

    /// A held message may go.
    ///
    /// - Parameter others: the messages of its journey, where it shows a code and no journey goes on with it.
    package mutating func step(_ message: Message, among others: [Message], at moment: Instant) {
        look(at: moment)
        run(at: moment) { $0.messageDue(message.id, message, among: others) }
    }

    /// Sees in the catalog, as it was then, what the person's messages may be about.
    private mutating func look(at moment: Instant, _ event: Event? = nil) {
        guard let shelves else { return }
        var keys: Set<ProductKey> = []
        if let event { definitions.noteProducts(of: event.name, event.properties, in: &keys) }
        definitions.noteProducts(of: state.profile, in: &keys)
        state.shelf = shelves.shelf(of: keys, at: moment)
    }

    private mutating func run(at moment: Instant, _ step: (inout StepRun) -> Void) {
        state.begin(at: moment)
        step(&state)
        state.settleRest()
        if state.isProfileChanged { state.profile.steppedAt = max(moment, state.profile.steppedAt) }
    }
}

extension StepRun {
    /// A line of the ledger comes to pass.
    fileprivate mutating func follow(_ entry: LedgerEntry) {
        switch entry.statement {
        case .granted, .withdrawn:
            let status: Consent.Status = entry.statement == .granted ? .granted : .withdrawn
            state(Consent(channel: entry.channel, status: status, source: entry.source, at: entry.at), order: 0)
        case .suppressed:
            guard let address = profile.address(in: entry) else { return }
            suppress(entry.channel, address: address, reason: entry.source)
        case .released: release(entry.channel)
        }
        settle(order: 0, depth: 0)
        stepPending()
    }
}
