import Testing

@testable import Engine

@Suite("Faults of flow files")
struct FlowFileErrorTests {
    static let head = "flow: f\nname: F\ntrigger: X\n"

    /// The text below the head, and what is said of it; lines count from the head's first.
    static let faults: [(text: String, said: [String])] = [
        ("steps:\n  - wiat: 1 hour", ["5:5: this step has none of the keys", "did you mean wait?"]),
        (
            "steps:\n  - wait: an hour",
            ["5:11: wait is \"an hour\"; expected a length of time such as 1 hour or 3 days"]
        ),
        ("steps:\n  - wait until: 9", ["5:17: wait until is \"9\"; expected a time of day in quotes"]),
        ("steps:\n  - wait until: \"24:00\"", ["5:17: wait until is \"24:00\""]),
        ("steps:\n  - wait: 1 hour\n    ib: x", ["6:5: there is no field \"ib\" here; did you mean id?"]),
        ("steps:\n  - send: sms\n    subject: S\n    body: B", ["5:11: send is \"sms\"; expected email"]),
        ("steps:\n  - send: email\n    body: B", ["5:5: subject is missing; write, for example, subject: "]),
        ("steps:\n  - send: email\n    subject: S\n    body: \"\"", ["body is missing"]),
        ("steps:\n  - send: email\n    subject: [S]\n    body: B", ["6:14: subject must be a text"]),
        ("steps:\n  - wait for: Y\n    then: []", ["up to is missing: a wait for an event needs an end"]),
        ("steps:\n  - update: {}", ["update needs at least one property"]),
        ("steps:\n  - update: vip", ["update must be a mapping of names to values"]),
        ("steps:\n  - coupon: \"\"", ["coupon is missing; write, for example, coupon: cart-rescue"]),
        ("steps:\n  - if: profile.vip ==\n    then: []", ["5:"]),
        (
            "steps:\n  - if: cuont(\"X\") > 1\n    then: []",
            ["5:9: there is no function `cuont`", "did you mean count?"]
        ),
        ("steps:\n  - if: profile.vip\n    then: wait", ["6:11: steps must be a list; begin each with a hyphen"]),
        ("steps: wait", ["4:8: steps must be a list"]),
        ("steps:\n  - wait", ["5:5: a step must be a mapping of fields to values"]),
        ("about: x", ["steps are missing"]),
        ("setps: []\nsteps:\n  - end: now", ["4:1: there is no field \"setps\" here; did you mean steps?"]),
        (
            "purpose: promotion\nsteps:\n  - end: x",
            ["4:10: purpose is \"promotion\"; expected marketing or transactional"]
        ),
        ("reentry: sometimes\nsteps:\n  - end: x", ["4:10: reentry is \"sometimes\"; expected always, once, or"]),
        (
            "while under way: restart\nsteps:\n  - end: x",
            ["4:18: while under way is \"restart\"; expected ignore, refresh or another"]
        ),
        ("exit: {a: b}\nsteps:\n  - end: x", ["4:7: exit must be a text or a list of texts"]),
        ("exit:\n  - profile.a\n  - [b]\nsteps:\n  - end: x", ["6:5: exit must be a list of texts"]),
        (
            "goal: 'any(\"X\", sinc: trigger)'\nsteps:\n  - end: x",
            ["4:17: there is no bound `sinc:`", "did you mean since:?"]
        ),
        (
            "goal: any(\"X\", since: trigger)\nsteps:\n  - end: x",
            ["4:", "put a text that contains a colon", "in single quotes"]
        ),
        ("steps:\n  - wait: 1 day\n    id: a\n  - wait: 1 day\n    id: a", ["7:5: the id \"a\" is used twice"]),
        ("steps:\n\t- wait: 1 day", ["5:", "this is not valid YAML"]),
        ("steps:\n  - wait: 1 day\n    wait: 2 days", ["stands here more than once"]),
    ]

    @Test("each names line and column, what was expected, and the nearest known name", arguments: faults)
    func fault(_ text: String, _ said: [String]) {
        let errors = Self.errors(Self.head + text)
        let description = FlowFileErrors(errors: errors).described(file: "f.yaml")
        #expect(errors.count == 1, "\(description)")
        for part in said { #expect(description.contains(part), "\(description)") }
    }

    @Test(
        "the head has faults of its own",
        arguments: [
            ("", "1:1: the file is empty"), ("[]", "1:1: a flow file must be a mapping"),
            ("name: F\ntrigger: X\nsteps:\n  - end: x", "flow is missing; write, for example, flow: abandoned-cart"),
            ("flow: F g\nname: F\ntrigger: X\nsteps:\n  - end: x", "1:7: flow is \"F g\"; expected lower-case letters"),
            ("flow: f\ntrigger: X\nsteps:\n  - end: x", "name is missing"),
            (
                "flow: f\nname: F\nsteps:\n  - end: x",
                "trigger is missing; write, for example, trigger: Order Completed"
            ),
            ("flow: f\nname: F\ntrigger: []\nsteps:\n  - end: x", "trigger is missing"),
            ("flow: *nowhere", "this is not valid YAML"),
        ])
    func head(_ text: String, _ said: String) {
        let description = FlowFileErrors(errors: Self.errors(text)).described(file: "f.yaml")
        #expect(description.contains(said), "\(description)")
    }

    @Test("all faults of a file are reported at once, in the order of the file")
    func all() {
        let errors = Self.errors(
            """
            flow: Bad Name
            name: F
            trigger: X
            when: profile.age >< 3
            reentry: never
            steps:
              - wait: soon
              - sned: email
              - send: email
                subject: S
              - if: cuont("X") > 1
                tehn: []
            """)
        #expect(errors.map(\.line) == errors.map(\.line).sorted())
        #expect(Set(errors.map(\.line)) == [1, 4, 5, 7, 8, 9, 11, 12])
    }

    @Test("what is too large, too long or too deep is refused by name")
    func limits() {
        let huge = Self.head + "about: " + String(repeating: "x", count: FlowFile.maximumBytes)
        #expect(Self.errors(huge).first?.message.contains("larger than 256 KB") == true)
        let long = Self.head + "steps:\n" + String(repeating: "  - wait: 1 day\n", count: FlowFile.maximumSteps + 1)
        #expect(Self.errors(long).first?.message == "a flow has at most 500 steps")
        var deep = Self.head + "steps:\n"
        for level in 0...FlowFile.maximumDepth + 1 {
            let indent = String(repeating: " ", count: level * 4)
            deep += "\(indent)  - if: profile.vip\n\(indent)    then:\n"
        }
        deep += String(repeating: " ", count: 4 * FlowFile.maximumDepth + 8) + "  - end: x\n"
        #expect(Self.errors(deep).contains { $0.message.contains("deeper than 20 levels") })
    }

    static func errors(_ text: String) -> [FlowFileError] {
        do throws(FlowFileErrors) {
            _ = try FlowFile.read(text)
            return []
        } catch {
            return error.errors
        }
    }
}
