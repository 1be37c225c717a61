import Values

extension Parser {
    /// `"A" [where …], "B" …[, within: …][, without: …][, bounds])`.
    mutating func sequence(at start: Token) -> Parsed {
        var steps: [EventSequence.Step] = []
        while case .text = next.content {
            if let step = step() { steps.append(step) }
            guard skip(sign: .comma) else { break }
        }
        var bounds = Bounds()
        if case .word = next.content { bounds = self.bounds(["within", "without"]) }
        close(.close, expected: "`where`, `,` or `)`")
        if steps.count < 2 || steps.count > EventSequence.mostSteps {
            report(
                "a sequence has 2 to \(EventSequence.mostSteps) events, not \(steps.count)", at: start,
                expected: "such as sequence(\"Product Added\", \"Checkout Started\")")
            return missing(at: start)
        }
        return Parsed(
            .sequence(
                EventSequence(
                    steps: steps, within: bounds.within, without: bounds.without, window: bounds.window)), at: start)
    }

    /// One event of a sequence.
    mutating func step() -> EventSequence.Step? {
        guard case .text(let event) = next.content else {
            report("\(next.name) does not fit here", expected: "an event's name in quotes")
            recover()
            return nil
        }
        checkEventName(event)
        advance()
        var step = EventSequence.Step(event: event)
        if skip(word: "where") { step.filter = filter() }
        return step
    }

    /// `category: "Shoes"[, bounds])`.
    mutating func interest(_ measure: Interest.Measure, at start: Token) -> Parsed {
        let subjects = Interest.Subject.allCases.map(\.rawValue)
        guard case .word(let word) = next.content, let subject = Interest.Subject(rawValue: word) else {
            var nearest: String?
            if case .word(let word) = next.content { nearest = NearestName.of(word, among: subjects) }
            report(
                "`\(measure.rawValue)` needs a category, brand, product, variant or sku",
                expected: "such as \(measure.rawValue)(category: \"Shoes\")", nearest: nearest.map { "\($0):" })
            return skipCall(at: start)
        }
        advance()
        if !skip(sign: .colon) { report("`\(word)` needs a colon", expected: "`:`") }
        guard case .text(let name) = next.content, !name.isEmpty else {
            report("`\(word):` needs a name", expected: "a name in quotes, such as \"Shoes\"")
            return skipCall(at: start)
        }
        advance()
        var interest = Interest(measure: measure, subject: subject, name: name)
        if skip(sign: .comma) { interest.window = bounds([]).window }
        close(.close, expected: "`,` or `)`")
        return Parsed(.interest(interest), at: start)
    }

    /// `email[, flow: "Welcome"][, campaign: "Spring"][, bounds])`.
    mutating func engagement(_ action: Engagement.Action, at start: Token) -> Parsed {
        let token = next
        guard case .word(let channel) = token.content, ConsentChannel.names.contains(channel) else {
            var nearest: String?
            if case .word(let word) = token.content { nearest = NearestName.of(word, among: ConsentChannel.names) }
            report(
                "`\(action.rawValue)` needs a channel", expected: ConsentChannel.names.joined(separator: ", "),
                nearest: nearest)
            return skipCall(at: start)
        }
        advance()
        var engagement = Engagement(action: action, channel: channel)
        if skip(sign: .comma) {
            let bounds = bounds(["flow", "campaign"])
            engagement.window = bounds.window
            engagement.flow = bounds.texts["flow"]
            engagement.campaign = bounds.texts["campaign"]
        }
        close(.close, expected: "`,` or `)`")
        return Parsed(.engagement(engagement), at: start)
    }

    /// `top 10% by sum("Order Completed".total)`.
    mutating func rank(_ end: Rank.End) -> Parsed {
        let start = next
        advance()
        let place = next
        guard case .number(let percent) = place.content else { return missing(at: start) }
        advance()
        if !skip(sign: .percent) { report("\(next.name) does not fit here", expected: "`%`") }
        if percent <= .zero || percent >= Number(100) {
            report("a share lies between 0% and 100%, not at \(percent)%", at: place)
        }
        guard skip(word: "by") else {
            report("\(next.name) does not fit here", expected: "`by` and a number to rank by")
            recover()
            return missing(at: start)
        }
        let figure = operand()
        switch figure.kind {
        case .number, .unknown: break
        case .text, .money, .boolean, .duration, .moment, .anniversary, .place, .list:
            report(
                "people are ranked by a number, and \(Printer.text(figure.expression)) is \(figure.kind.name)",
                at: figure.start, expected: "such as sum(\"Order Completed\".total)")
        }
        return Parsed(.rank(Rank(end: end, percent: percent, figure: figure.expression)), at: start)
    }
}
