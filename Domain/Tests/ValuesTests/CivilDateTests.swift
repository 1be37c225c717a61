import Foundation
import Testing
import Values

@Suite("Days of the calendar")
struct CivilDateTests {
    @Test("day numbers, weekdays and dates agree with Foundation's calendar")
    func againstFoundation() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        var random = SeededRandom(seed: 5)
        for _ in 0..<3000 {
            let number = Int64.random(in: -140_000...2_900_000, using: &random)
            let date = Date(timeIntervalSince1970: Double(number) * 86_400)
            let parts = calendar.dateComponents([.year, .month, .day, .weekday], from: date)
            let ours = CivilDate(dayNumber: number)
            #expect(ours == CivilDate(year: parts.year!, month: parts.month!, day: parts.day!))
            #expect(ours.weekday % 7 + 1 == parts.weekday!)
            #expect(ours.dayNumber == number)
        }
    }

    @Test("every day of eight hundred years follows the one before")
    func consecutive() {
        var previous = CivilDate(dayNumber: -150_001)
        for number in Int64(-150_000)...150_000 {
            let date = CivilDate(dayNumber: number)
            let follows =
                date.day == 1
                ? previous.day == CivilDate.daysIn(year: previous.year, month: previous.month)
                : date.day == previous.day + 1
            if !follows || !(previous < date) || date.dayNumber != number { Issue.record("day \(number): \(date)") }
            previous = date
        }
    }

    @Test(
        "months later stays within the month",
        arguments: [
            ((2026, 1, 31), 1, (2026, 2, 28)), ((2024, 1, 31), 1, (2024, 2, 29)), ((2026, 3, 31), -1, (2026, 2, 28)),
            ((2026, 8, 31), 6, (2027, 2, 28)), ((2024, 2, 29), 12, (2025, 2, 28)), ((2026, 12, 15), 1, (2027, 1, 15)),
            ((2026, 1, 15), -1, (2025, 12, 15)), ((2026, 5, 31), 0, (2026, 5, 31)),
            ((2026, 10, 31), 13, (2027, 11, 30)),
            ((1, 1, 31), -2, (0, 11, 30)),
        ] as [((Int, Int, Int), Int, (Int, Int, Int))])
    func addingMonths(from: (Int, Int, Int), months: Int, expected: (Int, Int, Int)) {
        #expect(
            CivilDate(year: from.0, month: from.1, day: from.2).adding(months: months)
                == CivilDate(year: expected.0, month: expected.1, day: expected.2))
    }

    @Test(
        "leap years follow the Gregorian rule",
        arguments: [(2000, true), (1900, false), (2100, false), (2024, true), (2026, false), (2400, true)])
    func leapYears(year: Int, leap: Bool) {
        #expect(CivilDate.isLeap(year) == leap)
        #expect(CivilDate.isValid(year: year, month: 2, day: 29) == leap)
    }
}
