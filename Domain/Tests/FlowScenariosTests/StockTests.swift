import Engine
import FlowScenarios
import Simulation
import Testing
import Values

@Suite("Stock and prices at the moment of sending")
struct StockTests {
    private static func viewed(_ rule: String = "", more: String = "") -> String {
        "trigger: Product Viewed\nreentry: always\nsteps:\n  - wait: 1 hour\n  - send: email\n    id: a\n    subject: S\n    body: B\n"
            + "    keep for: 2 days\n" + rule + "  - alert: after\n" + more
    }

    private static let branch = "    if sold out: branch\n    sold out:\n" + send("other", indent: 6)

    static let proofs: [Proof] = [
        Proof(
            "what sold out meanwhile is not written about, with a record, and the journey goes on", viewed(),
            """
              - name: it sells out
                happens:
                  - {at: Mon 10:00, event: Product Viewed, with: {product_id: p1, name: A cup}}
                  - {at: Mon 10:30, catalog: {product_id: p1, stock: 0}}
                expect: [Mon 11:00 refused a because “A cup” is sold out, Mon 11:00 alert after]
              - name: there is some
                happens:
                  - {at: Mon 10:00, event: Product Viewed, with: {product_id: p1, name: A cup}}
                  - {at: Mon 10:30, catalog: {product_id: p1, stock: 3}}
                expect: [Mon 11:00 sent a, Mon 11:00 alert after]
              - name: of another nothing is known
                happens:
                  - {at: Mon 09:30, catalog: {product_id: p1, stock: 0}}
                  - {at: Mon 10:00, event: Product Viewed, with: {product_id: p2, name: A pot}}
                expect: [Mon 11:00 sent a, Mon 11:00 alert after]
              - name: its variant is there though the product is not
                happens:
                  - {at: Mon 09:30, catalog: {product_id: p1, stock: 0}}
                  - {at: Mon 09:40, catalog: {sku: blue, stock: 2}}
                  - {at: Mon 10:00, event: Product Viewed, with: {product_id: p1, sku: blue}}
                expect: [Mon 11:00 sent a, Mon 11:00 alert after]
            """),
        Proof(
            "an offer whose product sold out takes its branch, in which messages know of it", viewed(branch),
            """
              - name: it sells out
                happens:
                  - {at: Mon 10:00, event: Product Viewed, with: {product_id: p1}}
                  - {at: Mon 10:30, catalog: {product_id: p1, stock: 0}}
                expect:
                  - Mon 11:00 refused a because sold out
                  - Mon 11:00 sent other
                  - Mon 11:00 alert after
              - name: there is some
                happens: [{at: Mon 10:00, event: Product Viewed, with: {product_id: p1}}]
                expect: [Mon 11:00 sent a, Mon 11:00 alert after]
            """),
        Proof(
            "a message that says so goes out all the same", viewed("    if sold out: continue\n"),
            """
              - name: it sells out
                happens:
                  - {at: Mon 10:00, event: Product Viewed, with: {product_id: p1}}
                  - {at: Mon 10:30, catalog: {product_id: p1, stock: 0}}
                expect: [Mon 11:00 sent a, Mon 11:00 alert after]
            """),
        Proof(
            "an order's message goes out, whatever has sold out since", "purpose: transactional\n" + viewed(),
            """
              - name: it sells out
                happens:
                  - {at: Mon 10:00, event: Product Viewed, with: {product_id: p1}}
                  - {at: Mon 10:30, catalog: {product_id: p1, stock: 0}}
                expect: [Mon 11:00 sent a, Mon 11:00 alert after]
            """),
        Proof(
            "what was held for the night is looked up again when it is released", viewed(),
            """
              - name: it sells out in the night
                happens:
                  - {at: Mon 20:30, event: Product Viewed, with: {product_id: p1}}
                  - {at: Tue 03:00, catalog: {product_id: p1, stock: 0}}
                expect: [Mon 21:30 held a, Tue 09:00 refused a because sold out, Tue 09:00 alert after]
            """),
        Proof(
            "a held offer whose product sold out takes its branch when it is released", viewed(branch),
            """
              - name: it sells out in the night
                happens:
                  - {at: Mon 20:30, event: Product Viewed, with: {product_id: p1}}
                  - {at: Tue 03:00, catalog: {product_id: p1, stock: 0}}
                expect: [Tue 09:00 refused a because sold out, Tue 09:00 sent other, Tue 09:00 alert after]
            """),
        Proof(
            "a price that has risen again is not told of",
            "trigger:\n  - price drop: at least 10%\nsteps:\n" + send("a"),
            """
              - name: at the old price again
                happens:
                  - {at: Mon 22:00, event: Price Dropped, with: {product_id: p1, name: A cup, price: 80, old_price: 100}}
                  - {at: Tue 03:00, catalog: {product_id: p1, stock: 5, price: 100}}
                expect: [Tue 09:00 refused a because costs 100 again]
              - name: still below it
                happens:
                  - {at: Mon 22:00, event: Price Dropped, with: {product_id: p1, name: A cup, price: 80, old_price: 100}}
                  - {at: Tue 03:00, catalog: {product_id: p1, stock: 5, price: 95}}
                expect: [Tue 09:00 sent a]
              - name: in another currency nobody can tell
                happens:
                  - at: Mon 22:00
                    event: Price Dropped
                    with: {product_id: p1, price: 80, old_price: 100, currency: EUR}
                  - {at: Tue 03:00, catalog: {product_id: p1, stock: 5, price: 110, currency: USD}}
                expect: [Tue 09:00 sent a]
            """),
        Proof(
            "a cart is written about as long as something in it can be bought",
            "trigger: Checkout Started\nsteps:\n  - wait: 1 hour\n  - send: email\n    id: a\n    subject: S\n    body: '{% for item in cart.items %}{{ item.name }}{% endfor %}'\n",
            """
              - name: all of it is gone
                happens:
                  - at: Mon 10:00
                    event: Checkout Started
                    with: {checkout_id: k1, product_id: p1, products: [{product_id: p1}, {sku: pot}]}
                  - {at: Mon 10:30, catalog: {product_id: p1, stock: 0}}
                  - {at: Mon 10:31, catalog: {sku: pot, stock: 0}}
                expect: [Mon 11:00 refused a because Everything in the cart is sold out]
              - name: one thing is gone
                happens:
                  - at: Mon 10:00
                    event: Checkout Started
                    with: {checkout_id: k1, product_id: p1, products: [{product_id: p1}, {sku: pot}]}
                  - {at: Mon 10:30, catalog: {product_id: p1, stock: 0}}
                expect: [Mon 11:00 sent a]
            """),
        Proof(
            "what an order held counts only where the step says what to do",
            "trigger: Order Completed\nsteps:\n" + send("plain") + "  - wait: 1 day\n"
                + send("again").dropLast() + "\n    if sold out: skip\n",
            """
              - name: it is gone
                happens:
                  - {at: Mon 09:30, catalog: {product_id: p1, stock: 0}}
                  - {at: Mon 10:00, event: Order Completed, with: {order_id: o1, products: [{product_id: p1}]}}
                expect: [Mon 10:00 sent plain, Tue 10:00 refused again because sold out]
            """),
    ]

