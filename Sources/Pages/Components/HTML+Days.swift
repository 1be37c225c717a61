import Values

extension HTML {
    /// Columns of a day each, oldest first, with the first and last day below and all of them as a table.
    mutating func dayColumns(
        _ values: [Int], from first: Instant, key: String, name: String, in context: PageContext
    ) {
        let format = context.format
        func day(_ index: Int) -> Instant { first + .days(Int64(index)) }
        let total = values.reduce(0, +)
        let summary = context.catalog.backtest.daysSummary(
            name, format.count(total), format.count(values.max() ?? 0))
        columns(values, key: key, summary: summary) { "\(format.day(day($0))): \(format.count(values[$0]))" }
        self(.div, .class("axis")) { html in
            html.time(first, .day, in: context)
            html.time(day(max(0, values.count - 1)), .day, in: context)
        }
        self(.details, .class("as-table")) { html in
            html(.summary, text: context.catalog.overview.asTable)
            html(.table, .class("plain")) { html in
                html(.thead) { html in
                    html(.tr) { html in
                        html(.th, .scope("col"), text: context.catalog.backtest.day)
                        html(.th, .scope("col"), .class("number"), text: name)
                    }
                }
                html(.tbody) { html in
                    for (index, value) in values.enumerated() {
                        html(.tr) { html in
                            html(.td) { $0.time(day(index), .day, in: context) }
                            html(.td, .class("number"), text: format.count(value))
                        }
                    }
                }
            }
        }
    }
}
