import Testing

@Suite("Triggers start a flow when they say, and at no other time")
struct TriggerTests {
    static let proofs: [Proof] = [
        Proof(
            "an event with a filter, and an event without",
            "trigger:\n  - event: Viewed\n    where: trigger.category == \"Shoes\"\n  - Other\nreentry: always\nsteps:\n  - alert: hit\n",
            """
              - name: only those that pass
                happens:
                  - {at: Mon 10:00, event: Viewed, with: {category: Hats}}
                  - {at: Mon 11:00, event: Viewed, with: {category: Shoes}}
                  - {at: Mon 12:00, event: Other}
                expect: [Mon 11:00 alert hit, Mon 12:00 alert hit]
            """),
        Proof(
            "entering and leaving a segment, also when only time passes",
            "trigger:\n  - segment entered: Keen\n  - segment left: Keen\nsteps:\n  - alert: hit\n",
            """
            segments: {Keen: 'any("Seen", last: 2 days)', Other: 'any("Seen", last: 1 day)'}
            scenarios:
              - name: in and out, and nothing of the other
                happens: [{at: Mon 10:00, event: Seen}]
                expect: [Mon 10:00 alert hit, Wed 10:00 alert hit]
            """),
        Proof(
            "lists and tags by their names",
            "trigger:\n  - list joined: Club\n  - list left: Club\n  - tag added: vip\n  - tag removed: vip\nsteps:\n  - alert: hit\n",
            """
              - name: each once
                happens:
                  - {at: Mon 10:00, join list: Club}
                  - {at: Mon 10:05, join list: Other}
                  - {at: Mon 11:00, leave list: Club}
                  - {at: Mon 12:00, add tag: vip}
                  - {at: Mon 13:00, remove tag: vip}
                expect: [Mon 10:00 alert hit, Mon 11:00 alert hit, Mon 12:00 alert hit, Mon 13:00 alert hit]
            """),
        Proof(
            "a birthday comes every year, a week before, by the clock where the person lives",
            "trigger:\n  - date: profile.birthday\n    every: year\n    days before: 7\n    at: \"08:30\"\nsteps:\n  - alert: hit\n",
            """
              - name: in New York, where summer has begun
                person: {birthday: "1987-03-16", timezone: America/New_York}
                happens: [{at: Mon 10:00, event: Nothing}]
                expect: [Mon2 12:30 alert hit]
              - name: two years running, without a year
                person: {birthday: --03-16}
                happens: [{at: 2027-03-01 10:00, event: Nothing}]
                expect: [Mon2 08:30 alert hit, 2027-03-09 08:30 alert hit]
              - name: known too late for this year
                happens: [{at: Mon2 08:31, identify: {birthday: "1987-03-16"}}]
                expect: []
              - name: moved before it came
                person: {birthday: "1987-03-16"}
                happens:
                  - {at: Wed 10:00, identify: {birthday: "1987-03-18"}}
                expect: [Wed2 08:30 alert hit]
            """),
        Proof(
            "29 February is the 28th where there is no 29th, and the first day is no anniversary",
            "trigger:\n  - date: profile.born\n    every: year\n    at: \"10:00\"\nsteps:\n  - alert: hit\n",
            """
            week: 2026-02-23
            scenarios:
              - name: the 28th
                person: {born: "2000-02-29"}
                happens: [{at: Mon 10:00, event: Nothing}]
                expect: [Sat 10:00 alert hit]
              - name: the first day
                person: {born: "2026-02-24"}
                happens: [{at: Mon 10:00, event: Nothing}]
                expect: []
            """),
        Proof(
            "a date that comes but once, the day after it",
            "trigger:\n  - date: profile.plan.ends\n    days after: 1\nsteps:\n  - alert: hit\n",
            """
              - name: once
                person: {plan: {ends: "2026-03-04"}}
                happens: [{at: Mon 10:00, event: Nothing}]
                expect: [Thu 09:00 alert hit]
            """),
        Proof(
            "a schedule is for members alone, by the clock of its zone",
            "trigger:\n  - every: 1 week\n    on: [tuesday, friday]\n    at: \"10:00\"\n    zone: Europe/Berlin\n    among: Keen\nexit: 'any(\"Enough\", last: 90 days)'\nsteps:\n  - alert: hit\n",
            """
            segments: {Keen: 'any("Seen", last: 8 days)'}
            scenarios:
              - name: until they leave
                happens: [{at: Mon 10:00, event: Seen}]
                expect: [Tue 09:00 alert hit, Fri 09:00 alert hit, Tue2 09:00 alert hit]
              - name: nobody else
                happens: [{at: Mon 10:00, event: Nothing}]
                expect: []
            """),
        Proof(
            "cron's five fields",
            "trigger:\n  - cron: \"30 8 1,15 * *\"\n    among: Club\nsteps:\n  - alert: hit\n",
            """
              - name: the first and the fifteenth
                happens: [{at: Mon 10:00, join list: Club}, {at: Tue8 10:00, leave list: Club}]
                expect: [2026-03-15 08:30 alert hit, 2026-04-01 08:30 alert hit, 2026-04-15 08:30 alert hit]
            """),
        Proof(
            "a condition begins to hold, by an event or because time passes",
            "trigger:\n  - becomes true: 'count(\"Seen\") >= 2 and none(\"Seen\", last: 1 day)'\nsteps:\n  - alert: hit\n",
            """
              - name: a day after the second
                happens: [{at: Mon 10:00, event: Seen}, {at: Mon 11:00, event: Seen}]
                expect: [Tue 11:00 alert hit]
            """),
        Proof(
            "the price falls by enough, and stock returns",
            "trigger:\n  - price drop: at least 10%\n  - back in stock\nsteps:\n  - alert: hit\n",
            """
              - name: enough is enough
                happens:
                  - {at: Mon 10:00, event: Price Dropped, with: {price: 90.01, old_price: 100}}
                  - {at: Mon 11:00, event: Price Dropped, with: {price: 90, old_price: 100}}
                  - {at: Mon 12:00, event: Back in Stock, with: {product_id: p1}}
                expect: [Mon 11:00 alert hit, Mon 12:00 alert hit]
            """),
        Proof(
            "a stock that changes, where the flow asks for it",
            "trigger:\n  - inventory changed:\n    where: trigger.quantity < trigger.before\nsteps:\n  - alert: hit\n",
            """
              - name: less is news, more is none
                happens:
                  - {at: Mon 10:00, event: Inventory Changed, with: {sku: cup, before: 9, quantity: 7}}
                  - {at: Mon 11:00, event: Inventory Changed, with: {sku: cup, before: 7, quantity: 20}}
                  - {at: Mon 12:00, event: Price Dropped, with: {sku: cup}}
                expect: [Mon 10:00 alert hit]
            """),
        Proof(
            "a form by its name and a word by itself",
            "trigger:\n  - form answered: sizes\n    where: trigger.answers.size == \"L\"\n  - keyword: JOIN\nsteps:\n  - alert: hit\n",
            """
              - name: those alone
                happens:
                  - {at: Mon 10:00, event: Form Submitted, with: {form: sizes, answers: {size: S}}}
                  - {at: Mon 11:00, event: Form Submitted, with: {form: sizes, answers: {size: L}}}
                  - {at: Mon 12:00, event: Message Received, with: {text: join us}}
                  - {at: Mon 13:00, event: Message Received, with: {text: 'Join!'}}
                  - {at: Mon 14:00, event: Message Received, with: {text: I join}}
                expect: [Mon 11:00 alert hit, Mon 12:00 alert hit, Mon 13:00 alert hit]
            """),
        Proof(
            "a command starts it, under its own rules",
            "trigger: manual\nwhen: trigger.reason == \"test\"\nreentry: once\nsteps:\n  - alert: hit\n",
            """
              - name: once
                happens:
                  - {at: Mon 09:00, start: f, with: {reason: other}}
                  - {at: Mon 10:00, start: f, with: {reason: test}}
                  - {at: Mon 11:00, start: f, with: {reason: test}}
                expect: [Mon 10:00 alert hit]
            """),
    ]

