import Values

extension Parser {
    /// Reports comparisons that can never mean anything.
    mutating func checkComparison(_ left: Parsed, _ comparator: Comparator, _ right: Parsed, at sign: Token) {
        for side in [left, right] where side.kind == .duration {
            report(
                "\(Printer.text(side.expression)) is a duration, which nothing compares with", at: side.start,
                expected: "`\(Printer.text(side.expression)) ago`, the moment that long before now")
            return
        }
        if left.expression.isAgo, right.expression.isAgo {
            return report(
                "both sides are counted back from now", at: sign,
                expected: #"a moment, such as last("Order Completed")"#)
        }
        if comparator.isOrder {
            for side in [left, right] where side.kind == .boolean || side.kind == .list {
                report(
                    "\(side.kind.name) has no order", at: side.start,
                    expected: "`==` or `!=` in place of `\(comparator.rawValue)`")
                return
            }
        }
        checkKinds(left, right, at: sign)
    }

    private mutating func checkKinds(_ left: Parsed, _ right: Parsed, at sign: Token) {
        switch (left.kind, right.kind) {
        case (.unknown, _), (_, .unknown): return
        case (.moment, .text): checkMoment(right)
        case (.text, .moment): checkMoment(left)
        case (let one, let other) where one == other: return
        default:
            let names = "\(Printer.text(left.expression)) is \(left.kind.name)"
            report("\(names) and \(Printer.text(right.expression)) is \(right.kind.name); they never compare", at: sign)
        }
    }

    private mutating func checkMoment(_ parsed: Parsed) {
        guard case .literal(.text(let text)) = parsed.expression, Instant(iso8601: text) == nil else { return }
        report(
            "\(Printer.quoted(text)) is no moment", at: parsed.start,
            expected: #"a duration with `ago`, or a date such as "2026-11-22" or "2026-11-22T09:00:00+01:00""#)
    }
}
