import Values

/// What a date test is asked of.
enum DayValue: Sendable {
    case day(CivilDate)
    case moment(Instant)
    /// A day of every year, its year unknown: `--06-15` (ISO 8601:2000).
    case yearless(month: Int, day: Int)

    /// Nil for a value that is no date.
    init?(_ value: Value) {
        if case .json(.string(let text)) = value, text.utf8.count == 7, text.hasPrefix("--") {
            // A leap year, so that 29 February is a day of it.
            guard let moment = Instant(iso8601: "2000-\(text.dropFirst(2))") else { return nil }
            let date = LocalDateTime(utc: moment).date
            self = .yearless(month: date.month, day: date.day)
            return
        }
        guard let moment = value.asMoment else { return nil }
        if case .json(.string(let text)) = value, text.utf8.count == 10 {
            self = .day(LocalDateTime(utc: moment).date)
        } else {
            self = .moment(moment)
        }
    }
}
