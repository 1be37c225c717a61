import Channels
import Engine
import Messages
import Storage
import Values

/// Turns a cleared message into the bytes that go out and the copy that is kept, in which no secret stands.
struct EmailComposer: Sendable {
    let links: TrackingLinks
    let templates: TemplateStore

    struct Composed: Sendable {
        let envelope: EmailEnvelope
        let body: MessageBody
    }

    /// - Throws: a message for a person: the template, the address or the content is at fault.
    func compose(_ message: Message, definitions: Definitions, now: Instant) throws -> Composed {
        let written = try written(message, definitions, now)
        let envelope = EmailEnvelope(
            sender: written.email.from.address, recipient: written.recipient, content: written.bytes)
        let copy = message.isSecret ? try? self.written(message.withoutSecrets, definitions, now) : written
        return Composed(
            envelope: envelope,
            body: MessageBody(
                message: message.id, storedAt: now, provider: "", response: "",
                subject: copy?.email.subject ?? SecretNames.mask, html: copy?.email.html ?? "",
                plain: copy?.email.text ?? "", mime: copy?.bytes,
                links: JSON.array((copy?.targets ?? []).map(JSON.string)).text))
    }

    private struct Written {
        let email: OutgoingEmail
        let recipient: EmailAddress
        let bytes: [UInt8]
        /// Where its tracked links lead.
        let targets: [String]
    }

    private func written(_ message: Message, _ definitions: Definitions, _ now: Instant) throws -> Written {
        let settings = definitions.settings
        let unsubscribe = message.purpose == .marketing ? links.unsubscribe(message: message.id) : nil
        let rendered = try templates.render(message, definitions: definitions, unsubscribeURL: unsubscribe)
        // Where a secret's link leads is kept nowhere, so nobody could be led there.
        let rewriter = LinkRewriter(untrackedPrefixes: [links.base + "/u/"], tracksLinks: !message.isSecret)
        let tracked = rewriter.rewritten(rendered.html, pixel: links.open(message: message.id)) {
            links.click(message: message.id, link: $0)
        }
        let sender = try EmailAddress(settings.senderAddress)
        let recipient = try EmailAddress(message.address)
        let plain = rendered.text ?? PlainText.derived(fromHTML: rendered.html)
        let email = OutgoingEmail(
            from: Mailbox(name: settings.shopName, address: sender),
            replyTo: try settings.replyToAddress.map { Mailbox(address: try EmailAddress($0)) },
            to: [Mailbox(address: recipient)], subject: rendered.subject, html: tracked.html, text: plain,
            headers: [], messageID: EmailMessageID(message: message.id, domain: sender.domain),
            unsubscribeURL: unsubscribe, date: now)
        return Written(
            email: email, recipient: recipient, bytes: try email.composed(), targets: tracked.targets)
    }
}

extension MessageBody {
    /// The same with the name of who is given it.
    func taken(by provider: String) -> MessageBody {
        var body = self
        body.provider = provider
        return body
    }
}
