import Values

/// The days of which a date test holds now in one zone, worked out once for many dates.
public struct DayWindow: Sendable {
    private let isAnniversary: Bool
    private let days: Set<Int64>
    /// Years in which some of them lie.
    private let years: [Int]
    private let zone: Zone

    /// Longer spans are asked of each date.
    private static let mostDays: Int64 = 400

    /// Nil for a test that looks farther than about a year.
    init?(_ test: DayTest, isAnniversary: Bool, zone: Zone, now: Instant) {
        guard let reach = test.reachInDays, reach <= DayWindow.mostDays else { return nil }
        self.isAnniversary = isAnniversary
        self.zone = zone
        let today = zone.local(now).date.dayNumber
        days = Set(
            (today - reach...today + reach).filter {
                Stretch(ofDay: CivilDate(dayNumber: $0), test, zone).contains(now)
            })
        years = Set(days.map { CivilDate(dayNumber: $0).year }).sorted()
    }

    /// Nil for a moment whose own time of day matters.
    public func holds(of date: DatedValue) -> Bool? {
        guard isAnniversary else {
            switch date.value {
            case .day(let day): return days.contains(day.dayNumber)
            case .yearless: return false
            case .moment: return nil
            }
        }
        guard let first = date.value.firstDay(in: zone) else { return false }
        return years.contains { $0 > first.year && days.contains(first.date.inYear($0).dayNumber) }
    }
}

/// A stored value that is a date or a moment.
public struct DatedValue: Sendable {
    let value: DayValue

    /// Nil for any other value.
    public init?(_ json: JSON) {
        guard let value = DayValue(Value(json)) else { return nil }
        self.value = value
    }
}

extension DayTest {
    /// So many days before and after now a date may lie at the most.
    fileprivate var reachInDays: Int64? {
        switch self {
        case .today, .tomorrow, .yesterday: 3
        case .this(.day): 3
        case .this(.week): 9
        case .this(.month): 33
        case .this(.quarter): 95
        case .this(.year): 368
        case .next(let span), .last(let span): span.nominalSeconds / 86_400 + 5
        }
    }
}
