import Engine
import FlowScenarios
import Messages
import Simulation
import Testing
import Values

@Suite("Steps do what they say")
struct ActingTests {
    static let proofs: [Proof] = [
        Proof(
            "properties, numbers, tags and lists follow, and conditions see them at once",
            """
            steps:
              - increment: {seen: 2, credit: -0.5}
              - update: {first: trigger.product.name, again: profile.seen}
              - add tag: [keen, loud]
              - remove tag: loud
              - join list: Club
              - if: 'profile.seen == 2 and profile.credit == -0.5 and profile.first == "Cup" and profile.again == 2 and tagged("keen") and not tagged("loud") and listed("Club")'
                then:
            \(send("all", indent: 6))
              - leave list: Club
              - if: listed("Club")
                then:
            \(send("still", indent: 6))
            """,
            """
              - name: all of it
                happens: [{at: Mon 10:00, event: Go, with: {product: {name: Cup}}}]
                expect: [Mon 10:00 sent all]
            """),
        Proof(
            "a property that is set to null is gone, whoever told it",
            """
            steps:
              - update: {first: one, kept: two}
              - update: {first: null, nickname: null}
              - if: 'not profile.first exists and not profile.nickname exists and profile.kept == "two"'
                then:
            \(send("gone", indent: 6))
            """,
            """
              - name: one of its own, and one from before
                person: {nickname: Annie}
                happens: [{at: Mon 10:00, event: Go}]
                expect: [Mon 10:00 sent gone]
            """),
        Proof(
            "numbers add up and later steps win, though all in one moment",
            """
            steps:
              - update: {count: 9, state: zero}
              - increment: {count: 1}
              - increment: {count: 1}
              - update: {state: able}
              - if: 'profile.count == 11 and profile.state == "able"'
                then:
            \(send("all", indent: 6))
            """,
            """
              - name: all of it
                happens: [{at: Mon 10:00, event: Go}]
                expect: [Mon 10:00 sent all]
            """),
        Proof(
            "an event of one's own starts another flow, with what it carries",
            "steps:\n  - emit: Done\n    with: {cart: trigger.cart_id}\n",
            others: ["flow: g\nname: G\ntrigger: Done\nwhen: trigger.cart == \"c1\"\nsteps:\n" + send("g")],
            """
            with: [g]
            scenarios:
              - name: one
                happens: [{at: Mon 10:00, event: Go, with: {cart_id: c1}}]
                expect: [Mon 10:00 emitted Done, Mon 10:00 sent g]
            """),
        Proof(
            "a flow starts another and stops a third, whose held message is withdrawn",
            "steps:\n  - start flow: g\n    with: {why: trigger.why}\n  - stop flow: h\n",
            others: [
                "flow: g\nname: G\ntrigger: manual\nwhen: trigger.why == \"test\"\nsteps:\n  - wait: 1 hour\n"
                    + send("g"),
                "flow: h\nname: H\ntrigger: Before\nsteps:\n  - wait: 10 hours\n" + send("h"),
            ],
            """
            with: [g, h]
            scenarios:
              - name: held by night and withdrawn
                happens:
                  - {at: Mon 12:00, event: Before}
                  - {at: Tue 08:00, event: Go, with: {why: test}}
                expect:
                  - Mon 22:00 held h because 9:00
                  - Tue 08:00 refused h because stopped it
                  - Tue 09:00 sent g
            """),
        Proof(
            "two flows that start each other end, and say so",
            "trigger: [Go, manual]\nsteps:\n  - emit: Ping\n  - start flow: g\n",
            others: ["flow: g\nname: G\ntrigger: manual\nsteps:\n  - start flow: f\n"],
            """
            with: [g]
            scenarios:
              - name: it ends
                happens: [{at: Mon 10:00, event: Go}]
                expect: [Mon 10:00 emitted Ping]
            """),
        Proof(
            "tasks, alerts, calls and audiences are asked for at their moments",
            """
            steps:
              - task: 'Call {{ profile.first_name }}'
                due: 1 day
              - wait: 1 hour
              - alert: Watch out
                to: chat
              - webhook: https://erp.example.com/x
                id: erp
              - add to audience: shoes
            """,
            """
              - name: all of them
                happens: [{at: Mon 10:00, event: Go}]
                expect: [Mon 10:00 task Call, Mon 11:00 alert Watch out, Mon 11:00 webhook erp, Mon 11:00 audience shoes]
            """),
        Proof(
            "an audience that lasts as long as the journey is left however the journey ends, and once",
            """
            goal: 'any("Bought", since: trigger)'
            exit: 'any("Gone", since: trigger)'
            steps:
              - add to audience: shoes
                until: journey ends
              - wait: 2 days
              - if: tagged("early")
                then:
                  - remove from audience: shoes
              - wait: 1 day
            """,
            """
              - name: at its last step
                happens: [{at: Mon 10:00, event: Go}]
                expect: [Mon 10:00 audience shoes, Thu 10:00 audience shoes]
              - name: at its goal
                happens: [{at: Mon 10:00, event: Go}, {at: Tue 10:00, event: Bought}]
                expect: [Mon 10:00 audience shoes, Tue 10:00 audience shoes]
              - name: at an exit
                happens: [{at: Mon 10:00, event: Go}, {at: Tue 11:00, event: Gone}]
                expect: [Mon 10:00 audience shoes, Tue 11:00 audience shoes]
              - name: by a step before
                happens: [{at: Mon 09:00, add tag: early}, {at: Mon 10:00, event: Go}]
                expect: [Mon 10:00 audience shoes, Wed 10:00 audience shoes]
            """),
        Proof(
            "an answer is kept, and a failure takes its way, or is tried again, or ends the journey",
            """
            steps:
              - webhook: https://erp.example.com/x
                id: erp
                answer: erp
                on error: retry
                then:
                  - update: {tier: answers.erp.tier}
                else:
            \(send("failed", indent: 6))
              - if: profile.tier == "gold"
                then:
            \(send("gold", indent: 6))
              - webhook: https://erp.example.com/y
                id: second
                on error: stop
              - alert: It worked
            """,
            """
              - name: it answers
                answers: {erp: {tier: gold}, second: {}}
                happens: [{at: Mon 10:00, event: Go}]
                expect: [Mon 10:00 webhook erp, Mon 10:00 sent gold, Mon 10:00 webhook second, Mon 10:00 alert It worked]
              - name: it fails for good
                answers: {erp: fails, second: fails}
                happens: [{at: Mon 10:00, event: Go}]
                expect:
                  - Mon 10:00 webhook erp
                  - Mon 11:00 webhook erp
                  - Mon 12:00 webhook erp
                  - Mon 13:00 webhook erp
                  - Mon 13:00 sent failed
                  - Mon 13:00 webhook second
                  - Mon 13:00 ended f because webhook failed
            """),
        Proof(
            "staff hear of a step that failed where the flow says so",
            "steps:\n  - webhook: https://erp.example.com/x\n    id: erp\n    on error: alert\n",
            """
              - name: it fails
                answers: {erp: fails}
                happens: [{at: Mon 10:00, event: Go}]
                expect: [Mon 10:00 webhook erp, 'Mon 10:00 alert {{ failure']
            """),
    ]

