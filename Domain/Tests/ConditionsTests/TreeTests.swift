import Testing
import Values

@testable import Conditions

@Suite("The tree of a condition in JSON")
struct TreeTests {
    @Test("a visual editor gets back exactly the condition it was given", arguments: 0..<4)
    func roundTrip(chunk: Int) throws {
        for seed in chunk * 500..<(chunk + 1) * 500 {
            var conditions = RandomConditions(random: SeededRandom(seed: UInt64(seed)), odd: true)
            let condition = Condition(root: conditions.condition(depth: 3))
            // Over the wire and back, as an editor in a browser would send it.
            let json = try JSON.parse(condition.tree.text)
            do {
                #expect(try Condition(tree: json) == condition, "seed \(seed): \(condition.text)")
            } catch {
                Issue.record("seed \(seed): \(condition.text)\n\(error)")
            }
        }
    }

    @Test("a tree shows what a person would draw")
    func shape() throws {
        let condition = try Condition.parse(#"count("Order Completed" where total > 5, last: 90 days) >= 2"#)
        let expected = #"""
            {"kind":"comparison","left":{"kind":"figure","function":"count","event":"Order Completed",
            "where":{"kind":"comparison","left":{"kind":"property","of":"event","path":["total"]},"operator":">",
            "right":{"kind":"number","value":5}},"window":{"last":{"count":90,"unit":"day"}}},"operator":">=",
            "right":{"kind":"number","value":2}}
            """#
        #expect(condition.tree.text == expected.split(separator: "\n").joined())
    }

    @Test(
        "a tree that is no condition is refused with its place and what to do",
        arguments: [
            ("5", "a part of a condition is an object, not a number"), ("{}", "`kind` is missing"),
            (
                #"{"kind":"nto","operand":{}}"#,
                "kind: there is no `nto`; expected"
            ),
            (#"{"kind":"not","operand":{"kind":"fact"}}"#, "operand: `function` is missing"),
            (
                #"{"kind":"and","operands":[{"kind":"fact","function":"member","name":"VIP"}]}"#,
                "operands: `and` and `or` join"
            ),
            (
                #"{"kind":"or","operands":[{"kind":"fact","function":"member","name":"VIP"},{"kind":"exists","operand":{"kind":"property","of":"profile","path":[]}}]}"#,
                "operands[1].operand.path: a property has at least one key"
            ),
            (
                #"{"kind":"figure","function":"any","event":"X","window":{"last":{"count":0,"unit":"day"}}}"#,
                "window.last.count: a duration is a whole number, 1 or more"
            ),
            (
                #"{"kind":"number","value":5}"#,
                "the tree says 5, and that is refused: line 1, column 1: 5 is a number, not a condition"
            ),
            (
                #"{"kind":"fact","function":"consents","word":"fax"}"#,
                "the tree says consents(fax), and that is refused"
            ),
            (
                #"{"kind":"fact","function":"consents","word":"email) or consents(sms"}"#,
                "the tree says consents(email) or consents(sms), which reads as another tree"
            ),
        ])
    func refused(text: String, message: String) throws {
        let json = try JSON.parse(text)
        do {
            _ = try Condition(tree: json)
            Issue.record("\(text) was taken")
        } catch {
            #expect(error.description.hasPrefix(message), "\(error)")
        }
    }

    @Test("a tree nested a thousand levels deep is refused, not followed")
    func deep() {
        var json: JSON = ["kind": "fact", "function": "member", "name": "VIP"]
        for _ in 0..<1000 { json = ["kind": "not", "operand": json] }
        #expect(throws: ConditionTreeError.self) { try Condition(tree: json) }
    }

    @Test("no damaged tree crashes or hangs the reader", arguments: 0..<4)
    func damaged(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        for _ in 0..<300 {
            var conditions = RandomConditions(random: random.split(), odd: true)
            var bytes = Array(Condition(root: conditions.condition(depth: 2)).tree.text.utf8)
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let index = Int.random(in: 0..<bytes.count, using: &random)
                bytes[index] = Bool.random(using: &random) ? UInt8.random(in: 32...126, using: &random) : 0x30
            }
            guard let json = try? JSON.parse(bytes) else { continue }
            if let condition = try? Condition(tree: json) {
                #expect(try Condition.parse(condition.text) == condition, "seed \(seed)")
            }
        }
    }
}
