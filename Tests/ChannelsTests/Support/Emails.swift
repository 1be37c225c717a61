import Foundation
import Values

@testable import Channels

func address(_ text: String) -> EmailAddress {
    do { return try EmailAddress(text) } catch { preconditionFailure("\(error)") }
}

/// An e-mail of valid defaults.
func email(
    from: Mailbox = Mailbox(name: "Shop", address: address("hello@shop.example")),
    to: [Mailbox] = [Mailbox(address: address("ana@example.com"))],
    subject: String = "Your cart",
    html: String = "<p>Still there</p>"
) -> OutgoingEmail {
    OutgoingEmail(
        from: from, to: to, subject: subject, html: html,
        messageID: EmailMessageID(message: 42, domain: "shop.example"),
        date: Instant(milliseconds: 1_700_000_000_000))
}

/// The message's header and body as text.
func halves(_ bytes: [UInt8]) -> (header: String, body: String) {
    let text = String(decoding: bytes, as: UTF8.self)
    guard let end = text.range(of: "\r\n\r\n") else { return (text, "") }
    return (String(text[..<end.lowerBound]) + "\r\n", String(text[end.upperBound...]))
}
