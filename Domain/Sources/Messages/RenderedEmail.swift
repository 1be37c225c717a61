/// An e-mail as it goes out, but for tracking links and MIME.
public struct RenderedEmail: Sendable, Hashable {
    public var subject: String
    /// What inboxes show beside the subject; it stands in the HTML already, hidden.
    public var preheader: String
    /// A whole document.
    public var html: String
    /// The plain text beside it; nil where it is to be derived from the HTML.
    public var text: String?

    public init(subject: String, preheader: String, html: String, text: String? = nil) {
        self.subject = subject
        self.preheader = preheader
        self.html = html
        self.text = text
    }
}
