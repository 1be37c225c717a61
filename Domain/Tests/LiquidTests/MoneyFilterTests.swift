import Liquid
import Testing
import Values

@Suite("The money filter")
struct MoneyFilterTests {
    @Test(
        "an amount is written as its currency is",
        arguments: [
            (#"{{ 49.9 | money: "EUR" }}"#, "€49.90"), (#"{{ 49.90 | money: "usd" }}"#, "$49.90"),
            (#"{{ 1234567.5 | money: "GBP" }}"#, "£1,234,567.50"), (#"{{ 4990 | money: "JPY" }}"#, "¥4,990"),
            (#"{{ 12.345 | money: "KWD" }}"#, "KWD\u{A0}12.345"), (#"{{ 49.9 | money: "CHF" }}"#, "CHF\u{A0}49.90"),
            (#"{{ 0 | money: "EUR" }}"#, "€0.00"), (#"{{ 0.05 | money: "EUR" }}"#, "€0.05"),
            (#"{{ -5 | money: "USD" }}"#, "-$5.00"), (#"{{ 0.005 | money: "USD" }}"#, "$0.01"),
            (#"{{ 1234.5 | money: "EUR", "de" }}"#, "1.234,50\u{A0}€"),
            (#"{{ 1234.5 | money: "SEK", "sv-SE" }}"#, "1\u{A0}234,50\u{A0}kr"),
            (#"{{ 1234.5 | money: "SEK" }}"#, "SEK\u{A0}1,234.50"), (#"{{ 12 | money }}"#, "12.00"),
            (#"{{ 12 | money: nothing }}"#, "12.00"), (#"{{ nothing | money: "EUR" }}"#, ""),
            (#"{{ "19.99" | money: "EUR" }}"#, "€19.99"), (#"{{ "on request" | money: "EUR" }}"#, "on request"),
            (#"{{ 999999999999999999 | money: "EUR" }}"#, "999999999999999999"),
        ])
    func written(_ template: String, _ expected: String) throws {
        #expect(try LiquidTemplate.parse(template).render([:]) == expected)
    }

    @Test("a currency that somebody made up cannot inject markup")
    func escaped() throws {
        let text = try LiquidTemplate.parse("{{ 1 | money: code }}")
            .render(["code": "<b>"], options: RenderOptions(escapesHTML: true))
        #expect(text == "&lt;B&gt;\u{A0}1.00")
    }
}
