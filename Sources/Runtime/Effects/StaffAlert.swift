import Channels
import Engine
import Values

/// What staff are told, by e-mail or in their chat.
struct StaffAlert {
    let title: String
    let details: String
    let flow: String
    let customerURL: String

    init(_ said: JSONObject, flow: String, customerURL: String) {
        title = said["title"]?.string ?? ""
        details = said["details"]?.string ?? ""
        self.flow = flow
        self.customerURL = customerURL
    }

    func email(
        to address: String, id: Int64, settings: WorkspaceSettings, now: Instant
    ) throws -> EmailEnvelope {
        let sender = try EmailAddress(settings.senderAddress)
        let recipient = try EmailAddress(address)
        let body = "<p>\(details.escapedForHTML.replacing("\n", with: "<br>"))</p>"
        let footer =
            "<p><a href=\"\(customerURL.escapedForHTML)\">The customer</a> · flow “\(flow.escapedForHTML)”</p>"
        let text = "\(details)\n\nThe customer: \(customerURL)\nThe flow: \(flow)\n"
        let email = OutgoingEmail(
            from: Mailbox(name: settings.shopName, address: sender), replyTo: nil, to: [Mailbox(address: recipient)],
            subject: title.isEmpty ? "Alert of “\(flow)”" : title, html: body + footer, text: text, headers: [],
            messageID: EmailMessageID(message: id, domain: sender.domain), unsubscribeURL: nil, date: now)
        return EmailEnvelope(sender: sender, recipient: recipient, content: try email.composed())
    }

    /// As Slack, Mattermost, Rocket.Chat and Teams' workflows take it: one member `text`.
    var chatBody: JSON {
        let lines = [title.isEmpty ? nil : "*\(title)*", details.isEmpty ? nil : details, customerURL].compactMap { $0 }
        return ["text": .string(lines.joined(separator: "\n"))]
    }
}

extension String {
    /// With what HTML reads as markup written out.
    fileprivate var escapedForHTML: String {
        replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }
}
