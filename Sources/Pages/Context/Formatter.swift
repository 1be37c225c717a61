import Values

/// Numbers, money, lengths of time and moments as the reader's language writes them.
struct Formatter: Sendable {
    let text: FormatText
    let zone: Zone
    let now: Instant
    /// Whether moments in sentences name the zone: no module can turn those into the reader's own.
    var namesZone = false

    func count(_ number: Int) -> String { (number < 0 ? "-" : "") + grouped(String(number.magnitude)) }

    /// One decimal under ten, none above: `0.4`, `12`, `1,480`.
    func rate(_ perSecond: Double) -> String {
        guard perSecond.isFinite, abs(perSecond) < 1e15 else { return text.unknown }
        let tenths = Int((perSecond * 10).rounded())
        if abs(tenths) >= 100 || tenths % 10 == 0 { return count(Int(perSecond.rounded())) }
        return count(tenths / 10) + text.decimalSeparator + String(abs(tenths % 10))
    }

    /// `part` of `whole` in percent with one decimal under ten; a dash where there is no whole.
    func share(_ part: Int, of whole: Int) -> String {
        guard whole > 0 else { return text.unknown }
        return rate(Double(part) * 100 / Double(whole)) + "%"
    }

    /// `€1,082.50`; rounded to whole units where `whole` is asked for.
    func money(_ amount: MoneyAmount, whole: Bool = false) -> String {
        var unit: UInt64 = 1
        for _ in 0..<amount.digits { unit *= 10 }
        let magnitude = amount.minorUnits.magnitude
        var figure: String
        if whole {
            figure = grouped(String((magnitude + unit / 2) / unit))
        } else {
            figure = grouped(String(magnitude / unit))
            if amount.digits > 0 {
                let rest = String(magnitude % unit)
                let zeros = String(repeating: "0", count: amount.digits - rest.count)
                figure += text.decimalSeparator + zeros + rest
            }
        }
        let sign = amount.minorUnits < 0 ? "-" : ""
        guard let symbol = amount.symbol else { return sign + amount.currency + "\u{A0}" + figure }
        return sign + symbol + figure
    }

    /// The largest unit alone: `40 ms`, `12 s`, `3 min`, `2 h`, `4 d`.
    func length(_ span: TimeSpan) -> String {
        let milliseconds = span.milliseconds.magnitude
        if milliseconds < 1000 { return "\(milliseconds)\u{A0}\(text.milliseconds)" }
        let seconds = milliseconds / 1000
        if seconds < 60 { return "\(seconds)\u{A0}\(text.seconds)" }
        if seconds < 3600 { return "\(seconds / 60)\u{A0}\(text.minutes)" }
        if seconds < 86_400 { return "\(seconds / 3600)\u{A0}\(text.hours)" }
        return "\(grouped(String(seconds / 86_400)))\u{A0}\(text.days)"
    }

    /// `3 min ago`, `in 2 h`, `now`.
    func relative(_ moment: Instant) -> String {
        let distance = moment - now
        if distance.milliseconds.magnitude < 5000 { return text.now }
        return distance.milliseconds < 0 ? text.ago(length(distance)) : text.ahead(length(distance))
    }

    /// How long ago without the word: `3 min`.
    func age(_ moment: Instant) -> String {
        let age = now - moment
        return age.milliseconds < 5000 ? text.now : length(age)
    }

    /// `12 Nov 2026`
    func day(_ moment: Instant) -> String {
        let local = zone.local(moment)
        return "\(local.day) \(text.months[local.month - 1]) \(local.year)"
    }

    /// `12 Nov 2026, 14:03`
    func moment(_ moment: Instant) -> String { day(moment) + ", " + clock(moment) }

    /// As it stands inside a sentence: `12 Nov 2026, 14:03`, on a first visit `12 Nov 2026, 14:03 (Europe/Berlin)`.
    func momentInSentence(_ moment: Instant) -> String { self.moment(moment) + zoneNote }

    /// `12 Nov 2026`, on a first visit `12 Nov 2026 (Europe/Berlin)`.
    func dayInSentence(_ moment: Instant) -> String { day(moment) + zoneNote }

    private var zoneNote: String { namesZone ? " (\(zone.identifier))" : "" }

    /// `14:03`
    func clock(_ moment: Instant) -> String {
        let local = zone.local(moment)
        return twoDigits(local.hour) + ":" + twoDigits(local.minute)
    }

    private func twoDigits(_ value: Int) -> String { value < 10 ? "0\(value)" : String(value) }

    private func grouped(_ digits: String) -> String {
        guard digits.utf8.count > 3 else { return digits }
        var result = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.utf8.count - index) % 3 == 0 { result += text.groupSeparator }
            result.append(digit)
        }
        return result
    }
}
