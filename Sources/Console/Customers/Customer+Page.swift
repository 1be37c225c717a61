import Engine
import Pages
import Runtime
import Values

extension CustomersModel.Row {
    init(_ line: CustomerLine) {
        self.init(
            id: line.id, name: line.name, email: line.email, lastSeen: line.lastSeen, orders: line.spending.orders,
            spent: line.spending.spent.map { MoneyAmount($0) }, emailConsent: ConsentState(line.emailConsent),
            journeysUnderWay: line.journeysUnderWay)
    }
}

extension CustomerModel {
    init(_ detail: CustomerDetail, showing filter: TimelineFilter) {
        let profile = detail.profile
        self.init(
            id: detail.id, name: profile.displayName, email: profile.address(on: .email),
            firstSeen: profile.createdAt, lastSeen: profile.lastSeenAt, orders: detail.spending.orders,
            spent: detail.spending.spent.map { MoneyAmount($0) }, identities: profile.identities.map(Identity.init),
            consents: Engine.Channel.allCases.map { Consent($0, of: profile) },
            properties: profile.properties.sorted { $0.key < $1.key }.map { Property($0.key, $0.value) },
            timeline: detail.history.rows.map(TimelineEntry.init), filter: filter, paging: Paging(detail.history),
            journeys: detail.journeys.map {
                JourneyUnderWay(
                    flowID: $0.slug, flowName: $0.flowName, startedAt: $0.startedAt, nextStep: $0.nextStep,
                    nextAt: $0.nextAt, isPaused: $0.isPaused)
            },
            conditions: detail.conditions.map {
                WatchedCondition(
                    name: $0.name, holds: $0.explanation.holds, until: $0.explanation.until,
                    because: $0.explanation.because)
            }, standing: Standing(detail))
    }
}

extension CustomerModel.Standing {
    init(_ detail: CustomerDetail) {
        func labels(_ labels: [String: Instant]) -> [Membership] {
            labels.sorted { $0.key < $1.key }.map { Membership(id: $0.key, name: $0.key, since: $0.value) }
        }
        self.init(
            segments: detail.memberships.map {
                Membership(id: PublicID.segment.text($0.id), name: $0.name, since: $0.since)
            }, lists: labels(detail.profile.lists), tags: labels(detail.profile.tags), stage: detail.stage,
            scores: detail.scores.sorted { $0.key < $1.key }.map { Score(name: $0.key, points: $0.value.description) },
            asked: detail.profile.address(on: .email)
                ?? detail.profile.identities.map(\.identity).max { $0.kind < $1.kind }?.value)
    }
}

extension CustomerModel.Identity {
    init(_ identity: ProfileIdentity) {
        self.init(kind: Kind(identity.identity.kind), value: identity.identity.value)
    }
}

extension CustomerModel.Identity.Kind {
    init(_ kind: Engine.Identity.Kind) {
        switch kind {
        case .anonymous: self = .anonymousID
        case .phone: self = .phone
        case .email: self = .email
        case .user: self = .userID
        }
    }
}

extension CustomerModel.Consent {
    init(_ channel: Engine.Channel, of profile: Profile) {
        let consent = profile.consents[channel]
        if let reason = profile.suppression(on: channel) {
            self.init(channel: Pages.Channel(channel), state: .withdrawn, source: reason, since: consent?.at)
        } else {
            self.init(
                channel: Pages.Channel(channel), state: ConsentState(consent?.status), source: consent?.source,
                since: consent?.at)
        }
    }
}

extension CustomerModel.Property {
    /// A value is shown up to so many characters.
    private static let longest = 300

    init(_ name: String, _ property: DatedProperty) {
        let value =
            SecretNames.isSecret(name) ? SecretNames.hidden(property.value) : SecretNames.masked(property.value)
        let text = value.string ?? value.text
        self.init(
            name: name, value: text.count > Self.longest ? text.prefix(Self.longest) + "…" : text,
            source: property.source, setAt: property.setAt)
    }
}

extension HistoryFilter {
    init(_ filter: TimelineFilter) {
        switch filter {
        case .all: self = .all
        case .events: self = .events
        case .journeys: self = .journeys
        case .messages: self = .messages
        case .consents: self = .consents
        }
    }
}

extension TimelineEntry {
    init(_ entry: HistoryEntry) {
        let kind: Kind =
            switch entry.kind {
            case .event(let name, let details):
                .event(name: name, details: details.map { Detail(name: $0.name, value: $0.value) })
            case .message(let line):
                .message(
                    Message(
                        id: line.id, subject: line.subject, channel: Pages.Channel(line.channel),
                        state: MessageState(line.state), flowName: line.flowName,
                        reason: MessageReason(engine: line.reason)))
            case .step(let slug, let flowName, let outcome, let because):
                .step(flowID: slug, flowName: flowName, StepOutcome(outcome), because: because)
            case .consent(let channel, let status, let source):
                .consent(Pages.Channel(channel), ConsentState(status), source: source)
            case .decided(let words): .decided(words)
            }
        self.init(at: entry.at, kind: kind)
    }
}

extension TimelineEntry.StepOutcome {
    init(_ outcome: HistoryEntry.Outcome) {
        switch outcome {
        case .entered: self = .entered
        case .notEntered: self = .notEntered
        case .waiting(let until): self = .waiting(until: until)
        case .took(let words): self = .took(words)
        case .goalReached: self = .goalReached
        case .exited: self = .exited
        case .finished: self = .finished
        }
    }
}
