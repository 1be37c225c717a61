import Engine
import FlowScenarios
import Simulation
import Testing
import Values

@Suite("Offers give codes within their limits")
struct OfferTests {
    /// A coupon step with these fields, `offer` for whoever gets a code and `plain` for whoever gets none.
    static func offer(_ fields: String, then more: String = "") -> String {
        "steps:\n  - coupon: spring\n    id: c\n" + fields + "    then:\n" + shows("offer", indent: 6) + more
            + "    else:\n"
            + send("plain", indent: 6)
    }

    static func shows(_ id: String, indent: Int) -> String {
        send(id, indent: indent).replacing("body: B", with: "body: '{{ coupon }}'")
    }

    static let proofs: [Proof] = [
        Proof(
            "a code that is made comes once for a person, and its end is called to mind a day before",
            offer(
                "    codes: generated\n    prefix: spring\n    valid for: 3 days\n",
                then: "      - wait until: coupon expires\n        before: 1 day\n        then:\n"
                    + shows("reminder", indent: 10)),
            """
              - name: they do not use it
                happens: [{at: Mon 10:00, event: Go}, {at: Mon2 10:00, event: Go}]
                expect: [Mon 10:00 sent offer, Wed 10:00 sent reminder, Mon2 10:00 sent plain]
            """),
        Proof(
            "whoever used the code is not reminded of it",
            "goal: 'any(\"Order Completed\", since: trigger)'\n"
                + offer(
                    "    codes: generated\n    valid for: 3 days\n",
                    then: "      - wait until: coupon expires\n        before: 1 day\n        then:\n"
                        + shows("reminder", indent: 10)),
            """
              - name: they order with it
                happens:
                  - {at: Mon 10:00, event: Go}
                  - {at: Tue 12:00, event: Order Completed, with: {order_id: o1}}
                expect: [Mon 10:00 sent offer, Tue 12:00 ended f because goal]
            """),
        Proof(
            "where no code ends, there is no end to wait for",
            offer("", then: "      - wait until: coupon expires\n        else:\n          - alert: endless\n"),
            """
            coupons: {spring: [A]}
            scenarios:
              - name: one
                happens: [{at: Mon 10:00, event: Go}]
                expect: [Mon 10:00 sent offer, Mon 10:00 alert endless]
            """),
        Proof(
            "a pool that ran dry takes its own way", offer("    per person: any\n"),
            """
            coupons: {spring: [A]}
            scenarios:
              - name: the second finds it empty
                happens: [{at: Mon 10:00, event: Go}, {at: Tue 10:00, event: Go}]
                expect: [Mon 10:00 sent offer, Tue 10:00 sent plain]
            """),
        Proof(
            "nobody gets a second code by entering again, of a pool either", offer(""),
            """
            coupons: {spring: [A, B]}
            scenarios:
              - name: twice
                happens: [{at: Mon 10:00, event: Go}, {at: Mon9 10:00, event: Go}]
                expect: [Mon 10:00 sent offer, Mon9 10:00 sent plain]
            """),
        Proof(
            "a person gets so many codes within a time", offer("    per person: 1 per 2 days\n"),
            """
            coupons: {spring: [A, B, C]}
            scenarios:
              - name: thrice
                happens: [{at: Mon 10:00, event: Go}, {at: Tue 10:00, event: Go}, {at: Thu 10:00, event: Go}]
                expect: [Mon 10:00 sent offer, Tue 10:00 sent plain, Thu 10:00 sent offer]
            """),
        Proof(
            "so many codes are given in all", offer("    codes: generated\n    per person: 9\n    at most: 2\n"),
            """
              - name: thrice
                happens: [{at: Mon 10:00, event: Go}, {at: Tue 10:00, event: Go}, {at: Wed 10:00, event: Go}]
                expect: [Mon 10:00 sent offer, Tue 10:00 sent offer, Wed 10:00 sent plain]
            """),
        Proof(
            "codes cost no more than the budget",
            offer("    codes: generated\n    per person: 9\n    worth: 9.50\n    budget: 20\n"),
            """
              - name: thrice
                happens: [{at: Mon 10:00, event: Go}, {at: Tue 10:00, event: Go}, {at: Wed 10:00, event: Go}]
                expect: [Mon 10:00 sent offer, Tue 10:00 sent offer, Wed 10:00 sent plain]
            """),
        Proof(
            "a code that ends before its message may go is shown to nobody",
            "steps:\n  - coupon: spring\n    codes: generated\n    valid for: 1 hour\n    then:\n      - wait: 30 minutes\n"
                + shows("offer", indent: 6),
            """
              - name: in the evening
                happens: [{at: Mon 19:30, event: Go}]
                expect: [Mon 20:00 held offer, Mon 20:30 refused offer because out of date]
            """),
        Proof(
            "conditions see the code until the very moment of its end",
            "steps:\n  - coupon: spring\n    codes: generated\n    valid for: 2 days\n    then:\n"
                + "      - wait for condition: 'not coupon(\"spring\")'\n        up to: 9 days\n        then:\n"
                + send("over", indent: 10),
            """
              - name: one
                happens: [{at: Mon 10:00, event: Go}]
                expect: [Wed 10:00 sent over]
            """),
    ]

