import Conditions
import Engine
import Storage
import Values

/// A journey as a list shows it.
public struct JourneyRow: Sendable, Hashable {
    public enum State: Sendable, Hashable { case underWay, goal, exited, finished, stopped, failed }

    /// As addresses write it.
    public var id: String
    public var person: PersonLine
    public var began: Instant
    /// Nil where it is over and nothing tells which it was.
    public var version: Int64?
    public var state: State
    /// Where it stands, or how it ended, in words.
    public var place: String
    public var next: String?
    public var nextAt: Instant?
    /// The step at which it stands; nil where it is over.
    public var step: String?
}

/// Which journeys of a flow are listed.
public struct JourneyFilter: Sendable, Hashable {
    /// The beginning of an address or a name, or an identifier; empty for everybody.
    public var search = ""
    public var state: JourneyRow.State?
    /// The step at which they stand.
    public var step: String?
    public var version: Int64?

    public init(search: String = "", state: JourneyRow.State? = nil, step: String? = nil, version: Int64? = nil) {
        self.search = search
        self.state = state
        self.step = step
        self.version = version
    }

    func admits(_ row: JourneyRow) -> Bool {
        (state == nil || row.state == state) && (step == nil || row.step == step)
            && (version == nil || row.version == version)
    }
}

/// Which journey: whose, and when it began.
public struct JourneyID: Sendable, Hashable {
    public var profile: ProfileKey
    public var began: Instant

    public init(_ profile: ProfileKey, began: Instant) {
        self.profile = profile
        self.began = began
    }

    public var text: String { "\(PublicID.customer.text(profile.rawValue))-\(began.milliseconds)" }

    /// Nil where the text is none of ours.
    public init?(text: String) {
        let parts = text.split(separator: "-")
        guard parts.count == 2, let key = PublicID.customer.key(String(parts[0])), let at = Int64(parts[1]) else {
            return nil
        }
        self.init(ProfileKey(rawValue: key), began: Instant(milliseconds: at))
    }
}

extension Profile {
    /// One of the journeys under way; nil where it is over, or nobody knows which it was.
    func journeyID(_ journey: Int64?) -> JourneyID? {
        journeys.first { $0.id == journey }.map { JourneyID(key, began: $0.enteredAt) }
    }
}

extension Rooms {
    /// Entries that one page of a filtered list looks at; its next page goes on behind them.
    static let journeysLookedAt = 4_000

    /// Journeys through a flow, the newest first; nil where there is no such flow.
    ///
    /// Cost: of a filter that few meet, reads up to ``journeysLookedAt`` journeys.
    public func journeys(
        of slug: String, where filter: JourneyFilter = JourneyFilter(), at position: ListPosition = .first,
        limit: Int = pageLength
    ) async throws -> Listing<JourneyRow>? {
        try await database.read { [self] connection in
            guard let text = try flowTexts(on: connection).first(where: { $0.flow.slug == slug }) else { return nil }
            let definitions = try definitions.upToDate(on: connection)
            let searched =
                filter.search.isEmpty
                ? nil : try PeopleList().keys(matching: filter.search, in: scope, on: connection)
            let page = try FlowEntryList().page(
                ofFlow: text.flow.id, of: searched, at: position.position, limit: limit,
                lookingAt: Rooms.journeysLookedAt, on: connection
            ) { entries in
                try rows(entries, text.flow, definitions, on: connection).map { filter.admits($0) ? $0 : nil }
            }
            return Listing(rows: page.rows, newer: page.newer, older: page.older)
        }
    }

    private func rows(
        _ entries: [FlowEntryList.Row], _ flow: Flow, _ definitions: Definitions, on connection: any Connection
    ) throws -> [JourneyRow] {
        let people = try people(entries.map(\.profile), on: connection)
        let keys = entries.map(\.profile) + people.values.map(\.key)
        let ends = try FlowEntryList().ends(ofFlow: flow.id, of: keys, on: connection)
        return entries.map { entry in
            let profile = people[entry.profile]
            let own = (ends[entry.profile] ?? []) + (profile.flatMap { ends[$0.key] } ?? [])
            return JourneyRow(entry, profile, definitions, flow, ends: own)
        }
    }

