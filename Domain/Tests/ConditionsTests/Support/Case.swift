import Values

@testable import Conditions

/// One random condition over one random history, at one moment after another.
struct Case {
    let seed: UInt64
    var random: SeededRandom
    let root: Expression
    let subject: Subject
    let trigger: TimelineEvent?
    private let start: Instant
    private(set) var now: Instant
    private let condition: CompiledCondition
    private let oracle: Oracle
    /// When the oracle's answer may turn, and what it is from then on.
    private let moments: [Instant]
    private let answers: [Bool]

    init(seed: UInt64, mayLieAhead: Bool) {
        var random = SeededRandom(seed: seed)
        var conditions = RandomConditions(random: random.split())
        let root = conditions.condition()
        var histories = RandomHistories(random: random.split())
        let subject = histories.subject(around: root.spans, mayLieAhead: mayLieAhead)
        let trigger = histories.trigger(subject, around: root.spans)
        self.init(seed, random, root, subject, trigger, histories.now)
    }

    /// One figure over months, of many events around the edge of its window.
    init(seed: UInt64, crowdedBy count: Int) {
        var random = SeededRandom(seed: seed)
        var conditions = RandomConditions(random: random.split())
        let root = conditions.overMonths(upTo: count)
        var histories = RandomHistories(random: random.split())
        let subject = histories.crowded(count, around: root.spans)
        self.init(seed, random, root, subject, nil, histories.now)
    }

    private init(
        _ seed: UInt64, _ random: SeededRandom, _ root: Expression, _ subject: Subject, _ trigger: TimelineEvent?,
        _ now: Instant
    ) {
        self.seed = seed
        self.random = random
        self.root = root
        self.subject = subject
        self.trigger = trigger
        self.now = now
        start = now
        condition = CompiledCondition(Condition(root: root))
        let oracle = Oracle(subject, trigger: trigger)
        self.oracle = oracle
        moments = oracle.moments(root, after: now)
        answers = moments.map { oracle.holds(root, at: $0) }
    }

    /// Goes to another moment near one at which the answer may turn.
    mutating func moveOn() {
        // Of the turns that an anniversary has for ever, the oracle lists those of some years.
        let near = moments.prefix { $0 < start + .days(6 * 365) }
        guard let moment = near.randomElement(using: &random) else { return }
        now = moment + TimeSpan(milliseconds: [-1, 0, 0, 1, 5000].randomElement(using: &random)!)
    }

    var verdict: Verdict { condition.evaluate(subject, trigger: trigger, now: now) }

    func oracleHolds(at moment: Instant) -> Bool { oracle.holds(root, at: moment) }

    /// The first moment at which the oracle answers otherwise, by trying every moment at which anything can change.
    func firstTurn() -> Instant? {
        let holds = oracleHolds(at: now)
        let start = moments.firstIndex { $0 > now } ?? moments.count
        return (start..<moments.count).first { answers[$0] != holds }.map { moments[$0] }
    }

    var hasAnniversary: Bool { root.everyPart.contains { if case .anniversary = $0 { true } else { false } } }

    /// Whether a condition about an anniversary asks to be asked again years before it turns, if it ever does.
    func isAskedAgain(_ until: Instant?, _ turn: Instant?) -> Bool {
        guard hasAnniversary, let until else { return false }
        return until > now + .days(7 * 365) && turn.map { $0 >= until } ?? true
    }

    var description: String {
        let history = oracle.events.map { event in
            "\(event.occurredAt.iso8601) #\(event.order) \(event.name) \(oracle.json(event.body).text)"
        }.joined(separator: "\n  ")
        return """
            seed \(seed), now \(now.iso8601), zone \(subject.zone.identifier)
            \(Printer.text(root))
            trigger \(trigger.map { "\($0.occurredAt.iso8601) #\($0.order)" } ?? "none")
            profile \(JSON.object(subject.properties).text)
            oracle \(oracleHolds(at: now)) until \(firstTurn()?.iso8601 ?? "never"), \
            evaluator \(verdict.holds) until \(verdict.until?.iso8601 ?? "never")
              \(history)
            """
    }
}