    static let entries: [Proof] = [
        Proof(
            "once per cart: never twice for the same, again for another",
            "reentry: once per cart\nsteps:\n  - alert: hit\n",
            """
              - name: two carts
                happens:
                  - {at: Mon 10:00, event: Go, with: {cart_id: a}}
                  - {at: Mon 11:00, event: Go, with: {cart_id: a}}
                  - {at: Mon 12:00, event: Go, with: {cart_id: b}}
                  - {at: Mon 13:00, event: Go, with: {cart_id: a}}
                expect: [Mon 10:00 alert hit, Mon 12:00 alert hit]
            """),
        Proof(
            "one at a time per cart: each has its own journey, and a newer trigger refreshes that of its cart alone",
            "one at a time per: cart\nwhile under way: refresh\nsteps:\n  - wait: 2 hours\n  - alert: hit\n",
            """
              - name: two carts
                happens:
                  - {at: Mon 10:00, event: Go, with: {cart_id: a}}
                  - {at: Mon 10:30, event: Go, with: {cart_id: b}}
                  - {at: Mon 11:00, event: Go, with: {cart_id: a}}
                expect: [Mon 12:30 alert hit, Mon 13:00 alert hit]
            """),
        Proof(
            "a newer trigger replaces the journey, and withdraws what it held",
            "while under way: replace\nsteps:\n  - wait: 1 hour\n" + send("a") + "  - wait: 1 day\n  - alert: end\n",
            """
              - name: by night
                happens: [{at: Mon 20:00, event: Go}, {at: Mon 22:00, event: Go}]
                expect: [Mon 21:00 held a, Mon 22:00 refused a because begins anew, Tue 09:00 sent a, Wed 09:00 alert end]
            """),
        Proof(
            "what a page's event led to starts no transactional flow, by whatever way",
            "steps:\n  - start flow: t\n    with: {email: trigger.email}\n  - emit: Mine\n",
            others: [
                "flow: t\nname: T\npurpose: transactional\ntrigger: [manual, Mine]\nreentry: once\nsteps:\n" + send("t")
            ],
            """
            with: [t]
            scenarios:
              - name: a page
                happens: [{at: Mon 10:00, event: Go, from: browser, with: {email: eve@example.com}}]
                expect: []
              - name: the shop
                happens: [{at: Mon 10:00, event: Go}]
                expect: [Mon 10:00 sent t]
            """),
        Proof(
            "who no longer is whom it is for leaves before the next step",
            "only if: not tagged(\"staff\")\nsteps:\n  - wait: 1 hour\n  - alert: one\n  - wait: 1 hour\n  - alert: two\n",
            """
              - name: becomes staff
                happens: [{at: Mon 10:00, event: Go}, {at: Mon 11:30, add tag: staff}]
                expect: [Mon 11:00 alert one, Mon 12:00 ended f because no longer holds]
              - name: is staff
                happens: [{at: Mon 09:00, add tag: staff}, {at: Mon 10:00, event: Go}]
                expect: []
            """),
    ]

    @Test("a trigger", arguments: proofs)
    func trigger(_ proof: Proof) throws { try proof.check() }

    @Test("an entry", arguments: entries)
    func entry(_ proof: Proof) throws { try proof.check() }
}
