import Values

/// A date as the `date` filter shows it: local time with its offset and the moment behind it.
struct LiquidMoment {
    let local: LocalDateTime
    /// Milliseconds that local time is ahead of UTC.
    let offset: Int64
    let instant: Instant
    let zone: Zone

    init(_ instant: Instant, _ zone: Zone) {
        self.instant = instant
        self.zone = zone
        offset = zone.offset(at: instant)
        local = zone.local(instant)
    }

    /// Reads `now`, `today`, seconds since 1970, ISO 8601 and dates with an English month; nil where it is none.
    init?(_ value: LiquidValue, _ context: FilterContext) {
        switch value {
        case .json(.number(let number)):
            guard let seconds = number.roundedDown().integer, let instant = Self.instant(seconds) else { return nil }
            self.init(instant, context.zone)
        case .json(.string(let text)), .markup(let text):
            guard let instant = Self.read(text, context) else { return nil }
            self.init(instant, context.zone)
        case .json, .range, .empty, .blank, .loop: return nil
        }
    }

    private static func instant(_ seconds: Int64) -> Instant? {
        let bounds = Instant.distantPast.milliseconds / 1000...Instant.distantFuture.milliseconds / 1000
        return bounds.contains(seconds) ? Instant(milliseconds: seconds * 1000) : nil
    }

    private static func read(_ text: String, _ context: FilterContext) -> Instant? {
        // No date is longer; what is longer need not be looked at.
        guard text.utf8.count <= 64 else { return nil }
        let word = text.trimmingStart.trimmingEnd.lowercased()
        if word == "now" || word == "today" { return context.now }
        if !word.isEmpty, word.utf8.allSatisfy({ $0.isDigit }) { return Int64(word).flatMap(instant) }
        if let instant = Instant(iso8601: text) {
            // Without an offset it is a time on the wall, which the zone turns into a moment.
            return hasOffset(word) ? instant : context.zone.instant(LocalDateTime(utc: instant))
        }
        return DateWords(word)?.instant(context.zone)
    }

    private static func hasOffset(_ iso: String) -> Bool {
        guard iso.utf8.count > 10 else { return false }
        return iso.hasSuffix("z") || iso.dropFirst(10).contains { $0 == "+" || $0 == "-" }
    }
}

/// A date in words: `March 14, 2016`, `14 Mar 2016 10:30 pm`, `Mon, 14 Mar 2016 10:30:00 +0000`, `2016/03/14`.
private struct DateWords {
    private var year: Int?
    private var month: Int?
    private var day: Int?
    private var millisecondOfDay = 0
    private var offset: Int64?

    static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    static let weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

    /// `text` is in lower case.
    init?(_ text: String) {
        for word in text.split(whereSeparator: { $0 == " " || $0 == "," || $0 == "\t" }) {
            guard read(String(word)) else { return nil }
        }
        guard let year, let month, CivilDate.isValid(year: year, month: month, day: day ?? 1), year > 0, year < 10_000
        else { return nil }
    }

    func instant(_ zone: Zone) -> Instant? {
        guard let year, let month else { return nil }
        let date = CivilDate(year: year, month: month, day: day ?? 1)
        let local = LocalDateTime(date: date, millisecondOfDay: millisecondOfDay)
        return offset.map { local.asUTC - TimeSpan(milliseconds: $0) } ?? zone.instant(local)
    }

    private mutating func read(_ word: String) -> Bool {
        if word.contains(":") { return readTime(word) }
        if word.contains("/") || (word.contains("-") && !word.hasPrefix("-")) { return readParts(word) }
        if word.hasPrefix("+") || word.hasPrefix("-") { return readOffset(word) }
        let digits = word.prefix { $0.isASCII && $0.isNumber }
        if !digits.isEmpty { return readNumber(String(digits), suffix: String(word.dropFirst(digits.count))) }
        return readName(word)
    }

    private mutating func readName(_ word: String) -> Bool {
        switch word {
        case "utc", "gmt", "z": offset = 0
        case "am":
            if millisecondOfDay >= 43_200_000 { millisecondOfDay -= 43_200_000 }
        case "pm":
            if millisecondOfDay < 43_200_000 { millisecondOfDay += 43_200_000 }
        default:
            let start = String(word.prefix(3))
            if let index = Self.months.firstIndex(of: start) {
                month = index + 1
            } else if !Self.weekdays.contains(start) {
                return false
            }
        }
        return true
    }

    private mutating func readNumber(_ digits: String, suffix: String) -> Bool {
        guard digits.count <= 4, let value = Int(digits) else { return false }
        if ["am", "pm"].contains(suffix), (1...12).contains(value) {
            millisecondOfDay = value % 12 * 3_600_000
            return readName(suffix)
        }
        guard suffix.isEmpty || ["st", "nd", "rd", "th"].contains(suffix) else { return false }
        if digits.count > 2 || day != nil { year = value } else { day = value }
        return true
    }

    private mutating func readTime(_ word: String) -> Bool {
        let suffix = word.hasSuffix("am") || word.hasSuffix("pm") ? String(word.suffix(2)) : ""
        let parts = word.dropLast(suffix.count).split(separator: ":", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), let hour = Int(parts[0]), (0..<24).contains(hour),
            let minute = Int(parts[1]), (0..<60).contains(minute)
        else { return false }
        var second = 0.0
        if parts.count == 3 {
            guard let value = Double(parts[2]), value >= 0, value < 61 else { return false }
            second = min(value, 59.999)
        }
        millisecondOfDay = hour * 3_600_000 + minute * 60_000 + Int(second * 1000)
        return suffix.isEmpty || readName(suffix)
    }

    private mutating func readParts(_ word: String) -> Bool {
        let parts = word.split { $0 == "/" || $0 == "-" }
        guard parts.count == 3 else { return false }
        // Which of two small numbers is the month differs by country, so only the year first is read.
        if parts[0].count == 4, let y = Int(parts[0]), let m = Int(parts[1]), let d = Int(parts[2]) {
            (year, month, day) = (y, m, d)
            return true
        }
        return parts.allSatisfy { read(String($0)) } && month != nil
    }

    private mutating func readOffset(_ word: String) -> Bool {
        let digits = word.dropFirst()
        guard digits.count == 4, let value = Int64(digits), value / 100 < 24, value % 100 < 60 else { return false }
        offset = (value / 100 * 60 + value % 100) * 60_000 * (word.hasPrefix("-") ? -1 : 1)
        return true
    }
}
