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
            ["4:18: while under way is \"restart\"; expected ignore, refresh, replace or another"]
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
        (
            "steps:\n  - go to: remnder\n  - note: x\n    id: reminder",
            ["5:5: go to leads to \"remnder\"", "did you mean reminder?"]
        ),
        (
            "steps:\n  - go to: a\n    at most: 0\n    id: a",
            ["6:14: at most is \"0\"; expected a whole number from 1 to 1000"]
        ),
        ("steps:\n  - wait: 1 hour\n    spread: wide", ["6:13: spread is \"wide\"; expected a length of time"]),
        (
            "steps:\n  - wait until: \"09:00\"\n    on: tusday",
            ["6:9: on is \"tusday\"; expected a day", "did you mean tuesday?"]
        ),
        ("steps:\n  - wait until: \"09:00\"\n    to: \"08:00\"", ["6:9: to is not later than wait until"]),
        ("steps:\n  - wait until: \"09:00\"\n    days before: 2", ["6:18: days before belongs to a wait until a date"]),
        (
            "steps:\n  - wait until: profile.a\n    days before: 1\n    days after: 1",
            ["7:17: days before and days after exclude each other"]
        ),
        ("steps:\n  - wait for condition: profile.vip", ["up to is missing: a wait for a condition needs an end"]),
        ("steps:\n  - choose: profile.vip", ["5:13: choose must be a list, each item with when and then"]),
        (
            "steps:\n  - choose:\n      - whn: profile.vip\n        when: profile.a",
            ["6:9: there is no field \"whn\" here; did you mean when?"]
        ),
        ("steps:\n  - split:\n      - share: 60%\n      - share: 50%", ["6:7: the shares add up to more than 100%"]),
        ("steps:\n  - split:\n      - share: half", ["6:16: share is \"half\"; expected a share such as 50%"]),
        ("steps:\n  - test: t\n    variants:\n      - name: a", ["7:7: a test needs at least two variants"]),
        (
            "steps:\n  - test: t\n    variants:\n      - {name: a, share: 50%}\n      - {name: b, share: 40%}",
            ["7:7: the shares of a test make 100%"]
        ),
        ("steps:\n  - holdout: 110%", ["5:14: holdout is \"110%\"; expected a share"]),
        ("steps:\n  - increment: {a: x}", ["5:16: increment needs names and numbers"]),
        ("steps:\n  - add tag: []", ["5:14: add tag is missing; write, for example, add tag: wholesale"]),
        ("steps:\n  - emit: Consent Granted", ["5:11: \"Consent Granted\" is an event of Cartwheel's own"]),
        ("steps:\n  - task: T\n    priority: hihg", ["6:15: priority is \"hihg\"", "did you mean high?"]),
        ("steps:\n  - alert: A\n    to: emial", ["6:9: to is \"emial\"", "did you mean email?"]),
        (
            "steps:\n  - webhook: ftp://x",
            ["5:14: webhook is \"ftp://x\"; expected an address that begins with https://"]
        ),
        ("steps:\n  - webhook: 'https://{{ profile.host }}/x'", ["5:14: the host of a webhook is written out"]),
        ("steps:\n  - webhook: https://x\n    then: []", ["6:11: then needs answer: NAME"]),
        (
            "steps:\n  - webhook: https://x\n    headers: {Webhook-Signature: x}",
            ["6:14: the header Webhook-Signature is set by Cartwheel itself"]
        ),
        (
            "steps:\n  - webhook: https://x\n    on error: retyr",
            ["6:15: on error is \"retyr\"", "did you mean retry?"]
        ),
        (
            "steps:\n  - send: email\n    subject: S\n    body: B\n    languages:\n      de: {subject: S}",
            ["9:11: body is missing"]
        ),
        (
            "steps:\n  - send: email\n    subject: S\n    body: B\n    languages:\n      german!: {subject: S, body: B}",
            ["9:7: \"german!\" is no language; expected one such as de"]
        ),
        ("priority: hgih\nsteps:\n  - end: x", ["4:11: priority is \"hgih\"", "did you mean high?"]),
        (
            "at most: 2 per year\nsteps:\n  - end: x",
            ["4:10: at most is \"2 per year\"; expected, for example, 2 per 7 days"]
        ),
        ("language: english!\nsteps:\n  - end: x", ["4:11: language is \"english!\"; expected a language"]),
        ("one at a time per: cat\nsteps:\n  - end: x", ["4:20: one at a time per is \"cat\"", "did you mean cart?"]),
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

    /// A trigger, at line 3, and what is said of it.
    static let triggers: [(text: String, said: [String])] = [
        ("{segmnt entered: VIP}", ["3:10: this trigger has none of the keys", "did you mean segment entered?"]),
        ("{event: X, wher: a}", ["3:21: there is no field \"wher\" here; did you mean where?"]),
        ("{event: X, where: trigger.a = 1}", ["3:"]),
        (
            "{date: birthday}",
            ["3:17: date is \"birthday\"; expected a property of the person such as profile.birthday"]
        ),
        ("{date: profile.a, every: month}", ["3:35: every is \"month\"; expected year"]),
        ("{date: profile.a, at: \"9\"}", ["3:32: at is \"9\"; expected a time of day in quotes"]),
        ("{every: fortnight, among: VIP}", ["3:18: every is \"fortnight\"; expected a length such as 1 week"]),
        ("{every: 2 days, on: monday, among: VIP}", ["3:30: on says the days of a schedule in weeks"]),
        ("{every: 1 week}", ["among is missing; write, for example, among: VIP"]),
        ("{every: 1 week, among: VIP, zone: Europe/Berln}", ["did you mean Europe/Berlin?"]),
        (
            "{cron: \"60 * * * *\", among: VIP}",
            ["3:17: the minute of cron is \"60\"; expected *, a number from 0 to 59"]
        ),
        ("{cron: \"* * * *\", among: VIP}", ["3:17: cron is \"* * * *\"; expected five fields"]),
        ("{becomes true: trigger.total > 5}", ["3:25: becomes true is asked at any time, when there is no trigger"]),
        ("{score: lead}", ["3:18: score needs a line: either reaches: 50 or falls below: 20"]),
        ("{score: lead, reaches: high}", ["3:33: the line is \"high\"; expected a number"]),
        ("{price drop: 10%}", ["3:23: price drop is \"10%\"; expected at least 10%, or nothing"]),
        ("{keyword: two words}", ["3:20: keyword is \"two words\"; expected one word"]),
        ("{manual: x}", ["3:19: manual is \"x\"; it takes no value"]),
        ("[[X]]", ["3:11: a trigger must be a mapping of fields to values"]),
    ]

    @Test("so are the faults of triggers", arguments: triggers)
    func trigger(_ text: String, _ said: [String]) {
        let errors = Self.errors("flow: f\nname: F\ntrigger: \(text)\nsteps:\n  - end: x")
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
