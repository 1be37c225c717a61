import Values

enum EmailDate {
    private static let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// A moment as RFC 5322 writes it in a `Date` field: `Sun, 22 Nov 2026 18:01:07 +0000`.
    static func text(_ instant: Instant) -> String {
        let local = LocalDateTime(utc: instant)
        let day = days[local.date.weekday - 1]
        let time = "\(twoDigits(local.hour)):\(twoDigits(local.minute)):\(twoDigits(local.second))"
        return "\(day), \(local.day) \(months[local.month - 1]) \(fourDigits(local.year)) \(time) +0000"
    }

    private static func twoDigits(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }

    private static func fourDigits(_ value: Int) -> String {
        let digits = "\(value)"
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
