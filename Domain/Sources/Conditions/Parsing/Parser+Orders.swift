extension Parser {
    /// `[where …][, bounds])`.
    mutating func orders(_ measure: OrderFigure.Measure, at start: Token) -> Parsed {
        let name = measure.rawValue
        var figure = OrderFigure(measure: measure)
        checkOrdersBegin(name)
        if skip(word: "where") {
            figure.filter = filter()
            if skip(sign: .comma) { figure.window = bounds([]).window }
        } else if !isSign(.close) {
            figure.window = bounds([]).window
        }
        if isWord("where") {
            report(
                "`where` stands in front of the bounds", expected: "such as \(name)(where total > 50, last: 90 days)")
        }
        close(.close, expected: figure.filter == nil ? "`where`, `,` or `)`" : "`and`, `or`, `,` or `)`")
        let place = next
        let behind = segments()
        if let key = behind.first {
            report(
                "`\(name)` reads no property", at: place,
                expected: "such as last(\"\(OrderEvents.completed)\").\(Printer.segment(key))")
        }
        return Parsed(.orders(figure), at: start)
    }

    /// Reports what is neither a filter nor a bound, and goes on behind it.
    private mutating func checkOrdersBegin(_ name: String) {
        switch next.content {
        case .text:
            report(
                "`\(name)` is of orders and names no event",
                expected: "\(name)(), \(name)(where total > 50) or \(name)(last: 90 days)")
        case .word(let word):
            if word == "where" || token(after: 1).content == .sign(.colon) { return }
            if Parser.windowBounds.contains(word) { return }
            report("what is asked of the orders stands behind `where`", expected: "\(name)(where \(word) …)")
        case .number, .sign, .end: return
        }
        while !isSign(.comma), !isSign(.close), !isAtEnd {
            advance()
            recover()
        }
        _ = skip(sign: .comma)
    }
}
