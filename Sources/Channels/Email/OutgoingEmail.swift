import Values

/// One e-mail to one person, before it becomes bytes.
public struct OutgoingEmail: Sendable {
    public var from: Mailbox
    public var replyTo: Mailbox?
    public var to: [Mailbox]
    public var subject: String
    public var html: String
    /// The plain part; nil derives it from `html`, links included as they stand there.
    public var text: String?
    /// Further fields, in this order. Those that composing writes itself are refused.
    public var headers: [Header]
    public var messageID: EmailMessageID
    /// Where one click unsubscribes: offered to mail clients in `List-Unsubscribe` (RFC 2369) and, for https addresses,
    /// as a one-click POST (RFC 8058, which demands https).
    public var unsubscribeURL: String?
    public var date: Instant

    public struct Header: Sendable, Hashable {
        public var name: String
        public var value: String

        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    public init(
        from: Mailbox, replyTo: Mailbox? = nil, to: [Mailbox], subject: String, html: String, text: String? = nil,
        headers: [Header] = [], messageID: EmailMessageID, unsubscribeURL: String? = nil, date: Instant
    ) {
        self.from = from
        self.replyTo = replyTo
        self.to = to
        self.subject = subject
        self.html = html
        self.text = text
        self.headers = headers
        self.messageID = messageID
        self.unsubscribeURL = unsubscribeURL
        self.date = date
    }
}

/// Why an e-mail could not be composed.
public enum EmailCompositionError: Error, Sendable, Equatable, CustomStringConvertible {
    case noRecipient
    case headerName(String)
    case headerValue(name: String)
    case reservedHeader(String)
    case messageIDDomain(String)
    case unsubscribeURL(String)

    public var description: String {
        switch self {
        case .noRecipient: "The e-mail names no recipient: give at least one address in “to”."
        case .headerName(let name): "“\(name)” is no name for a header: use letters, digits and hyphens."
        case .headerValue(let name):
            "The header \(name) holds a line break or another control character: remove it."
        case .reservedHeader(let name): "The header \(name) is written by Cartwheel itself: set it by its own field."
        case .messageIDDomain(let domain): "“\(domain)” cannot stand in a Message-ID: use the sender's domain."
        case .unsubscribeURL(let url):
            "“\(url)” cannot stand in List-Unsubscribe: it must be an http or https address in ASCII, without spaces "
                + "or angle brackets, of at most \(HeaderField.tokenLimit) characters."
        }
    }
}
