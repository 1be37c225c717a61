import Testing
import Values

@testable import Conditions

@Suite("Verdicts against the oracle")
struct UntilPropertyTests {
    static let casesPerSeed = 1000

    @Test(
        "the answer is the oracle's, and until is exactly the first moment at which the oracle's turns",
        arguments: 0..<20)
    func exactUntil(chunk: Int) {
        for index in 0..<Self.casesPerSeed {
            let check = Case(seed: UInt64(chunk * Self.casesPerSeed + index), mayLieAhead: false)
            let verdict = check.verdict
            let expected = check.firstTurn()
            #expect(verdict.holds == check.oracleHolds(at: check.now), "\(check.description)")
            #expect(verdict.until == expected, "\(check.description)")
            if verdict.holds != check.oracleHolds(at: check.now) || verdict.until != expected { return }
        }
    }

    @Test("the random cases are varied: both answers, many that turn, many compounds that pass over a change")
    func variety() {
        let cases = (0..<1000).map { Case(seed: UInt64($0), mayLieAhead: false) }
        #expect(cases.count { $0.verdict.holds } > 250)
        #expect(cases.count { !$0.verdict.holds } > 250)
        #expect(cases.count { $0.verdict.until != nil } > 170)
        #expect(cases.count { $0.root.spans.count > 1 && $0.verdict.until != nil } > 75)
    }

    @Test("nothing changes at any moment between now and until", arguments: 100..<104)
    func constantBetween(chunk: Int) {
        for index in 0..<Self.casesPerSeed {
            var check = Case(seed: UInt64(chunk * Self.casesPerSeed + index), mayLieAhead: false)
            let verdict = check.verdict
            let end = verdict.until ?? check.now + .days(800)
            for _ in 0..<3 where end.milliseconds > check.now.milliseconds + 1 {
                let probe = Instant(
                    milliseconds: Int64.random(in: check.now.milliseconds..<end.milliseconds, using: &check.random))
                #expect(check.oracleHolds(at: probe) == verdict.holds, "\(check.description) at \(probe.iso8601)")
            }
        }
    }

    @Test("long histories crowded around month ends turn exactly when the oracle's do", arguments: 300..<304)
    func crowdedHistories(chunk: Int) {
        for index in 0..<25 {
            let check = Case(seed: UInt64(chunk * Self.casesPerSeed + index), crowdedBy: 40)
            let verdict = check.verdict
            #expect(verdict.holds == check.oracleHolds(at: check.now), "\(check.description)")
            #expect(verdict.until == check.firstTurn(), "\(check.description)")
        }
    }

    @Test(
        "events dated ahead of now are ignored, and looked at again no later than when they set in",
        arguments: 200..<204)
    func eventsAhead(chunk: Int) {
        for index in 0..<Self.casesPerSeed {
            let check = Case(seed: UInt64(chunk * Self.casesPerSeed + index), mayLieAhead: true)
            let verdict = check.verdict
            #expect(verdict.holds == check.oracleHolds(at: check.now), "\(check.description)")
            guard let turn = check.firstTurn() else { continue }
            guard let until = verdict.until else {
                Issue.record("until is missing: \(check.description)")
                continue
            }
            #expect(until <= turn, "\(check.description)")
            let setsIn = check.subject.timeline.inOrder().contains { $0.occurredAt == until }
            #expect(until == turn || setsIn, "early for no reason: \(check.description)")
        }
    }
}

/// One random condition over one random history.
struct Case {
    let seed: UInt64
    var random: SeededRandom
    let root: Expression
    let subject: Subject
    let trigger: TimelineEvent?
    let now: Instant
    private let oracle: Oracle

    init(seed: UInt64, mayLieAhead: Bool) {
        self.seed = seed
        random = SeededRandom(seed: seed)
        var conditions = RandomConditions(random: random.split())
        root = conditions.condition()
        var histories = RandomHistories(random: random.split())
        now = histories.now
        subject = histories.subject(around: root.spans, mayLieAhead: mayLieAhead)
        trigger = histories.trigger(subject, around: root.spans)
        oracle = Oracle(subject, trigger: trigger)
    }

    /// One figure over months, of many events around the edge of its window.
    init(seed: UInt64, crowdedBy count: Int) {
        self.seed = seed
        random = SeededRandom(seed: seed)
        var conditions = RandomConditions(random: random.split())
        root = conditions.overMonths(upTo: count)
        var histories = RandomHistories(random: random.split())
        now = histories.now
        subject = histories.crowded(count, around: root.spans)
        trigger = nil
        oracle = Oracle(subject, trigger: nil)
    }

    var verdict: Verdict { CompiledCondition(Condition(root: root)).evaluate(subject, trigger: trigger, now: now) }

    func oracleHolds(at moment: Instant) -> Bool { oracle.holds(root, at: moment) }

    /// The first moment at which the oracle answers otherwise, by trying every moment at which anything can change.
    func firstTurn() -> Instant? {
        var starts = oracle.events.map(\.occurredAt)
        if let since = subject.properties["since"]?.string.flatMap({ Instant(iso8601: $0) }) { starts.append(since) }
        starts.append(now - .days(40))
        let ends = Set(root.spans).flatMap { span in starts.map { oracle.end(of: span, from: $0) } }
        let moments = (starts + ends).flatMap { [$0, $0 + TimeSpan(milliseconds: 1)] }
        let holds = oracleHolds(at: now)
        return Set(moments).filter { $0 > now }.sorted().first { oracleHolds(at: $0) != holds }
    }

    var description: String {
        let history = oracle.events.map { "\($0.occurredAt.iso8601) #\($0.order) \($0.name)" }.joined(separator: "\n  ")
        return """
            seed \(seed), now \(now.iso8601), zone \(subject.zone.identifier)
            \(Printer.text(root))
            trigger \(trigger.map { "\($0.occurredAt.iso8601) #\($0.order)" } ?? "none")
            oracle \(oracleHolds(at: now)) until \(firstTurn()?.iso8601 ?? "never"), \
            evaluator \(verdict.holds) until \(verdict.until?.iso8601 ?? "never")
              \(history)
            """
    }
}