    /// Why somebody is in a flow, was, or is not; nil where nobody is known by the text, or there is no such flow.
    ///
    /// - Parameter who: an address, a user id, or a customer's id as addresses write it.
    public func account(of who: String, in slug: String) async throws -> (person: PersonLine, account: FlowAccount)? {
        try await database.read { [self] connection in
            guard let text = try flowTexts(on: connection).first(where: { $0.flow.slug == slug }),
                let profile = try person(who, on: connection)
            else { return nil }
            let definitions = try definitions.upToDate(on: connection)
            let account = FlowAccount(
                try question(text.flow, of: profile, definitions, on: connection))
            return (PersonLine(profile), account)
        }
    }

    /// One journey with all that is known of it.
    public func journey(
        _ id: JourneyID, in slug: String
    ) async throws -> (person: PersonLine, account: FlowAccount, run: FlowAccount.Run)? {
        let who = PublicID.customer.text(id.profile.rawValue)
        guard let (person, account) = try await account(of: who, in: slug),
            let run = account.journeys.first(where: { $0.enteredAt == id.began })
        else { return nil }
        return (person, account, run)
    }

    private func person(_ who: String, on connection: any Connection) throws -> Profile? {
        var candidates = Identity.Kind.allCases.reversed().compactMap { Identity($0, who) }
            .map { IdentityKey($0, workspace: scope.workspace) }
        if let key = PublicID.customer.key(who) {
            return try people([ProfileKey(rawValue: key)], on: connection).values.first
        }
        let rows = try customerStore.identities(candidates, on: connection)
        candidates = candidates.compactMap { rows[$0]?.owner }
        guard let owner = candidates.first else { return nil }
        return try people([owner], on: connection)[owner]
    }

    /// Lines of a person's log that are looked at, and messages.
    private static let linesRead = 2_000
    private static let messagesRead = 500

    private func question(
        _ flow: Flow, of profile: Profile, _ definitions: Definitions, on connection: any Connection
    ) throws -> FlowQuestion {
        let requests = profile.identities.map {
            TimelineRequest(identity: $0.identity.key, intervals: $0.intervals, below: nil)
        }
        let events = try customerStore.reader(on: connection).timelines(
            requests, FlowQuestion.needs(of: flow, definitions)
        ).filter {
            stored in
            profile.identities.contains { $0.identity.key == stored.identity && $0.owns(stored.event.occurredAt) }
        }
        let customer = Customer(
            profile: profile, timeline: Timeline(stored: events.map(\.event), workspace: scope.workspace),
            definitions: definitions)
        let log = try LogList().page(
            of: profile.key, kinds: Set(LogEntry.Kind.allCases), limit: Rooms.linesRead, on: connection)
        var filter = MessageFilter(flow: flow.id)
        filter.profile = profile.key
        let found = try MessageList().page(filter, limit: Rooms.messagesRead, in: scope, on: connection)
        let held = FlowQuestion.messagesHeld(for: profile)
        let messages = try MessageStore().messages(held.union(found.rows.map(\.id)).sorted(), on: connection)
        return FlowQuestion(
            flow: flow, customer: customer, definitions: definitions, log: log.rows.reversed().map(\.entry),
            messages: Array(messages.values), now: clock.now())
    }
}

extension JourneyRow {
    /// - Parameter ends: of the person's journeys through the flow, in the order of time.
    init(
        _ entry: FlowEntryList.Row, _ profile: Profile?, _ definitions: Definitions, _ flow: Flow,
        ends: [(at: Instant, kind: LogEntry.Kind, text: String)]
    ) {
        id = JourneyID(profile?.key ?? entry.profile, began: entry.at).text
        person = profile.map { PersonLine($0) } ?? PersonLine(gone: entry.profile)
        began = entry.at
        let journey = profile?.journeys.first { $0.flow == flow.id && $0.enteredAt == entry.at }
        version = journey?.version
        guard let journey, let own = definitions.flow(flow.id, version: journey.version),
            own.steps.indices.contains(journey.position)
        else {
            let end = ends.sorted { $0.at < $1.at }.first { $0.at >= entry.at }
            switch end?.kind {
            case .goalReached: state = .goal
            case .exited: state = end?.text.contains("”: stopped by ") == true ? .stopped : .exited
            case .journeyFailed: state = .failed
            default: state = .finished
            }
            place = end?.text ?? "It is over"
            return
        }
        state = .underWay
        step = own.steps[journey.position].id
        let line = CustomerDetail.JourneyLine(journey, in: own, isPaused: definitions.paused.contains(flow.id))
        place = own.steps[journey.position].kind.sentence
        next = line.nextStep == place ? nil : line.nextStep
        nextAt = line.nextAt
        if next == nil, nextAt != nil { next = "Goes on" }
    }
}
