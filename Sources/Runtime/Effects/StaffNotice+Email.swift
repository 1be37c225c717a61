import Channels
import Engine
import Messages
import Values

extension StaffNotice {
    init(_ said: JSONObject, flow: String, customerURL: String) {
        self.init(
            title: said["title"]?.string ?? "", details: said["details"]?.string ?? "", flow: flow,
            customerURL: customerURL)
    }

    func email(to address: String, id: Int64, settings: WorkspaceSettings, now: Instant) throws -> EmailEnvelope {
        let sender = try EmailAddress(settings.senderAddress)
        let recipient = try EmailAddress(address)
        let email = OutgoingEmail(
            from: Mailbox(name: settings.shopName, address: sender), replyTo: nil, to: [Mailbox(address: recipient)],
            subject: subject, html: html, text: plain, headers: [],
            messageID: EmailMessageID(message: id, domain: sender.domain), unsubscribeURL: nil, date: now)
        return EmailEnvelope(sender: sender, recipient: recipient, content: try email.composed())
    }
}
