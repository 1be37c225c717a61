import Testing
import Values

@testable import Engine

@Suite("Taking back that one wants no more messages")
struct TakingBackTests {
    private static func line(_ statement: LedgerEntry.Statement, _ minute: Int64) -> LedgerEntry {
        LedgerEntry(
            address: "ana@example.com", channel: .email, statement: statement, at: StepSample.now + .minutes(minute),
            source: "test")
    }

    private static let cases: [([LedgerEntry], [Int64], Message.Purpose, TakingBack)] = [
        ([line(.granted, 0), line(.withdrawn, 5)], [5], .transactional, .undone),
        ([line(.granted, 0), line(.withdrawn, 5), line(.withdrawn, 6)], [5, 6], .marketing, .undone),
        ([line(.granted, 0), line(.withdrawn, 5), line(.suppressed, 6)], [5], .marketing, .undone),
        // Consent that was given before the address was known: the message itself shows that it stood.
        ([line(.withdrawn, 5)], [5], .marketing, .undone),
        // Nobody ever gave what would be granted.
        ([line(.withdrawn, 5)], [5], .transactional, .refused), ([], [], .transactional, .refused),
        // Withdrawn elsewhere: before this message's way out was taken, after it, or alone.
        ([line(.granted, 0), line(.withdrawn, 3), line(.withdrawn, 5)], [5], .marketing, .refused),
        ([line(.granted, 0), line(.withdrawn, 5), line(.withdrawn, 7)], [5], .marketing, .refused),
        ([line(.granted, 0), line(.withdrawn, 5)], [], .marketing, .refused),
        // Nothing was withdrawn, it was taken back already, or was granted anew.
        ([], [], .marketing, .stands), ([line(.granted, 0)], [], .transactional, .stands),
        ([line(.granted, 0), line(.withdrawn, 5), line(.granted, 6)], [5], .marketing, .stands),
    ]

    @Test(
        "only a withdrawal made by the same message is undone, and only where consent stood before it", arguments: cases
    )
    func outcome(lines: [LedgerEntry], own: [Int64], purpose: Message.Purpose, expected: TakingBack) {
        let withdrawals = Set(own.map { StepSample.now + .minutes($0) })
        #expect(TakingBack(lines: lines, withdrawals: withdrawals, purpose: purpose) == expected)
    }
}
