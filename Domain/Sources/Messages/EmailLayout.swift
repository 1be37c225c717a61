import Engine

/// The frame around every e-mail: the shop's name above, the body on a card, the sender's address and the way out below.
///
/// Tables and inline styles, because that is what every mail program shows alike; the style sheet in the head only
/// adds dark colours and smaller margins on phones where it is understood.
struct EmailLayout: Sendable {
    let shopName: String
    let shopURL: String
    let postalAddress: String
    let purpose: Message.Purpose
    let unsubscribeURL: String?
    let words: LayoutWords

    func document(subject: String, preheader: String, body: String) -> String {
        var html = opening
        html += "<title>\(subject.escapedForHTML)</title>"
        html += EmailLayout.styleSheet
        html += "</head><body class=\"canvas\" style=\"margin:0;padding:0;background:#f3f1ed\">"
        if !preheader.isEmpty { html += EmailLayout.hidden(preheader.escapedForHTML) }
        html += EmailLayout.tables
        html += header
        html += EmailLayout.card
        html += body
        html += "</td></tr>"
        html += footer
        html += "</table></td></tr></table></body></html>\n"
        return html
    }

    private var header: String {
        let name = shopName.escapedForHTML
        let style = "color:#1d2125;text-decoration:none"
        let title =
            shopURL.hasPrefix("http")
            ? "<a class=\"ink\" href=\"\(shopURL.escapedForHTML)\" style=\"\(style)\">\(name)</a>" : name
        return """
            <tr><td class="pad ink" style="padding:0 48px 20px;font-family:\(EmailLayout.font);font-size:20px;\
            line-height:28px;font-weight:700;letter-spacing:-0.2px;color:#1d2125">\(title)</td></tr>
            """
    }

    private var footer: String {
        let name = shopName.escapedForHTML
        var lines: [String] = []
        switch purpose {
        case .marketing:
            lines.append(words.agreed(name))
            if let unsubscribeURL {
                lines.append(
                    "<a class=\"faint\" href=\"\(unsubscribeURL.escapedForHTML)\" "
                        + "style=\"color:#6b6f74;text-decoration:underline\">\(words.unsubscribe)</a>")
            } else {
                lines.append(words.replyToStop)
            }
        case .transactional:
            lines.append(words.concerns(name))
        }
        let address = postalAddress.onOneLine
        let isNamed = address.contains(shopName)
        lines.append(([isNamed ? "" : name, address.escapedForHTML].filter { !$0.isEmpty }).joined(separator: " · "))
        return """
            <tr><td class="pad faint" style="padding:24px 48px 0;font-family:\(EmailLayout.font);font-size:13px;\
            line-height:20px;color:#6b6f74">\(lines.joined(separator: "<br>"))</td></tr>
            """
    }

    private static let font = "-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"

    private var opening: String {
        """
        <!DOCTYPE html><html lang="\(words.language)"><head><meta charset="utf-8">\
        <meta name="viewport" content="width=device-width,initial-scale=1">\
        <meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">\
        <meta name="format-detection" content="telephone=no,date=no,address=no,email=no">
        """
    }

    private static let styleSheet = """
        <style>
        :root{color-scheme:light dark;supported-color-schemes:light dark}
        @media (max-width:520px){.pad{padding-left:24px!important;padding-right:24px!important}\
        .card{padding:28px 24px 16px!important}.outer{padding:24px 0!important}}
        @media (prefers-color-scheme:dark){.canvas{background:#131416!important}\
        .card{background:#1d1f22!important;color:#e9e6e1!important}.ink,.card a{color:#e9e6e1!important}\
        .faint{color:#a2a6ab!important}.line,.card hr,.card blockquote{border-color:#363a3f!important}\
        .button{background:#efece6!important}.card .button a{color:#17191b!important}\
        .code{background:#26292d!important;border-color:#5a5f66!important}}
        </style>
        """

    /// What follows the preheader keeps mail programs from showing the body's first words after it.
    private static func hidden(_ preheader: String) -> String {
        "<div style=\"display:none;max-height:0;overflow:hidden;mso-hide:all;font-size:1px;line-height:1px;"
            + "color:#f3f1ed\">\(preheader)\(filler)</div>"
    }

    private static let filler = String(repeating: "&#847;&zwnj;&nbsp;", count: 60)

    private static let tables = """
        <table role="presentation" class="canvas" width="100%" cellpadding="0" cellspacing="0" border="0" \
        style="background:#f3f1ed"><tr><td class="outer" align="center" style="padding:40px 16px">\
        <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" \
        style="max-width:600px;text-align:left">
        """

    private static let card = """
        <tr><td class="card" style="padding:40px 48px 28px;background:#ffffff;border-radius:10px;\
        font-family:\(font);font-size:16px;line-height:26px;color:#1d2125">
        """
}

extension String {
    /// Safe as text and within quoted attributes.
    var escapedForHTML: String {
        guard utf8.contains(where: { "&<>\"'".utf8.contains($0) }) else { return self }
        var result = ""
        for character in unicodeScalars {
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.unicodeScalars.append(character)
            }
        }
        return result
    }
}
