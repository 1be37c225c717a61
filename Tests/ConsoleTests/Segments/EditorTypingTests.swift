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
        (#"clicked(email, campaign: ""#, nil, ["event": "Email Sent", "of": "campaign"]),
        (#"any("Quiz Taken" where answer == "b"#, nil, ["event": "Quiz Taken", "of": "answer"]),
        (#"any("A") and count("B" where event.x contains ""#, nil, ["event": "B", "of": "x"]),
        (#"any("A" where x == 1) and profile.y == ""#, nil, ["of": "y"]),
        (#"last("Quiz Taken", last: 3 days).answer == ""#, nil, ["event": "Quiz Taken", "of": "answer"]),
        (#"sum("Order Completed".to"#, nil, ["event": "Order Completed"]),
        (#"any("Quiz \"1\"" where an"#, "any(", ["event": #"Quiz \"1\""#]),
        (#"place.country == ""#, nil, .null),
    ]

    @Test("each place is offered what can stand there: names, or what the store has as values of that property")
    func completion() throws {
        let answers = try NodeScript.run(
            """
            const { suggest, matching } = await asset("segment-complete.js");
            const answers = input.map((before) => suggest(before, \(Self.names)));
            const first = (answer) => matching(answer, [])[0] ?? null;
            console.log(JSON.stringify(answers.map((answer) => [first(answer), answer.query ?? null])));
            """, input: .array(Self.offers.map { .string($0.before) }))
        for (offer, answer) in zip(Self.offers, try #require(answers.array)) {
            #expect(answer[1] == offer.query, "\(offer.before)")
            if offer.query == .null { #expect(answer[0]?.string == offer.first, "\(offer.before)") }
        }
    }

    @Test("what the store knows goes first; a name that would need quotes is not offered where none are open")
    func order() throws {
        let answer = try NodeScript.run(
            """
            const { matching } = await asset("segment-complete.js");
            const known = ["answer", "andante", "and so on", "brand"];
            console.log(JSON.stringify([
              matching({ begun: "an", entries: ["and", "any("], end: "" }, known),
              matching({ begun: "an", entries: [], end: "\\"" }, known), matching({ begun: "x", entries: [], end: "" }, known),
            ]));
            """)
        let plain: JSON = ["answer", "andante", "and", "any(", "brand"]
        #expect(answer == [plain, ["answer", "andante", "and so on", "brand"], []])
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
