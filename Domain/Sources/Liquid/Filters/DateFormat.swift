import Values

/// The formats of Ruby's `strftime`, which Liquid's `date` filter speaks.
extension LiquidMoment {
    private static let monthNames = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
    private static let weekdayNames = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]

    /// Paddings wider than this are cut: no date needs them, and they cost memory.
    private static let maximumWidth = 64

    /// One directive's flags: `-` no padding, `0` zeros, `_` spaces, `^` upper case, `#` swapped case, `:` colons.
    private struct Flags {
        var padding: Character?
        var isUnpadded = false
        var isUpper = false
        var colons = 0
        var width: Int?
    }

    func formatted(_ format: String) -> String {
        var result = ""
        var rest = Substring(format)
        while let character = rest.popFirst() {
            guard character == "%" else {
                result.append(character)
                continue
            }
            let start = rest
            var flags = Flags()
            while let next = rest.first, read(next, into: &flags) { rest.removeFirst() }
            if let directive = rest.popFirst(), let text = expand(directive, flags) {
                result += text
            } else {
                // What is no directive stands as it is written.
                result += "%"
                rest = start
            }
        }
        return result
    }

    private func read(_ character: Character, into flags: inout Flags) -> Bool {
        switch character {
        case "-": flags.isUnpadded = true
        case "0" where flags.width == nil: flags.padding = "0"
        case "_": flags.padding = " "
        case "^", "#": flags.isUpper = true
        case ":": flags.colons = min(flags.colons + 1, 3)
        default:
            guard character.isASCII, let digit = character.wholeNumberValue else { return false }
            flags.width = min((flags.width ?? 0) * 10 + digit, Self.maximumWidth)
        }
        return true
    }

    private func number(
        _ value: Int, _ width: Int, _ flags: Flags, padding: Character = "0"
    ) -> String {
        if flags.isUnpadded { return String(value) }
        let digits = String(value)
        let missing = (flags.width ?? width) - digits.count
        return missing > 0 ? String(repeating: flags.padding ?? padding, count: missing) + digits : digits
    }

    private func word(_ text: String, _ flags: Flags) -> String {
        let cased = flags.isUpper ? text.uppercased() : text
        let missing = (flags.width ?? 0) - cased.count
        return missing > 0 ? String(repeating: flags.padding ?? " ", count: missing) + cased : cased
    }

    private var hour12: Int { (local.hour + 11) % 12 + 1 }
    private var dayOfYear: Int {
        Int(local.date.dayNumber - CivilDate(year: local.year, month: 1, day: 1).dayNumber) + 1
    }

    private func expand(_ directive: Character, _ flags: Flags) -> String? {
        dateField(directive, flags) ?? timeField(directive, flags) ?? composed(directive, flags)
    }

    private func dateField(_ directive: Character, _ flags: Flags) -> String? {
        let weekday = local.date.weekday
        switch directive {
        case "Y": return number(local.year, 1, flags)
        case "C": return number(local.year / 100, 2, flags)
        case "y": return number(local.year % 100, 2, flags)
        case "m": return number(local.month, 2, flags)
        case "B": return word(Self.monthNames[local.month - 1], flags)
        case "b", "h": return word(String(Self.monthNames[local.month - 1].prefix(3)), flags)
        case "d": return number(local.day, 2, flags)
        case "e": return number(local.day, 2, flags, padding: " ")
        case "j": return number(dayOfYear, 3, flags)
        case "A": return word(Self.weekdayNames[weekday - 1], flags)
        case "a": return word(String(Self.weekdayNames[weekday - 1].prefix(3)), flags)
        case "u": return number(weekday, 1, flags)
        case "w": return number(weekday % 7, 1, flags)
        case "U": return number((dayOfYear + 6 - weekday % 7) / 7, 2, flags)
        case "W": return number((dayOfYear + 7 - weekday) / 7, 2, flags)
        case "V": return number(isoWeek.week, 2, flags)
        case "G": return number(isoWeek.year, 1, flags)
        case "g": return number(isoWeek.year % 100, 2, flags)
        default: return nil
        }
    }

    private func timeField(_ directive: Character, _ flags: Flags) -> String? {
        switch directive {
        case "H": return number(local.hour, 2, flags)
        case "k": return number(local.hour, 2, flags, padding: " ")
        case "I": return number(hour12, 2, flags)
        case "l": return number(hour12, 2, flags, padding: " ")
        case "M": return number(local.minute, 2, flags)
        case "S": return number(local.second, 2, flags)
        case "L": return number(local.millisecond, 3, flags)
        case "N": return number(local.millisecond, 3, flags) + "000000"
        case "p": return word(local.hour < 12 ? "AM" : "PM", flags)
        case "P": return word(local.hour < 12 ? "am" : "pm", flags)
        case "s":
            let milliseconds = instant.milliseconds
            return String(milliseconds >= 0 ? milliseconds / 1000 : (milliseconds - 999) / 1000)
        case "z": return offsetText(flags)
        case "Z": return offset == 0 ? "UTC" : offsetText(Flags())
        default: return nil
        }
    }

    private func composed(_ directive: Character, _ flags: Flags) -> String? {
        switch directive {
        case "D", "x": return word(formatted("%m/%d/%y"), flags)
        case "F": return word(formatted("%Y-%m-%d"), flags)
        case "T", "X": return word(formatted("%H:%M:%S"), flags)
        case "R": return word(formatted("%H:%M"), flags)
        case "r": return word(formatted("%I:%M:%S %p"), flags)
        case "c": return word(formatted("%a %b %e %H:%M:%S %Y"), flags)
        case "v": return word(formatted("%e-%^b-%Y"), flags)
        case "+": return word(formatted("%a %b %e %H:%M:%S %Z %Y"), flags)
        case "n": return "\n"
        case "t": return "\t"
        case "%": return "%"
        default: return nil
        }
    }

    private func offsetText(_ flags: Flags) -> String {
        let minutes = Int(abs(offset) / 60_000)
        let pad = { (value: Int) in value < 10 ? "0\(value)" : String(value) }
        return (offset < 0 ? "-" : "+") + pad(minutes / 60) + (flags.colons > 0 ? ":" : "") + pad(minutes % 60)
    }

    /// The week of ISO 8601 and the year it belongs to: that of its Thursday.
    private var isoWeek: (year: Int, week: Int) {
        let thursday = CivilDate(dayNumber: local.date.dayNumber + Int64(4 - local.date.weekday))
        let start = CivilDate(year: thursday.year, month: 1, day: 1).dayNumber
        return (thursday.year, Int(thursday.dayNumber - start) / 7 + 1)
    }
}
