/// A page for when there is no page.
public struct ErrorModel: Sendable {
    public var kind: Kind
    /// What the log calls this failure, for whoever asks; nil where nothing was logged.
    public var reference: String?
    /// Whether it happened in the console: then there is a way back to its first room.
    public var isInConsole: Bool

    public init(kind: Kind, reference: String? = nil, isInConsole: Bool = false) {
        self.kind = kind
        self.reference = reference
        self.isInConsole = isInConsole
    }

    public enum Kind: Int, Sendable, CaseIterable {
        case forbidden = 403
        case notFound = 404
        case failure = 500
        case unavailable = 503
    }
}

public enum ErrorView {
    public static func render(_ model: ErrorModel, in context: PageContext) -> [UInt8] {
        let text = context.catalog.publicPages
        let words = text.failure(model.kind)
        return PlainLayout.page(title: words.title, brand: context.catalog.layout.product, in: context) { html in
            html(.p, .class("error-code"), .hiddenFromReaders, text: String(model.kind.rawValue))
            html(.h1, text: words.title)
            html(.p, text: words.help)
            if let reference = model.reference {
                html(.p, .class("muted")) { html in
                    html.text(text.reference + " ")
                    html(.code, text: reference)
                }
            }
            if model.isInConsole {
                html(.a, .class("button"), .href(Route.overview), text: text.toOverview)
            }
        }
    }
}
