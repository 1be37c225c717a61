import Values

extension Parser {
    /// `last("Order Completed"))` of `time_since(last("Order Completed"))`.
    mutating func age(at start: Token) -> Parsed {
        let operand = momentOperand("time_since")
        return Parsed(.age(operand), at: start)
    }

    /// `profile.birthday)` of `anniversary(profile.birthday)`.
    mutating func anniversary(at start: Token) -> Parsed {
        let operand = momentOperand("anniversary")
        if !isDayTest {
            report(
                "an anniversary is asked when it is", at: start,
                expected: "`is today`, `is this month`, `in the next 7 days` or `in the last 7 days` behind it")
        }
        return Parsed(.anniversary(operand), at: start)
    }

    private mutating func momentOperand(_ name: String) -> Expression {
        let operand = operand()
        requireMoment(operand, "`\(name)`")
        close(.close)
        return operand.expression
    }

    private mutating func requireMoment(_ parsed: Parsed, _ asker: String) {
        switch parsed.kind {
        case .unknown, .moment, .anniversary: break
        case .text: checkMoment(parsed)
        case .number, .money, .boolean, .duration, .place, .list:
            report(
                "\(asker) is asked of a date or moment, and \(Printer.text(parsed.expression)) is \(parsed.kind.name)",
                at: parsed.start, expected: "such as profile.birthday or last(\"Order Completed\")")
        }
        if parsed.expression.isAgo {
            report("\(Printer.text(parsed.expression)) is counted back from now", at: parsed.start)
        }
    }

    /// 366 days in seconds.
    private static let longestYear: Int64 = 31_622_400

    /// Whether what comes next asks where a day lies.
    private var isDayTest: Bool { isRelativeDay || isNearDays }

    /// `is today`, `is this month`.
    var isRelativeDay: Bool {
        guard isWord("is"), case .word(let word) = token(after: 1).content else { return false }
        return ["today", "tomorrow", "yesterday", "this"].contains(word)
    }

    /// `in the next 7 days`.
    var isNearDays: Bool {
        guard isWord("in"), token(after: 1).content == .word("the") else { return false }
        let word = token(after: 2).content
        return word == .word("next") || word == .word("last")
    }

    mutating func dayTest(_ left: Parsed) -> Parsed {
        if isInsideFilter {
            report(
                "`\(isNearDays ? "in the …" : "is …")` changes as time passes and cannot stand inside `where`",
                expected: "a window, such as last: 90 days")
        }
        requireMoment(left, isNearDays ? "`in the …`" : "`is …`")
        let place = token(after: 3)
        guard let test = isNearDays ? nearDays() : relativeDay() else { return missing(at: left.start) }
        if left.kind == .anniversary, let span = test.span, span.nominalSeconds > Parser.longestYear {
            report(
                "an anniversary comes every year, so \(Printer.text(span)) is too long", at: place,
                expected: "a duration of at most 1 year")
        }
        return Parsed(.day(left.expression, test), at: left.start)
    }

    private mutating func relativeDay() -> DayTest? {
        advance()
        if skip(word: "today") { return .today }
        if skip(word: "tomorrow") { return .tomorrow }
        if skip(word: "yesterday") { return .yesterday }
        advance()
        return calendarUnit().map { .this($0) }
    }

    private mutating func nearDays() -> DayTest? {
        advance()
        advance()
        let isNext = isWord("next")
        advance()
        return windowSpan().map { isNext ? .next($0) : .last($0) }
    }

    /// `within 25 km of (52.52, 13.405)`.
    mutating func nearness(_ left: Parsed) -> Parsed {
        if left.kind != .place, left.kind != .unknown {
            report(
                "\(Printer.text(left.expression)) is \(left.kind.name), not a place", at: left.start,
                expected: "`place` or a property with a latitude and a longitude")
        }
        advance()
        let range = placeRange()
        return range.map { Parsed(.nearness(left.expression, $0), at: left.start) } ?? missing(at: left.start)
    }
}
