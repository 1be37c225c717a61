/// A column of a table.
struct Column: Sendable {
    let title: String
    let isNumber: Bool

    init(_ title: String) {
        self.title = title
        isNumber = false
    }

    private init(number title: String) {
        self.title = title
        isNumber = true
    }

    static func number(_ title: String) -> Column { Column(number: title) }

    fileprivate var style: Attribute { Attribute("class", isNumber ? .fixed("number") : .absent) }
}

extension HTML {
    /// A table whose rows become cards on a narrow screen: every cell carries its column's title.
    mutating func table(_ columns: [Column], caption: String, rows: (inout HTML) -> Void) {
        precondition(tableColumns.isEmpty, "Tables do not nest")
        tableColumns = columns
        self(.table, .class("list")) { html in
            html(.caption, .class("unseen"), text: caption)
            html(.thead) { html in
                html(.tr) { html in
                    for column in columns { html(.th, .scope("col"), column.style, text: column.title) }
                }
            }
            html(.tbody, content: rows)
        }
        tableColumns = []
    }

    mutating func row(_ cells: (inout HTML) -> Void) {
        nextColumn = 0
        self(.tr, content: cells)
        precondition(nextColumn == tableColumns.count, "\(nextColumn) cells under \(tableColumns.count) columns")
    }

    /// The next cell of the row.
    mutating func cell(_ content: (inout HTML) -> Void) {
        let column = tableColumns[nextColumn]
        nextColumn += 1
        self(.td, column.style, .named("data-label", column.title), content: content)
    }

    mutating func cell(text: String) { cell { $0.text(text) } }

    mutating func cardHead(_ title: String, detail: String? = nil, end: (inout HTML) -> Void = { _ in }) {
        self(.div, .class("card-head")) { html in
            html(.h2, text: title)
            if let detail { html(.span, .class("muted"), text: detail) }
            html(.span, .class("push"), content: end)
        }
    }
}