    @Test("a step", arguments: proofs)
    func step(_ proof: Proof) throws { try proof.check() }

    @Test("what is asked for carries its identity, and its texts are rendered for the person")
    func rendered() throws {
        let text = Proof.whole(
            "steps:\n  - webhook: https://e.example/x\n    body: {mail: '{{ profile.email }}', total: trigger.total, deep: [{a: '{{ trigger.total }}'}]}\n"
                + "  - task: 'Call {{ profile.first_name }}'\n    due: 1 day\n")
        var world = World(
            definitions: Definitions(version: 1, flows: [try FlowFile.read(text, version: 1)]),
            now: Instant(iso8601: "2026-03-02T10:00:00Z")!)
        let ana = [Identity(.user, "ana")!]
        let total = JSON.number(Number(literal: "12.50")!)
        try world.identify(["email": "ana@example.com", "first_name": "Ana"], by: ana)
        try world.track("Go", ["total": total], by: ana)
        let effects = world.store.effects
        #expect(effects.map(\.kind) == [.webhook, .task])
        #expect(Set(effects.map(\.effectID)).count == 2)
        let call = try effects[0].rendered(settings: WorkspaceSettings())
        #expect(call["body"] == ["mail": "ana@example.com", "total": total, "deep": [["a": "12.5"]]])
        let task = try effects[1].rendered(settings: WorkspaceSettings())
        #expect(task["title"] == "Call Ana")
        #expect(task["due_at"]?.number?.integer == (world.now + .days(1)).milliseconds)
    }

    @Test("a message speaks the language of the person, or else the flow's own")
    func languages() throws {
        let text = Proof.whole(
            "language: en\nsteps:\n  - send: email\n    id: a\n    subject: Hello\n    body: <p>B</p>\n    languages:\n"
                + "      de: {subject: Hallo, body: <p>B</p>}\n      pt-BR: {subject: Oi, body: <p>B</p>}\n")
        let flow = try FlowFile.read(text, version: 1)
        let cases: [(String?, String)] = [
            ("de", "Hallo"), ("de-AT", "Hallo"), ("de_CH", "Hallo"), ("pt", "Oi"), ("pt-PT", "Oi"), ("en-GB", "Hello"),
            ("fr", "Hello"), (nil, "Hello"),
        ]
        for (number, (locale, subject)) in cases.enumerated() {
            var world = World(
                definitions: Definitions(version: 1, flows: [flow]), now: Instant(iso8601: "2026-03-02T10:00:00Z")!)
            var traits: JSONObject = [
                "email": .string("p\(number)@example.com"),
                "consents": ["email": ["status": "granted", "source": "form"]],
            ]
            if let locale { traits["locale"] = .string(locale) }
            try world.identify(traits, by: [Identity(.user, "p")!])
            try world.track("Go", by: [Identity(.user, "p")!])
            let message = try #require(world.messages.first)
            var templates = MessageTemplates()
            #expect(try templates.subject(of: message, of: flow, settings: WorkspaceSettings()) == subject)
        }
    }
}
