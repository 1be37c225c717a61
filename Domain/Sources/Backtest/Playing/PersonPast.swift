import Conditions
import Engine
import Values

/// A person's past, cut at the moment at which journeys may begin; shared by all that is played over it.
struct PersonPast: Sendable {
    let person: BacktestPerson
    let window: Range<Instant>
    /// Where the events of the window lie.
    let inWindow: Range<Int>
    /// What became known of the person within the window beside events, in the order of time.
    let changes: [Change]
    /// Properties that hold from the beginning, since nothing tells what they were before.
    let takenAsToday: [String]
    /// Properties known before the window.
    let properties: [(String, DatedProperty)]

    struct Change: Sendable {
        let at: Instant
        let what: What

        enum What: Sendable {
            case identity(ProfileIdentity)
            case property(String, DatedProperty)
            case ledger(LedgerEntry)
            case consent(Consent)
        }

        /// Whether it comes before an event of the same moment: whose event it is must be known, and what it says of
        /// consent goes before the line that the ledger has of it.
        var precedesEvents: Bool {
            switch what {
            case .identity, .property: true
            case .ledger, .consent: false
            }
        }
    }

    init(_ person: BacktestPerson, in window: Range<Instant>, replayed: Set<String>) {
        self.person = person
        self.window = window
        inWindow = person.places(in: window)
        var changes = person.identitiesNew(in: window)
        let history = PropertyHistory(person, window: window, replayed: replayed)
        properties = history.before
        changes += history.changes.map { Change(at: $0.1.setAt, what: .property($0.0, $0.1)) }
        takenAsToday = history.takenAsToday
        changes += person.ledger.filter { window.contains($0.at) }.map { Change(at: $0.at, what: .ledger($0)) }
        changes += person.consents.filter { window.contains($0.at) }.map { Change(at: $0.at, what: .consent($0)) }
        self.changes = changes.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }
            .map(\.element)
    }
}

extension BacktestPerson {
    /// Where the events of a stretch lie.
    func places(in window: Range<Instant>) -> Range<Int> {
        events.firstIndex(notBefore: window.lowerBound)..<events.firstIndex(notBefore: window.upperBound)
    }

    /// Since when an identity is known: events that were filed under it before are proof.
    private func since(_ known: Known) -> Instant {
        let first = events.first { $0.identity == known.identity.identity.key }?.occurredAt
        return min(known.since, first ?? known.since)
    }

    fileprivate func identitiesNew(in window: Range<Instant>) -> [PersonPast.Change] {
        identities.compactMap { known in
            guard known.since >= window.lowerBound else { return nil }
            let since = since(known)
            return window.contains(since) ? PersonPast.Change(at: since, what: .identity(known.identity)) : nil
        }
    }

    /// Identities known before a moment.
    func identities(before moment: Instant) -> [ProfileIdentity] {
        identities.filter { $0.since < moment || since($0) < moment }.map(\.identity)
            .sorted { $0.identity.key < $1.identity.key }
    }
}

extension [Event] {
    /// The first index whose event did not happen before a moment. Cost: a binary search.
    func firstIndex(notBefore moment: Instant) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle].occurredAt < moment { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
