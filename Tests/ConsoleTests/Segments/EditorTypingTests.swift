import Testing
import Values

@Suite("What the editor of a rule does while somebody types", .enabled(if: NodeScript.isAtHand, NodeScript.skipped))
struct EditorTypingTests {
    private static let names = """
        { events: ["Order Completed", "Product Viewed"], properties: ["country", "birthday"], segments: ["VIP"],
          lists: ["Newsletter"], tags: ["wholesale"], flows: ["welcome"], pools: ["spring"], topics: ["Sale"],
          stages: ["Loyal"], scores: ["lead"] }
        """

    /// What was written, what is offered first, and what the store is asked for.
    private static let offers: [(before: String, first: String?, query: JSON)] = [
        (#"any("Ord"#, "Order Completed", .null), (#"sequence("A", ""#, "Order Completed", .null),
        (#"member("V"#, "VIP", .null), (#"member("News"#, "Newsletter", .null), (#"not tagged(""#, "wholesale", .null),
        (#"coupon(""#, "spring", .null), (#"consents(email, ""#, "Sale", .null), (#"score("l"#, "lead", .null),
        (#"stage() == ""#, "Loyal", .null), (#"stage() in ["Lead", "L"#, "Loyal", .null),
        (#"opened(email, flow: ""#, "welcome", .null), ("profile.co", "country", .null),
        (#"profile.country == "D"#, nil, ["of": "country"]), (#"profile.a.b in ["x", ""#, nil, ["of": "a.b"]),
        (#"interest(category: "S"#, nil, ["event": "Product Viewed", "of": "category"]),
        (#"interest(product: ""#, nil, ["event": "Product Viewed", "of": "product_id"]),
        (#"last_interest(sku: ""#, nil, ["event": "Product Viewed", "of": "sku"]),
        (#"clicked(email, campaign: ""#, nil, ["event": "Email Sent", "of": "campaign"]),
        (#"any("Quiz Taken" where answer == "b"#, nil, ["event": "Quiz Taken", "of": "answer"]),
        (#"any("A") and count("B" where event.x contains ""#, nil, ["event": "B", "of": "x"]),
        (#"any("A" where x == 1) and profile.y == ""#, nil, ["of": "y"]),
        (#"last("Quiz Taken", last: 3 days).answer == ""#, nil, ["event": "Quiz Taken", "of": "answer"]),
        (#"sum("Order Completed".to"#, nil, ["event": "Order Completed"]),
        (#"any("Quiz \"1\"" where an"#, "any(", ["event": #"Quiz "1""#]),
        (#"sequence("A", "B" where x == ""#, nil, ["event": "B", "of": "x"]),
        (#"orders(where coupon == ""#, nil, ["event": "Order Completed", "of": "coupon"]),
        ("spent(where cou", nil, ["event": "Order Completed"]), ("average_o", "average_order(", .null),
        (#"place.country == ""#, nil, ["of": "place.country"]), (#"locale() == ""#, nil, ["of": "locale()"]),
        (#"zone() in ["a", ""#, nil, ["of": "zone()"]),
        (#"profile.place.city == ""#, nil, ["of": "profile.place.city"]),
        (#"any("A" where place.city == ""#, nil, ["of": "place.city"]),
        (#"trigger.category == ""#, nil, .null), ("place.c", "country", .null), ("predicted.c", "churn", .null),
        ("cart.up", "updated_at", .null),
    ]

    /// Properties of the items of a list, and values of them.
    private static let offersOfItems: [(before: String, first: String?, query: JSON)] = [
        (#"any("A" where any item where category == ""#, nil, ["event": "A", "of": "products.category"]),
        (
            #"any("A" where any(products where sku == "x" and category == ""#, nil,
            ["event": "A", "of": "products.category"]
        ),
        (#"any("A" where sum(products.quantity where item.sku == ""#, nil, ["event": "A", "of": "products.sku"]),
        (#"any("A" where none item where event.coupon == ""#, nil, ["event": "A", "of": "coupon"]),
        (#"any("A" where any item where ca"#, "cart.total", ["event": "A", "of": "products."]),
        (#"any("A" where sum(products.qu"#, nil, ["event": "A", "of": "products."]),
        (#"any("A" where cart.i"#, nil, ["event": "A", "of": "cart."]),
        (#"any cart item where category == ""#, nil, ["event": "Product Added", "of": "category"]),
        (#"any(cart.products where (sku == "x" or brand in [""#, nil, ["event": "Product Added", "of": "brand"]),
        ("any cart item where sk", "sku", .null), ("sum(cart.products.qu", "quantity", .null),
        (#"count(profile.tags where value == ""#, nil, ["of": "tags.value"]),
        ("any(profile.pets where na", nil, ["of": "pets."]),
    ]

    @Test("each place is offered what can stand there: names, or what the store has as values of that property")
    func completion() throws {
        let offers = Self.offers + Self.offersOfItems
        let answers = try NodeScript.run(
            """
            const { suggest, matching } = await asset("segment-suggest.js");
            const answers = input.map((before) => suggest(before, \(Self.names)));
            const first = (answer) => matching(answer, [])[0] ?? null;
            console.log(JSON.stringify(answers.map((answer) => [first(answer), answer.query ?? null])));
            """, input: .array(offers.map { .string($0.before) }))
        for (offer, answer) in zip(offers, try #require(answers.array)) {
            #expect(answer[1] == offer.query, "\(offer.before)")
            if offer.query == .null { #expect(answer[0]?.string == offer.first, "\(offer.before)") }
        }
    }

    @Test("what the store knows goes first; a name that would need quotes is not offered where none are open")
    func order() throws {
        let answer = try NodeScript.run(
            """
            const { matching } = await asset("segment-suggest.js");
            const known = ["answer", "andante", "and so on", "brand"];
            console.log(JSON.stringify([
              matching({ begun: "an", entries: ["and", "any("], end: "" }, known),
              matching({ begun: "an", entries: [], end: "\\"" }, known), matching({ begun: "x", entries: [], end: "" }, known),
            ]));
            """)
        let plain: JSON = ["answer", "andante", "and", "any(", "brand"]
        #expect(answer == [plain, ["answer", "andante", "and so on", "brand"], []])
    }

    /// A row's kind and fields, a label, and what that field is offered: names, or what the store is asked for.
    private static let lists: [(kind: String, fields: JSON, label: String, offered: JSON)] = [
        ("interest", ["subject": "brand"], "name", ["event": "Product Viewed", "of": "brand"]),
        ("interest", ["subject": "product"], "name", ["event": "Product Viewed", "of": "product_id"]),
        ("interest", ["subject": "variant"], "name", ["event": "Product Viewed", "of": "variant_id"]),
        ("consent", [:], "topic", ["Sale"]), ("coupon", [:], "anyCoupon", ["spring"]),
        ("engagement", [:], "anyFlow", ["welcome"]),
        ("engagement", [:], "anyCampaign", ["event": "Email Sent", "of": "campaign"]),
        ("property", ["field": "stage()"], "value", ["Loyal"]), ("property", ["field": "score(lead)"], "value", []),
        ("property", ["field": "rfm(recency)"], "value", ["1", "2", "3", "4", "5"]),
        ("property", ["field": "locale()"], "value", ["of": "locale()"]),
        ("property", ["field": "place.city"], "value", ["of": "place.city"]),
        ("property", ["field": "country"], "value", ["of": "country"]),
        ("event", ["verb": "sum", "event": "A"], "eventProperty", ["event": "A"]),
        ("event", ["event": #"A "1""#, "where": "x"], "where", #"any("A \"1\"" where "#),
    ]

    @Test("a row's field is offered what the same place of the text is")
    func rows() throws {
        let input = JSON.array(
            Self.lists.map { ["kind": .string($0.kind), "fields": $0.fields, "label": .string($0.label)] })
        let answers = try NodeScript.run(
            """
            const { rowFields, startFields } = await asset("segment-fields.js");
            const words = new Proxy({}, { get: (_, name) => name });
            const offered = async ({ kind, fields, label }) => {
              const found = {};
              const nothing = () => ({});
              const tools = {
                words, names: \(Self.names), values: (query) => query, parse: nothing, tell: nothing, redraw: nothing,
                make: nothing, button: nothing, select: nothing,
                input: (name, value, act, { list } = {}) => { found[name] = list; },
                written: (name, value, act, { front }) => { found[name] = front; },
              };
              rowFields({ kind, fields: { ...startFields(kind), ...fields } }, tools);
              return typeof found[label] === "function" ? found[label]() : found[label] ?? null;
            };
            const answers = [];
            for (const row of input) answers.push(await offered(row));
            const scores = await offered({ kind: "property", fields: {}, label: "field" });
            console.log(JSON.stringify([answers, scores.includes("score(lead)")]));
            """, input: input)
        for (row, answer) in zip(Self.lists, try #require(answers[0]?.array)) {
            #expect(answer == row.offered, "\(row.kind) \(row.fields.text)")
        }
        #expect(answers[1] == true)
    }

    @Test("the store is asked once the typing rests, and an answer that comes late is heard by nobody")
    func newest() throws {
        let answer = try NodeScript.run(
            """
            const { newest } = await asset("newest.js");
            const log = [];
            const rest = (time) => new Promise((done) => setTimeout(done, time));
            const slow = { first: 120, second: 10, broken: 5 };
            const questions = newest({
              ask: async (signal, what) => {
                log.push("ask " + what);
                signal.addEventListener("abort", () => log.push("off " + what));
                await rest(slow[what] ?? 1);
                if (what === "broken") throw new Error("no server");
                return what + "!";
              },
              told: (answer) => log.push("told " + answer), failed: (what) => log.push("failed " + what),
            }, 30);
            for (const what of ["f", "fi", "fir", "first"]) { questions.soon(what); await rest(5); }
            await rest(50);
            questions.soon("second");
            await rest(200);
            questions.soon("broken");
            await rest(60);
            questions.soon("never");
            questions.stop();
            await rest(60);
            console.log(JSON.stringify(log));
            """)
        let expected: JSON = [
            "ask first", "off first", "ask second", "told second!", "off second", "ask broken", "failed broken",
            "off broken",
        ]
        #expect(answer == expected)
    }
}
