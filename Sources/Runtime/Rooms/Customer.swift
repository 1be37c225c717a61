import Conditions
import Engine
import Storage
import Values

/// One customer: who they are, what happened, and what comes next.
public struct CustomerDetail: Sendable {
    public var id: String
    public var profile: Profile
    public var spending: Spending
    public var history: Listing<HistoryEntry>
    public var journeys: [JourneyLine]
    public var conditions: [ConditionLine]
    /// In the order of their names.
    public var memberships: [MembershipLine]
    /// The stage that holds; nil where none does.
    public var stage: String?
    /// Points by the name of the score; the unnamed one is empty.
    public var scores: [String: Number]

    /// A segment that the person is in.
    public struct MembershipLine: Sendable, Hashable {
        public var id: Int64
        public var name: String
        public var since: Instant
    }

    /// A journey that has not ended, and what it waits for.
    public struct JourneyLine: Sendable, Hashable {
        public var slug: String
        public var flowName: String
        public var startedAt: Instant
        /// The step it stands at, in words.
        public var nextStep: String
        /// Nil where it waits for something other than a moment.
        public var nextAt: Instant?
        /// Whether it stands still until its flow is resumed.
        public var isPaused: Bool
    }

    /// A watched condition with its verdict now.
    public struct ConditionLine: Sendable, Hashable {
        public var name: String
        public var explanation: Explanation
    }
}

extension Rooms {
    /// Conditions are explained over the newest events; nobody but a robot has more.
    private static let eventsExplained = 20_000

    /// - Returns: nil where there is no such customer. One that was joined to another is found under the old id too.
    public func customer(
        _ id: String, showing filter: HistoryFilter = .all, at position: ListPosition = .first,
        limit: Int = pageLength
    ) async throws -> CustomerDetail? {
        guard let key = PublicID.customer.key(id).map(ProfileKey.init(rawValue:)) else { return nil }
        let now = clock.now()
        return try await database.read { [self] connection in
            guard let profile = try profile(key, on: connection) else { return nil }
            let definitions = try definitions.upToDate(on: connection)
            let events = try customerStore.timelines(
                of: [profile.spans], limit: Rooms.eventsExplained, on: connection)[0]
            let timeline = Timeline(stored: events, workspace: scope.workspace)
            let customer = Customer(profile: profile, timeline: timeline, definitions: definitions)
            return CustomerDetail(
                id: PublicID.customer.text(profile.key.rawValue), profile: profile, spending: Spending(timeline),
                history: try HistoryReading(
                    rooms: self, profile: profile, definitions: definitions, connection: connection
                ).page(filter, at: position.position, limit: limit),
                journeys: profile.journeys.compactMap { journey in
                    definitions.flow(journey.flow, version: journey.version).map {
                        .init(journey, in: $0, isPaused: definitions.paused.contains(journey.flow))
                    }
                },
                conditions: definitions.segments.map {
                    .init(name: $0.name, explanation: $0.condition.explain(customer.rated(definitions), now: now))
                }, memberships: memberships(of: profile, definitions), stage: profile.stage(definitions),
                scores: profile.scores(definitions, now: now))
        }
    }

    private func memberships(
        of profile: Profile, _ definitions: Definitions
    ) -> [CustomerDetail.MembershipLine] {
        definitions.segments.filter { $0.role == .segment }.compactMap { segment in
            profile.watched[segment.id].flatMap { verdict in
                verdict.holds ? .init(id: segment.id, name: segment.name, since: verdict.since) : nil
            }
        }.sorted { $0.name < $1.name }
    }

    /// The profile, followed to where it moved.
    private func profile(_ key: ProfileKey, on connection: any Connection) throws -> Profile? {
        var key = key
        // Longer chains mean a fault.
        for _ in 0..<16 {
            guard let row = try customerStore.profiles([key], on: connection)[key] else { return nil }
            guard let next = row.movedTo else { return try Profile(key: key, document: row.document) }
            key = next
        }
        return nil
    }
}

extension CustomerDetail.JourneyLine {
    init(_ journey: Journey, in flow: Flow, isPaused: Bool) {
        let isAtStep = flow.steps.indices.contains(journey.position)
        let step = isAtStep ? flow.steps[journey.position] : nil
        let nextAt: Instant?
        var words = step?.kind.sentence ?? ""
        switch journey.state {
        case .ready: nextAt = nil
        case .waiting(let until):
            nextAt = until
            // Once the wait is over the step after it comes: that is what the reader wants to know.
            if let next = step?.next, flow.steps.indices.contains(next) { words = flow.steps[next].kind.sentence }
        case .waitingForEvent(let until): nextAt = until
        case .waitingForAnswer, .waitingForMessage: nextAt = nil
        }
        self.init(
            slug: flow.slug, flowName: flow.name, startedAt: journey.enteredAt, nextStep: words, nextAt: nextAt,
            isPaused: isPaused)
    }
}
