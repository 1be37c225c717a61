import Testing
import Values

@testable import Conditions

@Suite("Verdicts against the oracle")
struct UntilPropertyTests {
    static let casesPerSeed = 1000
    static let histories = 25_000
    static let momentsPerHistory = 8

    @Test(
        "at 200,000 random moments the answer is the oracle's, and until is exactly when the oracle's turns",
        arguments: 0..<10)
    func exactUntil(chunk: Int) {
        let count = Self.histories / 10
        for seed in chunk * count..<(chunk + 1) * count {
            var check = Case(seed: UInt64(seed), mayLieAhead: false)
            for _ in 0..<Self.momentsPerHistory {
                let verdict = check.verdict
                #expect(verdict.holds == check.oracleHolds(at: check.now), "\(check.description)")
                let expected = check.firstTurn()
                let isExact = verdict.until == expected || check.isAskedAgain(verdict.until, expected)
                #expect(isExact, "\(check.description)")
                if verdict.holds != check.oracleHolds(at: check.now) || !isExact { return }
                check.moveOn()
            }
        }
    }

    @Test("the random cases are varied: both answers, and turns of every construct that time can turn")
    func variety() {
        var turned: [String: Int] = [:]
        var answers = [true: 0, false: 0]
        for seed in 0..<5_000 {
            var check = Case(seed: UInt64(seed), mayLieAhead: false)
            for _ in 0..<Self.momentsPerHistory {
                let verdict = check.verdict
                answers[verdict.holds, default: 0] += 1
                if verdict.until != nil { for name in check.root.constructs { turned[name, default: 0] += 1 } }
                check.moveOn()
            }
        }
        #expect(answers[true]! > 4000 && answers[false]! > 4000)
        let expected =
            Aggregate.Function.allCases.map(\.rawValue) + [
                "last:", "between:", "this:", "previous:", "since:", "until:", "zone:", "ago", "age", "anniversary",
                "day", "sequence", "interest", "engagement", "rank", "items", "relation", "money", "spent", "orders",
                "cart",
            ]
        for name in expected { #expect(turned[name] ?? 0 >= 10, "\(name) turned \(turned[name] ?? 0) times") }
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
            if check.hasAnniversary { continue }
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
