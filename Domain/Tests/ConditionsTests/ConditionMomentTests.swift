import Testing
import Values

@testable import Conditions

@Suite("Several conditions asked about one moment")
struct ConditionMomentTests {
    @Test("each answers as it does by itself, whatever was asked before it", arguments: 0..<4)
    func asEachByItself(chunk: Int) {
        var holding = 0
        for seed in chunk * 500..<(chunk + 1) * 500 {
            let check = Case(seed: UInt64(seed), mayLieAhead: seed % 2 == 0)
            // Conditions of other cases ask about this case's person; some of them hold.
            let conditions = (0..<4).map { other in
                CompiledCondition(
                    Condition(
                        root: Case(seed: UInt64(other == 0 ? seed : seed &+ other * 7919), mayLieAhead: false).root))
            }
            var moment = ConditionMoment(check.subject, trigger: check.trigger, now: check.now)
            for condition in conditions + conditions.reversed() {
                let alone = condition.evaluate(check.subject, trigger: check.trigger, now: check.now).holds
                if alone { holding += 1 }
                #expect(moment.holds(condition) == alone, "seed \(seed): \(condition.condition.text)")
            }
        }
        #expect(holding > 500)
    }
}
