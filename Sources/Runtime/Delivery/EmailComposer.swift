import Channels
import Engine
import Messages
import Storage
import Values

/// Turns a cleared message into the bytes that go out and the copy that is kept.
struct EmailComposer: Sendable {
    let links: TrackingLinks
    let templates: TemplateStore

    struct Composed: Sendable {
        let envelope: EmailEnvelope
        let body: MessageBody
    }

    /// - Throws: a message for a person: the template, the address or the content is at fault.
    func compose(_ message: Message, definitions: Definitions, now: Instant) throws -> Composed {
        let settings = definitions.settings
        let unsubscribe = message.purpose == .marketing ? links.unsubscribe(message: message.id) : nil
        let rendered = try templates.render(message, definitions: definitions, unsubscribeURL: unsubscribe)
        let rewriter = LinkRewriter(untrackedPrefixes: [links.base + "/u/"])
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
        let bytes = try email.composed()
        return Composed(
            envelope: EmailEnvelope(sender: sender, recipient: recipient, content: bytes),
            body: MessageBody(
                message: message.id, storedAt: now, provider: "", response: "", subject: rendered.subject,
                html: tracked.html, plain: plain, mime: bytes,
                links: JSON.array(tracked.targets.map(JSON.string)).text))
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
