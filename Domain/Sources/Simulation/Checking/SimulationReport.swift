import Values

/// What one simulated run came to.
public struct SimulationReport: Sendable, CustomStringConvertible {
    public var plan: SimulationPlan
    public var counts: Counts
    public var violations: [Violation]

    public struct Counts: Sendable, Hashable {
        /// That the shop had to send, whether or not it did.
        public var eventsOffered = 0
        public var eventsSent = 0
        /// Stored, without the engine's own.
        public var events = 0
        public var derived = 0
        public var profiles = 0
        public var merges = 0
        public var batches = 0
        /// Tasks, alerts, calls and changes of audiences that were asked for.
        public var effects = 0
        /// Codes that were made and given, and not given back.
        public var codesMade = 0
        /// Prices of which somebody was told that they fell.
        public var priceDrops = 0
        /// Messages that were not sent since what they offer was sold out.
        public var soldOut = 0
        /// Alerts of steps that could not be done.
        public var failures = 0
        public var messages = 0
        public var handedOver = 0
        public var delivered = 0
        public var crashes = 0
        /// Messages by their last state.
        public var states: [String: Int] = [:]
    }

    public struct Violation: Sendable, Hashable {
        public var at: Instant
        public var what: String
        /// The last steps before it.
        public var trace: [String]
    }

    init(plan: SimulationPlan, books: Books) {
        self.plan = plan
        counts = books.counts
        counts.crashes = books.crashes
        violations = books.violations
    }

    public var seed: UInt64 { plan.seed }
    public var isSound: Bool { violations.isEmpty }

    public var description: String {
        let states = counts.states.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
        var text =
            "seed \(seed): \(counts.eventsSent) events sent, \(counts.events) stored, \(counts.derived) derived, "
            + "\(counts.profiles) profiles, \(counts.merges) merges, \(counts.batches) batches, "
            + "\(counts.effects) effects, \(counts.messages) messages (\(states)), \(counts.handedOver) handed over, "
            + "\(counts.crashes) crashes"
        for violation in violations {
            text += "\n\(violation.at.iso8601) VIOLATED: \(violation.what)"
            for line in violation.trace.suffix(25) { text += "\n    \(line)" }
        }
        return text
    }
}