    @Test("an offer", arguments: proofs)
    func offers(_ proof: Proof) throws { try proof.check() }

    private static func world(_ text: String, key: CouponKey = .open) throws -> World {
        World(
            definitions: Definitions(
                version: 1, flows: [try FlowFile.read(Proof.whole(text), version: 1)], couponKey: key),
            now: Instant(iso8601: "2026-03-02T10:00:00Z")!)
    }

    static func introduce(_ name: String, in world: inout World) throws -> [Identity] {
        let identities = [Identity(.user, name)!]
        try world.identify(
            [
                "email": .string("\(name)@example.com"),
                "consents": ["email": ["status": "granted", "source": "form"]],
            ], by: identities)
        return identities
    }

    static func codes(_ world: World) throws -> [String] {
        try world.messages.compactMap { try JSON.parse($0.context)["coupon"]?.string }
    }

    @Test("a journey that comes by again shows the code that it has, and takes no second one")
    func comesByAgain() throws {
        let text =
            "steps:\n  - coupon: spring\n    id: c\n    then:\n" + OfferTests.shows("offer", indent: 6)
            + "  - wait: 2 days\n  - go to: c\n    at most: 2\n"
        var world = try OfferTests.world(text)
        world.fill(pool: "spring", with: ["A", "B", "C"])
        let ana = try OfferTests.introduce("ana", in: &world)
        try world.track("Go", by: ana)
        try world.advance(to: world.now + .days(10))
        #expect(try OfferTests.codes(world) == ["A", "A", "A"])
        #expect(world.store.coupons["spring"] == ["B", "C"])
    }

    @Test("codes that are made differ from person to person, hold their prefix, and cannot be told without the secret")
    func made() throws {
        let text = OfferTests.offer("    codes: generated\n    prefix: spring\n    valid for: 3 days\n")
        func play(_ key: CouponKey) throws -> [String] {
            var world = try OfferTests.world(text, key: key)
            for name in ["ana", "ben", "cem"] {
                try world.track("Go", by: try OfferTests.introduce(name, in: &world))
            }
            return try OfferTests.codes(world)
        }
        let key = CouponKey(Array(1...16))
        let codes = try play(key)
        #expect(codes.count == 3 && Set(codes).count == 3)
        #expect(codes.allSatisfy { $0.hasPrefix("SPRING-") && $0.count == "SPRING-".count + 11 })
        #expect(try play(key) == codes)
        #expect(Set(try play(CouponKey(Array(2...17)))).isDisjoint(with: codes))
    }

    @Test("a message knows when its code ends")
    func end() throws {
        var world = try OfferTests.world(OfferTests.offer("    codes: generated\n    valid for: 3 days\n"))
        let ana = try OfferTests.introduce("ana", in: &world)
        try world.track("Go", by: ana)
        let message = try #require(world.messages.first)
        #expect(try JSON.parse(message.context)["coupon_expires_at"]?.string == (world.now + .days(3)).iso8601)
    }

    @Test(
        "what an offer says amiss is named",
        arguments: [
            ("    codes: made\n", "codes is \"made\""), ("    prefix: SAVE\n", "prefix is for codes that are made"),
            ("    codes: generated\n    prefix: '10 %'\n", "prefix is \"10 %\""),
            ("    per person: often\n", "per person is \"often\""),
            ("    per person: 1 per order\n", "per person is \"1 per order\""),
            ("    at most: 0\n", "at most is \"0\""), ("    budget: 100\n", "budget needs worth"),
            ("    worth: 10\n", "worth is for a budget"), ("    worth: ten\n    budget: 100\n", "worth is \"ten\""),
            ("    valid for: 0 days\n", "valid for is nothing"), ("    takes off: much\n", "takes off is \"much\""),
            ("    takes off: 0%\n", "takes off is \"0%\""), ("    takes off: 120%\n", "takes off is \"120%\""),
            ("    takes off: -5\n", "takes off is \"-5\""),
        ])
    func faults(_ fields: String, _ said: String) throws {
        let error = #expect(throws: FlowFileErrors.self) {
            try FlowFile.read(Proof.whole(OfferTests.offer(fields)))
        }
        #expect(error?.description.contains(said) == true, "\(error?.description ?? "")")
    }

    @Test("a wait for a coupon's end takes nothing that belongs to a date")
    func waitFaults() throws {
        let text = "steps:\n  - wait until: coupon expires\n    days before: 1\n"
        #expect(throws: FlowFileErrors.self) { try FlowFile.read(Proof.whole(text)) }
        #expect(throws: FlowFileErrors.self) {
            try FlowFile.read(Proof.whole("steps:\n  - wait until: \"09:00\"\n    before: 1 day\n"))
        }
    }
}
