import Testing
import Values

@testable import Messages

@Suite("What stands around a message's own words")
struct LayoutWordsTests {
    private static let cart: JSONObject = [
        "profile": ["first_name": "Ana"], "cart": Samples.cart([Samples.item("Mug", 1234.5)], total: 1234.5),
    ]

    @Test(
        "totals, the way out and amounts are in the message's language",
        arguments: [
            ("en", "Total", "Unsubscribe", "€1,234.50"), ("de", "Gesamt", "Abmelden", "1.234,50\u{A0}€"),
            ("fr", "Total", "Se désabonner", "1\u{A0}234,50\u{A0}€"),
            ("es", "Total", "Darse de baja", "1.234,50\u{A0}€"),
        ])
    func languages(language: String, total: String, unsubscribe: String, amount: String) throws {
        var context = Self.cart
        context["language"] = .string(language)
        let html = try Samples.render("abandoned-cart", "reminder", context).html
        #expect(html.contains(">\(total)</td>") && html.contains(">\(unsubscribe)</a>") && html.contains(amount))
        #expect(html.contains("<html lang=\"\(language)\">"))
    }

    @Test("a language's regions count as the language, and one without words is English")
    func tags() {
        #expect(LayoutWords.named("pt-BR").language == "pt" && LayoutWords.named("DE_at").language == "de")
        for tag in ["xx", "", nil] { #expect(LayoutWords.named(tag).language == "en") }
    }
}
