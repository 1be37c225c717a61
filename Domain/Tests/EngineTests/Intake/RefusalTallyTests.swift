import Testing
import Values

@testable import Engine

@Suite("Requests without a key that counts")
struct RefusalTallyTests {
    private let now = Instant(milliseconds: 1_000)

    @Test("are one row for each rule and key, with their number and no key that anybody could use")
    func rows() {
        var tally = RefusalTally()
        let key: String? = "sk_0123456789abcdefghij"
        var isFirst: [Bool] = []
        for (rule, key) in [(RequestRule.unknownKey, key), (.unknownKey, key), (.noKey, nil)] {
            isFirst.append(tally.count(rule, key: key))
        }
        #expect(isFirst == [true, false, false])
        let rows = tally.take(at: now)
        #expect(rows.map(\.rule) == ["no_key", "unknown_key"] && rows.map(\.source) == ["", "sk_0123…"])
        #expect(rows[1].reason.hasPrefix("2 requests within a minute came with a write key"))
        #expect(rows.allSatisfy { !$0.reason.contains("456") && $0.body.isEmpty && $0.receivedAt == now })
        let (more, again) = (tally.take(at: now), tally.count(.noKey, key: nil))
        #expect(more.isEmpty && again)
    }

    @Test("fill no disk: who tries a thousand keys a minute makes a handful of rows, and all are counted")
    func bound() {
        var tally = RefusalTally()
        for number in 0..<1_000 { _ = tally.count(.unknownKey, key: "k\(number)-" + String(repeating: "x", count: 40)) }
        let rows = tally.take(at: now)
        #expect(rows.count == RefusalTally.mostKeys + 1)
        #expect(rows.compactMap { Int($0.reason.prefix { $0.isNumber }) }.reduce(0, +) == 1_000)
    }
}
