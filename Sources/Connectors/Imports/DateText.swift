import Values

/// How days are written where the text alone does not tell, such as 3/4/2011.
public enum DateOrder: String, Sendable, Hashable, CaseIterable {
    case dayFirst = "day-first"
    case monthFirst = "month-first"
}

/// Reads dates as files have them: ISO 8601, with or without zone, 31.12.2010, 12/31/2010, each with a time of day or
/// without.
struct DateText: Sendable {
    /// For texts that name no zone.
    var zone: Zone
    /// Without it dates with slashes are read only where one reading is possible.
    var order: DateOrder?

    init(zone: Zone, order: DateOrder? = nil) {
        self.zone = zone
        self.order = order
    }

    /// Nil for what is no date, or could be two.
    func instant(_ text: String) -> Instant? {
        let text = text.trimmingBlanks
        if DateText.isPlainISO(text) {
            return Instant(iso8601: text).map { zone.instant(LocalDateTime(utc: $0)) }
        }
        if let local = local(text) { return zone.instant(local) }
        // What is left and readable names its zone.
        return Instant(iso8601: text)
    }

    /// Whether it is 2010-12-01, 2010-12-01 08:26 or 2010-12-01 08:26:00, which most files have.
    private static func isPlainISO(_ text: String) -> Bool {
        let bytes = text.utf8
        func has(_ byte: UInt8, at offset: Int) -> Bool {
            bytes[bytes.index(bytes.startIndex, offsetBy: offset)] == byte
        }
        switch bytes.count {
        case 10: return has(UInt8(ascii: "-"), at: 4)
        case 16: return has(UInt8(ascii: "-"), at: 4) && has(UInt8(ascii: ":"), at: 13)
        case 19: return has(UInt8(ascii: "-"), at: 4) && has(UInt8(ascii: ":"), at: 16)
        default: return false
        }
    }

    private func local(_ text: String) -> LocalDateTime? {
        let parts = text.split(maxSplits: 1, whereSeparator: { $0 == " " || $0 == "T" || $0 == "t" })
        guard let first = parts.first, let date = date(first) else { return nil }
        guard parts.count == 2 else { return LocalDateTime(date: date) }
        return time(parts[1]).map { LocalDateTime(date: date, millisecondOfDay: $0) }
    }

    private func date(_ text: Substring) -> CivilDate? {
        for separator in ["-", "/", "."] {
            let parts = text.split(separator: separator, omittingEmptySubsequences: false)
            guard parts.count == 3 else { continue }
            guard let a = DateText.digits(parts[0]), let b = DateText.digits(parts[1]),
                let c = DateText.digits(parts[2])
            else { return nil }
            if parts[0].utf8.count == 4 { return DateText.valid(a, b, c) }
            guard parts[2].utf8.count == 4 else { return nil }
            // With points the day always comes first (DIN 5008 and its neighbours).
            return separator == "." ? DateText.valid(c, b, a) : ambiguous(a, b, year: c)
        }
        return nil
    }

    private func ambiguous(_ a: Int, _ b: Int, year: Int) -> CivilDate? {
        switch order {
        case .dayFirst: return DateText.valid(year, b, a)
        case .monthFirst: return DateText.valid(year, a, b)
        case nil:
            let readings = [DateText.valid(year, b, a), DateText.valid(year, a, b)].compactMap(\.self)
            return readings.count == 1 || a == b ? readings.first : nil
        }
    }

    private func time(_ text: Substring) -> Int? {
        var text = text.trimmingBlanks.lowercased()
        var shift: Int?
        for (suffix, hours) in [("am", 0), ("pm", 12)] where text.hasSuffix(suffix) {
            shift = hours
            text = text.dropLast(2).trimmingBlanks
        }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), var hour = DateText.digits(parts[0]),
            let minute = DateText.digits(parts[1])
        else { return nil }
        if let shift {
            guard (1...12).contains(hour) else { return nil }
            hour = hour % 12 + shift
        }
        var milliseconds = 0
        if parts.count == 3 {
            guard let seconds = Number(literal: DateText.unpadded(parts[2])), let value = seconds.minorUnits(digits: 3),
                (0..<60_000).contains(value)
            else { return nil }
            milliseconds = Int(value)
        }
        guard (0..<24).contains(hour), (0..<60).contains(minute) else { return nil }
        return (hour * 60 + minute) * 60_000 + milliseconds
    }

    private static func valid(_ year: Int, _ month: Int, _ day: Int) -> CivilDate? {
        guard year >= 1, CivilDate.isValid(year: year, month: month, day: day) else { return nil }
        return CivilDate(year: year, month: month, day: day)
    }

    private static func digits(_ text: Substring) -> Int? {
        guard (1...4).contains(text.utf8.count), text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return Int(text)
    }

    /// JSON's numbers have no zeros before them.
    private static func unpadded(_ text: Substring) -> Substring {
        text.count > 1 && text.first == "0" && text.dropFirst().first != "." ? text.dropFirst() : text
    }
}
