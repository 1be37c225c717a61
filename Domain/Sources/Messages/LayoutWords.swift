/// What stands around the shop's own words in a message, in the language that the message speaks.
struct LayoutWords: Sendable {
    let language: String
    /// Why somebody gets marketing; a function of the shop's name.
    let agreed: @Sendable (String) -> String
    let unsubscribe: String
    let replyToStop: String
    let concerns: @Sendable (String) -> String
    let total: String
    let subtotal: String
    let discount: String
    let shipping: String
    let free: String
    let tax: String
    let ofWhichTax: String
    let item: String
    let visitShop: String

    /// By a language's tag, such as `de` or `pt-BR`; English where there are none in that language.
    static func named(_ tag: String?) -> LayoutWords {
        let language = tag?.lowercased().prefix { $0 != "-" && $0 != "_" } ?? "en"
        return all.first { $0.language == language } ?? english
    }

    static let all = [english, german, french, spanish, italian, dutch, portuguese, polish]

    static let english = LayoutWords(
        language: "en", agreed: { "You get this message because you agreed to hear from \($0) by e-mail." },
        unsubscribe: "Unsubscribe", replyToStop: "To stop it, reply with the word unsubscribe.",
        concerns: { "You get this message because it concerns something you did at \($0)." }, total: "Total",
        subtotal: "Subtotal", discount: "Discount", shipping: "Shipping", free: "Free", tax: "Tax",
        ofWhichTax: "Of which tax", item: "Item", visitShop: "Visit the shop")

    private static let german = LayoutWords(
        language: "de", agreed: { "Du bekommst diese Nachricht, weil du E-Mails von \($0) zugestimmt hast." },
        unsubscribe: "Abmelden", replyToStop: "Zum Abmelden antworte mit dem Wort Abmelden.",
        concerns: { "Du bekommst diese Nachricht, weil sie etwas betrifft, das du bei \($0) getan hast." },
        total: "Gesamt", subtotal: "Zwischensumme", discount: "Rabatt", shipping: "Versand", free: "Kostenlos",
        tax: "Steuern", ofWhichTax: "Darin enthaltene Steuern", item: "Artikel", visitShop: "Zum Shop")

    private static let french = LayoutWords(
        language: "fr", agreed: { "Tu reçois ce message car tu as accepté les e-mails de \($0)." },
        unsubscribe: "Se désabonner", replyToStop: "Pour ne plus en recevoir, réponds avec le mot désabonnement.",
        concerns: { "Tu reçois ce message car il concerne ce que tu as fait chez \($0)." }, total: "Total",
        subtotal: "Sous-total", discount: "Remise", shipping: "Livraison", free: "Offerte", tax: "Taxes",
        ofWhichTax: "Dont taxes", item: "Article", visitShop: "Visiter la boutique")

    private static let spanish = LayoutWords(
        language: "es", agreed: { "Recibes este mensaje porque aceptaste recibir correos de \($0)." },
        unsubscribe: "Darse de baja", replyToStop: "Para no recibir más, responde con la palabra baja.",
        concerns: { "Recibes este mensaje porque se refiere a algo que hiciste en \($0)." }, total: "Total",
        subtotal: "Subtotal", discount: "Descuento", shipping: "Envío", free: "Gratis", tax: "Impuestos",
        ofWhichTax: "Impuestos incluidos", item: "Artículo", visitShop: "Visitar la tienda")

    private static let italian = LayoutWords(
        language: "it", agreed: { "Ricevi questo messaggio perché hai accettato le e-mail di \($0)." },
        unsubscribe: "Annulla l’iscrizione", replyToStop: "Per non riceverne più, rispondi con la parola annulla.",
        concerns: { "Ricevi questo messaggio perché riguarda qualcosa che hai fatto su \($0)." }, total: "Totale",
        subtotal: "Subtotale", discount: "Sconto", shipping: "Spedizione", free: "Gratuita", tax: "Imposte",
        ofWhichTax: "Di cui imposte", item: "Articolo", visitShop: "Vai al negozio")

    private static let dutch = LayoutWords(
        language: "nl", agreed: { "Je krijgt dit bericht omdat je e-mails van \($0) wilde ontvangen." },
        unsubscribe: "Afmelden", replyToStop: "Antwoord met het woord afmelden om geen berichten meer te krijgen.",
        concerns: { "Je krijgt dit bericht omdat het gaat over iets dat je bij \($0) hebt gedaan." },
        total: "Totaal", subtotal: "Subtotaal", discount: "Korting", shipping: "Verzending", free: "Gratis",
        tax: "Btw", ofWhichTax: "Waarvan btw", item: "Artikel", visitShop: "Naar de winkel")

    private static let portuguese = LayoutWords(
        language: "pt", agreed: { "Recebe esta mensagem porque aceitou receber e-mails de \($0)." },
        unsubscribe: "Cancelar a subscrição", replyToStop: "Para não receber mais, responda com a palavra cancelar.",
        concerns: { "Recebe esta mensagem porque diz respeito a algo que fez em \($0)." }, total: "Total",
        subtotal: "Subtotal", discount: "Desconto", shipping: "Envio", free: "Grátis", tax: "Impostos",
        ofWhichTax: "Impostos incluídos", item: "Artigo", visitShop: "Visitar a loja")

    private static let polish = LayoutWords(
        language: "pl", agreed: { "Otrzymujesz tę wiadomość, ponieważ wyrażono zgodę na e-maile od \($0)." },
        unsubscribe: "Wypisz się", replyToStop: "Aby nie otrzymywać kolejnych, odpowiedz słowem wypisz.",
        concerns: { "Otrzymujesz tę wiadomość, ponieważ dotyczy ona Twoich działań w \($0)." }, total: "Razem",
        subtotal: "Suma częściowa", discount: "Rabat", shipping: "Dostawa", free: "Gratis", tax: "Podatek",
        ofWhichTax: "W tym podatek", item: "Produkt", visitShop: "Przejdź do sklepu")
}
