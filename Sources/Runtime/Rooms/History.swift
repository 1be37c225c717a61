import Engine
import Values

/// One thing that happened to a customer, with the reason where there is one.
public struct HistoryEntry: Sendable {
    public var at: Instant
    public var kind: Kind
    /// Tells entries of one moment apart.
    let order: Int64

    public enum Kind: Sendable {
        /// What a store sent, with the few details worth reading.
        case event(name: String, details: [Detail])
        case message(MessageLine)
        case step(slug: String, flowName: String, Outcome, because: String?)
        case consent(Channel, Consent.Status, source: String)
        /// What somebody of the staff decided, in words.
        case decided(String)
    }

    public struct Detail: Sendable, Hashable {
        public var name: String
        public var value: String
    }

    /// What a step of a journey did.
    public enum Outcome: Sendable, Hashable {
        case entered
        case notEntered
        case waiting(until: Instant?)
        /// Something else that a step did, in words.
        case took(String)
        case goalReached
        case exited
        case finished
    }
}

/// Which entries of a history are shown.
public enum HistoryFilter: String, Sendable, CaseIterable {
    case all = ""
    case events, journeys, messages, consents
}
