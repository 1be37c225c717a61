import Testing
import Values

@testable import Conditions

@Suite("Texts of a condition's parts")
struct PartTextTests {
    @Test("every row and every filter is said by itself, at its place in the tree")
    func places() throws {
        let condition = try Condition.parse(
            """
            consents(email) and (count("Order Completed" where total > 50, last: 90 days) >= 2
              or not any("Refund" where any(products where sku == "A")))
            """)
        #expect(
            condition.texts == [
                "operands[0]": "consents(email)",
                "operands[1].operands[0]": #"count("Order Completed" where total > 50, last: 90 days) >= 2"#,
                "operands[1].operands[0].left.where": "total > 50",
                "operands[1].operands[1]": #"not any("Refund" where any(products where sku == "A"))"#,
                "operands[1].operands[1].operand": #"any("Refund" where any(products where sku == "A"))"#,
                "operands[1].operands[1].operand.where": #"any(products where sku == "A")"#,
            ])
        let kept = try Condition.parse("orders(where coupon exists, last: 9 days) >= 2")
        #expect(kept.texts == ["": kept.text, "left.where": "coupon exists"])
    }

    @Test(
        "a condition of one row has its text at the root",
        arguments: [
            "profile.vip", #"top 10% by sum("Order Completed".total)"#, #"last("Order Completed") < 6 months ago"#,
            #"sequence("A" where x == 1, "B", within: 1 hour, without: "C" where y == 2)"#,
        ])
    func root(text: String) throws {
        #expect(try Condition.parse(text).texts[""] == text)
    }

    @Test("each text is at a place where the tree has a part, and parses where it is a row")
    func parse() throws {
        let texts = [
            #"profile.age >= 18 or (not (member("VIP") and listed("News"))) and place.country in ["DE"]"#,
            #"sequence("A" where x == 1, "B") and last("E" where a exists).b contains "c""#,
        ]
        for text in texts {
            for (place, part) in try Condition.parse(text).texts where !place.hasSuffix("where") {
                #expect(try Condition.parse(part).text == part)
            }
        }
    }

    @Test("the parts of a condition come each before what lies below it")
    func parts() throws {
        let condition = try Condition.parse(
            #"profile.vip and (tagged("A") or not (tagged("B") and tagged("C"))) and not tagged("D")"#)
        let lines = condition.outline.map { part in
            String(repeating: " ", count: part.depth) + (part.join.map { "\($0)" } ?? part.condition.text)
        }
        #expect(
            lines == [
                "all", " profile.vip", " any", #"  tagged("A")"#, "  not", "   all", #"    tagged("B")"#,
                #"    tagged("C")"#, #" not tagged("D")"#,
            ])
    }
}
