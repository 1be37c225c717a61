/// Where a list stands among its pages, newest first; cursors are opaque and go back to the server as they came.
public struct Paging: Sendable {
    /// For `?newer=`; nil on the first page.
    public var newer: String?
    /// For `?older=`; nil on the last page.
    public var older: String?
    /// All that match the filters; nil where counting would cost too much.
    public var total: Int?

    public init(newer: String? = nil, older: String? = nil, total: Int? = nil) {
        self.newer = newer
        self.older = older
        self.total = total
    }
}

extension HTML {
    /// Links to the pages on either side, keeping the filters of `query`.
    mutating func pager(_ paging: Paging, on path: String, query: Query, in context: PageContext) {
        guard paging.newer != nil || paging.older != nil || paging.total != nil else { return }
        let text = context.catalog.layout
        self(.nav, .class("pager"), .label(text.pages)) { html in
            if let total = paging.total {
                html(.span, .class("muted"), text: text.total(context.format.count(total)))
            }
            html(.span, .class("push pager-links")) { html in
                if let newer = paging.newer {
                    html(.a, .class("button"), .href(query.adding("newer", newer).address(on: path))) { html in
                        html.icon(.left)
                        html.text(text.newer)
                    }
                }
                if let older = paging.older {
                    html(.a, .class("button"), .href(query.adding("older", older).address(on: path))) { html in
                        html.text(text.older)
                        html.icon(.right)
                    }
                }
            }
        }
    }
}
