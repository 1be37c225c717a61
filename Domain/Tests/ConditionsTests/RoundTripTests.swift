import Testing
import Values

@testable import Conditions

@Suite("Printing and parsing")
struct RoundTripTests {
    @Test("parsing the printed text of a tree gives the tree again", arguments: 0..<4)
    func generatedTrees(chunk: Int) {
        for seed in chunk * 1000..<(chunk + 1) * 1000 {
            var conditions = RandomConditions(random: SeededRandom(seed: UInt64(seed)), odd: true)
            let condition = Condition(root: conditions.condition(depth: 3))
            do {
                let parsed = try Condition.parse(condition.text)
                #expect(parsed == condition, "seed \(seed): \(condition.text)")
                #expect(parsed.text == condition.text, "seed \(seed)")
                #expect(!condition.sentence.isEmpty)
            } catch {
                Issue.record("seed \(seed): \(condition.text)\n\(error)")
            }
        }
    }

    @Test("the generated trees have every construct of the language")
    func everyConstruct() {
        var names: Set<String> = []
        for seed in 0..<4000 {
            var conditions = RandomConditions(random: SeededRandom(seed: UInt64(seed)), odd: true)
            names.formUnion(conditions.condition(depth: 3).constructs)
        }
        let functions =
            Aggregate.Function.allCases.map(\.rawValue) + Fact.Function.allCases.map(\.rawValue)
            + Interest.Measure.allCases.map(\.rawValue) + Engagement.Action.allCases.map(\.rawValue)
            + OrderFigure.Measure.allCases.map(\.rawValue)
        let operators = Comparator.allCases.map(\.rawValue) + Relation.allCases.map(\.rawValue)
        for name in TreeKind.allCases.map(\.rawValue) + functions + operators {
            #expect(names.contains(name), "\(name)")
        }
    }

    @Test(
        "a condition prints in its canonical form",
        arguments: [
            (#"count( "Order Completed" , last:90 day )>=2"#, #"count("Order Completed", last: 90 days) >= 2"#),
            (
                #"(profile.a == 1)and((profile.b==2)or profile.c == 3)"#,
                "profile.a == 1 and (profile.b == 2 or profile.c == 3)"
            ),
            (#"not (not (profile.vip))"#, "not not profile.vip"),
            (#"not (profile.a == 1 and profile.b == 2)"#, "not (profile.a == 1 and profile.b == 2)"),
            (#"last("Order Completed".total)> 1.50"#, #"last("Order Completed").total > 1.50"#),
            (#"any("X", since:trigger, last: 1 months)"#, #"any("X", last: 1 month, since: trigger)"#),
            (
                "spent( )>5 EUR and orders(zone:workspace,last:2 day)==1",
                "spent() > 5 EUR and orders(last: 2 days, zone: workspace) == 1"
            ),
            (
                "average_order( where a==1 and b exists,last:2 day )>5 and last_order()<1 months ago",
                "average_order(where a == 1 and b exists, last: 2 days) > 5 and last_order() < 1 month ago"
            ),
            (
                #"any cart item where sku == "A" and price > 5"#,
                #"any(cart.products where sku == "A" and price > 5)"#
            ),
            (
                #"any("X" where cart.id == 1 and event.cart.total > 2)"#,
                #"any("X" where cart.id == 1 and cart.total > 2)"#
            ),
            (#"consents("sms")"#, "consents(sms)"),
            (#"any("X" where event.category == 'é')"#, ""),
            (#"any("X" where event."where" == "\u00e9\/")"#, #"any("X" where event.where == "é/")"#),
            (#"profile."Shoe size" in [1,2.0,"x",true]"#, #"profile."Shoe size" in [1, 2.0, "x", true]"#),
        ])
    func canonicalForm(text: String, canonical: String) {
        #expect(((try? Condition.parse(text).text) ?? "") == canonical)
    }
}