    @Test("a rule", arguments: proofs)
    func rule(_ proof: Proof) throws { try proof.check() }

    @Test("a message that was held says what is so when it is released: the cart as it is, at today's prices")
    func fresh() throws {
        let text =
            "trigger: Product Added\nsteps:\n  - send: email\n    id: a\n    subject: S\n    body: '{{ cart.items.size }}'\n"
        let evening = Instant(iso8601: "2026-03-02T21:00:00Z")!
        let flow = try FlowFile.read(Proof.whole(text), version: 1)
        var world = World(definitions: Definitions(version: 1, flows: [flow]), now: evening)
        let people = [Identity(.user, "ana")!, Identity(.email, "ana@example.com")!]
        try world.identify(["consents": ["email": ["status": "granted", "source": "form"]]], by: people)
        for (sku, price) in [("cup", 12), ("pot", 30), ("mat", 9)] as [(String, Int)] {
            let product: JSONObject = [
                "cart_id": "c1", "sku": .string(sku), "price": .number(Number(price)), "currency": "EUR",
            ]
            try world.track("Product Added", product, by: people)
            try world.advance(by: .minutes(1))
        }
        func context() throws -> JSON { try JSON.parse(try #require(world.messages.first).context) }
        #expect(try context()["cart"]?["items"]?.array?.count == 1, "as it was when the message was held")
        world.state(["sku": "pot"], ShelfState(isSoldOut: true))
        world.state(["sku": "cup"], ShelfState(isSoldOut: false, price: Number(10), currency: "EUR"))
        try world.advance(by: .hours(14))
        #expect(world.messages.map(\.state) == [.sent])
        let items = try context()["cart"]?["items"]?.array ?? []
        #expect(items.map { $0["sku"] } == ["cup", "mat"] && items.map { $0["price"] } == [10, 9])
        #expect(try context()["cart"]?["total"] == 19 && context()["trigger"]?["price"] == 10)
    }

    @Test(
        "a rule that cannot be followed is a fault of the file",
        arguments: [
            ("    if sold out: perhaps\n", "expected skip, continue or branch"),
            ("    if sold out: branch\n", "there is no branch sold out"),
            ("    if sold out: skip\n    sold out:\n      - alert: x\n", "goes with if sold out: branch"),
            ("    sold out:\n      - alert: x\n", "which is missing"),
        ])
    func faults(_ rule: String, _ words: String) throws {
        #expect { try FlowFile.read(Proof.whole(Self.viewed(rule))) } throws: { "\($0)".contains(words) }
    }
}
