import Values

extension Parser {
    /// Reports comparisons that can never mean anything.
    mutating func checkComparison(_ left: Parsed, _ comparator: Comparator, _ right: Parsed, at sign: Token) {
        if left.kind == .duration || right.kind == .duration { return checkDurations(left, right, at: sign) }
        if left.expression.isAgo, right.expression.isAgo {
            return report(
                "both sides are counted back from now", at: sign,
                expected: #"a moment, such as last("Order Completed")"#)
        }
        for side in [left, right] where side.kind == .place || side.kind == .anniversary {
            if side.kind == .anniversary { return }
            return report(
                "a place is not compared", at: side.start,
                expected: "place.country, place.region, place.city or `place within 25 km of (52.52, 13.405)`")
        }
        if comparator.isOrder {
            for side in [left, right] where side.kind == .boolean || side.kind == .list {
                report(
                    "\(side.kind.name) has no order", at: side.start,
                    expected: "`==` or `!=` in place of `\(comparator.rawValue)`")
                return
            }
        }
        if left.kind == .money || right.kind == .money { return checkMoney(left, right, at: sign) }
        checkKinds(left, right, at: sign)
    }

    /// The time since a moment compares with a duration written out, and nothing else does.
    private mutating func checkDurations(_ left: Parsed, _ right: Parsed, at sign: Token) {
        if left.kind == .duration, right.kind == .duration, left.expression.isAge != right.expression.isAge { return }
        for side in [left, right] where side.kind == .duration {
            if side.expression.isAge {
                let other = side.start == left.start ? right : left
                return report(
                    "\(Printer.text(side.expression)) compares with a duration, not with \(other.kind.name)", at: sign,
                    expected: "a duration written out, such as 30 days")
            }
            return report(
                "\(Printer.text(side.expression)) is a duration, which nothing compares with", at: side.start,
                expected: "`\(Printer.text(side.expression)) ago`, the moment that long before now")
        }
    }

    /// An amount written out is compared with a figure or property, which is then converted to its currency.
    private mutating func checkMoney(_ left: Parsed, _ right: Parsed, at sign: Token) {
        let (money, other) = left.kind == .money ? (left, right) : (right, left)
        switch other.expression {
        case .path(let path): if path.root != .cart || path.segments == ["total"] { return }
        case .aggregate(let aggregate):
            switch aggregate.function {
            case .sum, .average, .min, .max: return
            case .first, .last: if !aggregate.property.isEmpty { return }
            case .any, .none, .count, .distinct, .most: break
            }
        case .orders(let figure): if figure.measure.isAmount { return }
        default: break
        }
        report(
            "\(Printer.text(other.expression)) is no amount that could be compared with "
                + Printer.text(money.expression), at: sign,
            expected: "a sum, average, min, max or property of an amount, such as sum(\"Order Completed\".total)")
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

    mutating func checkMoment(_ parsed: Parsed) {
        guard case .literal(.text(let text)) = parsed.expression, Instant(iso8601: text) == nil else { return }
        report(
            "\(Printer.quoted(text)) is no moment", at: parsed.start,
            expected: #"a duration with `ago`, or a date such as "2026-11-22" or "2026-11-22T09:00:00+01:00""#)
    }
}
