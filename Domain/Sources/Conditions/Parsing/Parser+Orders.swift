extension Parser {
    /// `[bounds])`.
    mutating func orders(_ measure: OrderFigure.Measure, at start: Token) -> Parsed {
        var figure = OrderFigure(measure: measure)
        if !isSign(.close) { figure.window = bounds([]).window }
        close(.close, expected: "`,` or `)`")
        return Parsed(.orders(figure), at: start)
    }
}
